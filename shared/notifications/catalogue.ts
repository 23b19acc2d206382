import type { RecordedEvent } from '../dossier/events.ts';
import type { Text } from '../text.ts';
import { nationalTimestamp } from '../time/viet-nam.ts';

export const TOLD = [
  'submitted',
  'imported',
  'accepted',
  'refused',
  'supplement-requested',
  'payment-requested',
  'payment-recorded',
  'completed',
  'returned',
  'withdrawal-decided',
  'stopped',
  'resumed',
] as const;
/** Events an applicant is told of. */
export type Told = (typeof TOLD)[number];
export type EventOf<T extends Told> = Extract<RecordedEvent, { type: T }>;

/** Subject without any identifier, and the paragraphs of the body in between greeting and closing. */
export type Words = { readonly subject: Text; readonly paragraphs: readonly Text[] };

const say = (subject: Text, ...paragraphs: (Text | undefined)[]): Words => ({
  subject,
  paragraphs: paragraphs.filter((p) => p !== undefined),
});

/** `09:30 04/12/2026`, Viet Nam time. */
function moment(instant: string): string {
  const digits = nationalTimestamp(instant);
  const part = (from: number, to: number) => digits.slice(from, to);
  return `${part(8, 10)}:${part(10, 12)} ${part(6, 8)}/${part(4, 6)}/${part(0, 4)}`;
}

/** `200.000 đồng`: whole dong with dots between thousands, as money is written in Viet Nam. */
function money(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}

const reason = (text: string | undefined): Text | undefined =>
  text === undefined ? undefined : { vi: `Lý do: ${text}`, en: `Reason: ${text}` };

const appointment = (instant: string): Text => ({
  vi: `Thời gian hẹn trả kết quả: ${moment(instant)}.`,
  en: `The result is promised for ${moment(instant)} (Viet Nam time).`,
});

type Catalogue = { readonly [T in Told]: (event: EventOf<T>) => Words };

/** Words for each event, from the event itself and never from the newest state, so that late notices stay true; Vietnamese as in the forms of Circular 03/2025/TT-VPCP where there is one. */
export const CATALOGUE: Catalogue = {
  submitted: (event) =>
    say(
      { vi: 'Đã nhận hồ sơ đăng ký', en: 'Your dossier has arrived' },
      {
        vi: `Hồ sơ đã được gửi đến bộ phận một cửa lúc ${moment(event.occurredAt)} và đang chờ kiểm tra.`,
        en: `Your dossier reached the one-stop shop at ${moment(event.occurredAt)} (Viet Nam time) and waits to be checked.`,
      },
    ),
  imported: (event) =>
    say(
      { vi: 'Đã nhận hồ sơ từ Cổng Dịch vụ công quốc gia', en: 'Your dossier has arrived from the national portal' },
      {
        vi: `Hồ sơ nộp tại Cổng Dịch vụ công quốc gia đã đến bộ phận một cửa lúc ${moment(event.occurredAt)} và đang chờ kiểm tra.`,
        en: `The dossier you submitted at the national portal reached the one-stop shop at ${moment(event.occurredAt)} (Viet Nam time) and waits to be checked.`,
      },
    ),
  accepted: (event) =>
    say(
      { vi: 'Hồ sơ đã được tiếp nhận', en: 'Your dossier has been accepted' },
      { vi: 'Hồ sơ đầy đủ, hợp lệ và đã được tiếp nhận.', en: 'Your dossier is complete and has been accepted.' },
      appointment(event.appointmentAt),
    ),
  refused: (event) =>
    say(
      { vi: 'Hồ sơ không được tiếp nhận', en: 'Your dossier has not been accepted' },
      { vi: 'Hồ sơ không được tiếp nhận.', en: 'Your dossier has not been accepted.' },
      { vi: `Căn cứ pháp lý: ${event.legalGround}`, en: `Legal ground: ${event.legalGround}` },
      reason(event.reason),
    ),
  'supplement-requested': (event) =>
    say(
      { vi: 'Yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Your dossier needs to be supplemented' },
      {
        vi: 'Đề nghị bổ sung, hoàn thiện các nội dung sau:',
        en: 'Please supply or correct the following:',
      },
      ...event.items.map((item, index) => ({
        vi: `${index + 1}. ${item.content}\nLý do: ${item.reason}\nHướng dẫn: ${item.guidance}`,
        en: `${index + 1}. ${item.content}\nReason: ${item.reason}\nGuidance: ${item.guidance}`,
      })),
      {
        vi: 'Thời gian giải quyết được tính lại sau khi hồ sơ đã được bổ sung đầy đủ.',
        en: 'The time for processing counts again once everything has been supplied.',
      },
    ),
  'payment-requested': (event) =>
    say(
      { vi: 'Yêu cầu nộp phí, lệ phí', en: 'A fee is due' },
      {
        vi: `Số phí, lệ phí phải nộp: ${money(event.amount)} đồng. Hồ sơ được giải quyết tiếp sau khi đã nộp.`,
        en: `The fee is ${money(event.amount)} dong. Your dossier goes on once it is paid.`,
      },
    ),
  'payment-recorded': (event) =>
    say(
      { vi: 'Đã nhận phí, lệ phí', en: 'Your payment has arrived' },
      {
        vi: `Đã nhận ${money(event.payment.amount)} đồng phí, lệ phí lúc ${moment(event.payment.paidAt)}.`,
        en: `${money(event.payment.amount)} dong arrived at ${moment(event.payment.paidAt)} (Viet Nam time).`,
      },
    ),
  completed: (event) =>
    say(
      { vi: 'Hồ sơ đã có kết quả', en: 'Your dossier has a result' },
      event.outcome === 'granted'
        ? {
            vi: 'Hồ sơ đã giải quyết xong. Kết quả được trả theo hình thức đã đăng ký.',
            en: 'Processing is finished. The result will be returned in the way you chose.',
          }
        : {
            vi: 'Hồ sơ đã giải quyết xong nhưng không được chấp thuận. Văn bản trả lời được trả theo hình thức đã đăng ký.',
            en: 'Processing is finished; the application was not granted. The reply will be returned in the way you chose.',
          },
      reason(event.note),
    ),
  returned: (event) =>
    say(
      event.because === 'result'
        ? { vi: 'Đã trả kết quả hồ sơ', en: 'The result has been returned' }
        : { vi: 'Đã trả lại hồ sơ', en: 'Your papers have been returned' },
      RETURNED[event.because][event.method],
    ),
  'withdrawal-decided': (event) =>
    say(
      { vi: 'Kết quả xem xét yêu cầu rút hồ sơ', en: 'Decision on your request to withdraw' },
      event.granted
        ? {
            vi: 'Yêu cầu rút hồ sơ được chấp thuận. Hồ sơ dừng giải quyết và giấy tờ được trả lại.',
            en: 'Your request was granted. Processing ends and your papers are given back.',
          }
        : {
            vi: 'Yêu cầu rút hồ sơ không được chấp thuận. Hồ sơ tiếp tục được giải quyết.',
            en: 'Your request was not granted. Processing goes on.',
          },
      reason(event.reason),
    ),
  stopped: (event) =>
    say(
      { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Processing has been stopped' },
      { vi: 'Hồ sơ dừng giải quyết.', en: 'Processing of your dossier has been stopped.' },
      reason(event.ground),
    ),
  resumed: (event) =>
    say(
      { vi: 'Hồ sơ được tiếp tục giải quyết', en: 'Processing goes on' },
      { vi: 'Hồ sơ được tiếp tục giải quyết.', en: 'Processing of your dossier goes on.' },
      event.note === undefined ? undefined : { vi: event.note, en: event.note },
    ),
};

type Returned = EventOf<'returned'>;

const RESULT: Readonly<Record<Returned['method'], Text>> = {
  counter: {
    vi: 'Kết quả đã được trả tại bộ phận một cửa.',
    en: 'The result was handed over at the one-stop shop.',
  },
  electronic: { vi: 'Kết quả đã được trả bằng bản điện tử.', en: 'The result was returned electronically.' },
  post: { vi: 'Kết quả đã được phát qua bưu chính.', en: 'The result was delivered by post.' },
};

const PAPERS: Readonly<Record<Returned['method'], Text>> = {
  counter: {
    vi: 'Giấy tờ đã được trả lại tại bộ phận một cửa.',
    en: 'The papers were given back at the one-stop shop.',
  },
  electronic: { vi: 'Hồ sơ điện tử đã được trả lại.', en: 'The electronic dossier was given back.' },
  post: { vi: 'Giấy tờ đã được trả lại qua bưu chính.', en: 'The papers were given back by post.' },
};

const RETURNED = { result: RESULT, stopped: PAPERS, withdrawn: PAPERS } as const;
