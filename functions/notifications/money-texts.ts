import type { Payment } from '../../shared/dossier/commands.ts';
import { receiptNumberOf } from '../../shared/dossier/payments.ts';
import { feeLineNote, feeName } from '../../shared/procedure/fee-line-text.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import { dong } from '../../shared/text/vietnamese.ts';
import {
  type ApplicantNoticeType,
  dayText,
  type EventOf,
  howToPay,
  lastMoment,
  momentText,
  type NoticeNames,
  reason,
  say,
  type Words,
} from './notice-words.ts';
import { REFUND_METHODS, REFUND_REASONS } from './refund-texts.ts';

/** The fees one by one, and what was paid of them before. */
function linesOf({ lines = [], amount }: EventOf<'payment-requested'>, { fees = [] }: NoticeNames): readonly Text[] {
  const inWords = lines.map((line): Text => {
    const of = (language: Language) => {
      const note = feeLineNote(line, fees, language);
      return `– ${feeName(fees, line.code, language)}${note === undefined ? '' : ` (${note})`}: ${dong(line.amount)}`;
    };
    return { vi: of('vi'), en: of('en') };
  });
  const before = lines.reduce((sum, line) => sum + line.amount, 0) - amount;
  if (before <= 0) return inWords;
  return [...inWords, { vi: `– Đã nộp trước: ${dong(before)}`, en: `– Paid before: ${dong(before)}` }];
}

/** What the applicant holds of a payment at the counter. */
function receiptOf(payment: Payment): readonly Text[] {
  const number = receiptNumberOf(payment);
  return number === undefined ? [] : [{ vi: `Số biên lai: ${number}`, en: `Number of the receipt: ${number}` }];
}

type OfMoney = Extract<ApplicantNoticeType, `payment-${string}` | `refund-${string}` | 'receipt-number-corrected'>;

/** Texts of fees that are asked for, paid and given back. */
export const MONEY_TEXTS: { readonly [T in OfMoney]: (event: EventOf<T>, names: NoticeNames) => Words } = {
  'payment-requested': (event, names) =>
    say(
      { vi: 'Yêu cầu nộp phí, lệ phí', en: 'A fee is due' },
      {
        vi: `Số phí, lệ phí phải nộp: ${dong(event.amount)}. Hồ sơ được giải quyết tiếp sau khi đã nộp.`,
        en: `The fee is ${dong(event.amount)}. Your dossier goes on once it is paid.`,
      },
      ...linesOf(event, names),
      howToPay(names),
      lastMoment(event.answerBy?.dueAt),
    ),
  'payment-cancelled': (event) =>
    say(
      { vi: 'Hủy yêu cầu nộp phí, lệ phí', en: 'A fee is no longer due' },
      {
        vi: `Không phải nộp khoản ${dong(event.amount)} đã yêu cầu. Nếu đã nộp, số tiền được hoàn trả.`,
        en: `The fee of ${dong(event.amount)} is no longer due. If you have paid it, it will be refunded.`,
      },
      reason(event.reason),
    ),
  'payment-recorded': (event) =>
    say(
      { vi: 'Đã nhận phí, lệ phí', en: 'Your payment has arrived' },
      {
        vi: `Đã nhận ${dong(event.payment.amount)} phí, lệ phí lúc ${momentText(event.payment.paidAt)}.`,
        en: `${dong(event.payment.amount)} arrived at ${momentText(event.payment.paidAt)} (Viet Nam time).`,
      },
      ...receiptOf(event.payment),
    ),
  'receipt-number-corrected': (event) =>
    say(
      { vi: 'Chỉnh sửa số biên lai', en: 'The number of a receipt is corrected' },
      {
        vi: `Số biên lai đúng của khoản đã nộp tại quầy là ${event.receiptNumber}, không phải ${event.former}.`,
        en: `The receipt of what you paid at the counter is number ${event.receiptNumber}, not ${event.former}.`,
      },
      reason(event.reason),
    ),
  'refund-opened': (event) =>
    say(
      { vi: 'Có khoản tiền được hoàn trả', en: 'Money will be refunded' },
      {
        vi: `Cơ quan sẽ xem xét hoàn trả ${dong(event.amount)} đã nộp.`,
        en: `The agency will decide on a refund of ${dong(event.amount)}.`,
      },
      REFUND_REASONS[event.reason],
    ),
  'refund-refused': (event) =>
    say(
      { vi: 'Không chấp nhận hoàn trả', en: 'The refund was refused' },
      {
        vi: `Khoản ${dong(event.amount)} không được hoàn trả.`,
        en: `The amount of ${dong(event.amount)} will not be refunded.`,
      },
      { vi: `Căn cứ pháp lý: ${event.legalGround}`, en: `Legal ground: ${event.legalGround}` },
      reason(event.reason),
    ),
  'refund-paid': (event) =>
    say(
      { vi: 'Đã hoàn trả tiền', en: 'Your refund was paid' },
      {
        vi: `Đã hoàn trả ${dong(event.amount)} ngày ${dayText(event.paidOn)}. Hình thức: ${REFUND_METHODS[event.method].vi}.`,
        en: `${dong(event.amount)} was refunded on ${dayText(event.paidOn)} by ${REFUND_METHODS[event.method].en}.`,
      },
      { vi: `Số chứng từ: ${event.reference}`, en: `Number of the voucher: ${event.reference}` },
    ),
  'refund-reopened': (event) =>
    say(
      { vi: 'Khoản hoàn trả được xử lý lại', en: 'Your refund is handled once more' },
      event.state === 'approved'
        ? {
            vi: `Việc ghi nhận đã hoàn trả ${dong(event.amount)} bị hủy. Cơ quan sẽ thông báo khi đã hoàn trả.`,
            en: `The record that ${dong(event.amount)} was refunded is taken back. You will be told when it is paid.`,
          }
        : {
            vi: `Cơ quan sẽ xem xét lại việc hoàn trả ${dong(event.amount)}.`,
            en: `The agency will decide once more on the refund of ${dong(event.amount)}.`,
          },
      reason(event.reason),
    ),
};
