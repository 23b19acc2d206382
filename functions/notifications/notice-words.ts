import type { EventForApplicant } from '../../shared/dossier/audiences.ts';
import type { EventTypeWith } from '../../shared/dossier/event-types.ts';
import type { NamedFees } from '../../shared/procedure/fee-line-text.ts';
import type { Text } from '../../shared/text/text.ts';
import { wallClock } from '../../shared/text/vietnamese.ts';

/** Events that applicants are notified of. */
export type ApplicantNoticeType = EventTypeWith<'applicantNotice', true>;
export type EventOf<T extends ApplicantNoticeType> = EventForApplicant<T>;

/** Subject without identifiers, and the paragraphs between greeting and closing. */
export type Words = { readonly subject: Text; readonly paragraphs: readonly Text[] };

export const say = (subject: Text, ...paragraphs: (Text | undefined)[]): Words => ({
  subject,
  paragraphs: paragraphs.filter((p) => p !== undefined),
});

/** `09:30 04/12/2026`, Viet Nam time. */
export function momentText(instant: string): string {
  const { year, month, day, hour, minute } = wallClock(instant);
  return `${hour}:${minute} ${day}/${month}/${year}`;
}

/** `04/12/2026` of `2026-12-04`. */
export const dayText = (day: string): string => day.split('-').toReversed().join('/');

export const reason = (text: string | undefined): Text | undefined =>
  text === undefined ? undefined : { vi: `Lý do: ${text}`, en: `Reason: ${text}` };

export const appointment = (instant: string): Text => ({
  vi: `Thời gian hẹn trả kết quả: ${momentText(instant)}.`,
  en: `The result is promised for ${momentText(instant)} (Viet Nam time).`,
});

/** Until when the applicant may answer; absent in older records. */
export const lastMoment = (instant: string | undefined): Text | undefined =>
  instant === undefined
    ? undefined
    : {
        vi: `Thời hạn thực hiện: ${momentText(instant)}. Sau thời hạn này, hồ sơ được kết thúc theo quy định.`,
        en: `Please do so by ${momentText(instant)} (Viet Nam time). After that the dossier is closed.`,
      };

/** After a refused withdrawal, a resumption or a suspension the fee that was asked for before is due again. */
export const feeStillDue = (payBy: { readonly dueAt: string } | undefined): Text | undefined =>
  payBy === undefined
    ? undefined
    : {
        vi: `Khoản phí, lệ phí đã yêu cầu vẫn phải nộp, chậm nhất ${momentText(payBy.dueAt)}. Sau thời hạn này, hồ sơ được kết thúc theo quy định.`,
        en: `The fee that was asked for is still due, at the latest ${momentText(payBy.dueAt)} (Viet Nam time). After that the dossier is closed.`,
      };

export const provisional = (confirmed: boolean): Text | undefined =>
  confirmed
    ? undefined
    : {
        vi: 'Thời gian này được tính theo lịch làm việc dự kiến của năm sau và có thể được thông báo lại.',
        en: 'This date rests on a calendar that is not announced yet; you will be told should it change.',
      };

/** Names that the texts use in place of identifiers. */
export type NoticeNames = {
  /** The receiving agency; absent when the catalogue does not have it. */
  readonly reception?: Text | undefined;
  /** The fees of the procedure. */
  readonly fees?: NamedFees | undefined;
};

/** How and where a fee is paid. */
export function howToPay({ reception }: NoticeNames): Text {
  const place = reception ?? { vi: 'nơi đã nộp hồ sơ', en: 'where the dossier was submitted' };
  return {
    vi: `Cách nộp: trực tuyến tại trang hồ sơ trên Cổng Dịch vụ công, hoặc trực tiếp tại Bộ phận Một cửa. Nơi nộp trực tiếp: ${place.vi}. Khi nộp, xin nêu mã hồ sơ.`,
    en: `Pay online on the page of your dossier, or at the one-stop shop: ${place.en}. Please name the dossier code.`,
  };
}
