import { CODE_DAYS } from '../../../../shared/mail/confirmed-mail.ts';
import type { Text } from '../../../../shared/text/text.ts';
import type { Notice } from '../../notice.ts';

const SUBJECT: Text = { vi: 'Xác nhận địa chỉ thư điện tử', en: 'Please confirm your e-mail address' };
const WHY: Text = {
  vi: 'Địa chỉ thư điện tử này được ghi trong một hồ sơ nộp tại Bộ phận Một cửa. Để nhận thông báo về hồ sơ qua thư điện tử, hãy nhập mã xác nhận dưới đây tại nơi nộp hồ sơ trực tuyến.',
  en: 'This e-mail address was given in a dossier that was submitted to the one-stop shop. To be told of the dossier by e-mail, enter the code below where you submitted it online.',
};
const OTHERWISE: Text = {
  vi: `Mã có hiệu lực trong ${CODE_DAYS} ngày. Khi địa chỉ chưa được xác nhận, thông báo về hồ sơ không được gửi tới đây. Tiến trình vẫn xem được tại nơi nộp hồ sơ. Nếu không nộp hồ sơ này, xin bỏ qua thư.`,
  en: `The code is good for ${CODE_DAYS} days. Until the address is confirmed nothing about the dossier is sent here; its progress can be seen where it was submitted. If you submitted none, ignore this message.`,
};
const CODE: Text = { vi: 'Mã xác nhận', en: 'Code' };

/**
 * The only notice sent to an unconfirmed address, in place of one about the dossier. The submitter chose the address, so the
 * text contains nothing written by the submitter or by an officer.
 */
export function confirmationOf({ to, language, about }: Notice, code: string): Notice {
  const [first, second] = [code.slice(0, code.length / 2), code.slice(code.length / 2)];
  const sentences = [WHY[language], `${CODE[language]}: ${first} ${second}`, OTHERWISE[language]];
  return { to, language, subject: SUBJECT[language], sentences, about };
}
