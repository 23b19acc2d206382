import type { Text } from '../../../shared/text/text.ts';
import type { Figures } from './figures.ts';

/** Paths of the numbers in a value, such as `finished.early`. */
type Numbers<T> = {
  [K in keyof T & string]: T[K] extends object ? `${K}.${Numbers<T[K]>}` : K;
}[keyof T & string];

export type FigureName = Numbers<Figures>;

/** Part of a search for dossiers (`POST /v1/dossiers/search`), beside the agency. */
export type DossiersOf = { readonly queue: string } | { readonly status: string };

type Definition = {
  /** Heading of its column. */
  readonly name: Text;
  /** How it is counted, for leaders who are asked about it. */
  readonly counted: Text;
  readonly unit: 'dossiers' | 'percent' | 'cases' | 'VND';
  /** Finds the dossiers that are counted here now, for figures of what is open. */
  readonly dossiers?: DossiersOf;
};

const dossiers = 'dossiers';

/** Every figure of a table, in the order of its columns. A figure without a definition does not compile. */
export const DEFINITIONS = {
  carriedOver: {
    name: { vi: 'Kỳ trước chuyển sang', en: 'Carried over' },
    counted: {
      vi: 'Hồ sơ đã tiếp nhận hoặc đã nộp trước kỳ, đến đầu kỳ chưa kết thúc.',
      en: 'Submitted before the period and still open at its start.',
    },
    unit: dossiers,
  },
  'received.direct': {
    name: { vi: 'Tiếp nhận trực tiếp', en: 'Received at the counter' },
    counted: { vi: 'Hồ sơ nộp trong kỳ tại Bộ phận Một cửa.', en: 'Submitted in the period at a one-stop shop.' },
    unit: dossiers,
  },
  'received.online': {
    name: { vi: 'Tiếp nhận trực tuyến', en: 'Received online' },
    counted: { vi: 'Hồ sơ nộp trong kỳ qua cổng dịch vụ công.', en: 'Submitted in the period through a portal.' },
    unit: dossiers,
  },
  'received.postal': {
    name: { vi: 'Tiếp nhận qua bưu chính', en: 'Received by post' },
    counted: { vi: 'Hồ sơ nộp trong kỳ qua dịch vụ bưu chính công ích.', en: 'Submitted in the period by post.' },
    unit: dossiers,
  },
  takenOver: {
    name: { vi: 'Nhận thêm, trừ chuyển đi', en: 'Taken over' },
    counted: {
      vi: 'Hồ sơ nhận từ cơ quan khác trong kỳ, trừ hồ sơ đã chuyển cho cơ quan khác. Toàn tỉnh luôn bằng 0.',
      en: 'Taken over from other agencies in the period, minus handed over. Zero for the whole province.',
    },
    unit: dossiers,
  },
  total: {
    name: { vi: 'Tổng số phải giải quyết', en: 'Total' },
    counted: {
      vi: 'Kỳ trước chuyển sang, cộng tiếp nhận trong kỳ và nhận thêm.',
      en: 'Carried over, received and taken over.',
    },
    unit: dossiers,
  },
  'finished.total': {
    name: { vi: 'Đã giải quyết', en: 'Finished' },
    counted: {
      vi: 'Hồ sơ có kết quả trong kỳ, kể cả từ chối giải quyết.',
      en: 'With a result in the period, denials too.',
    },
    unit: dossiers,
  },
  'finished.early': {
    name: { vi: 'Giải quyết trước hạn', en: 'Finished early' },
    counted: { vi: 'Có kết quả trước ngày hẹn và chưa từng quá hạn.', en: 'Before its day, and never overdue.' },
    unit: dossiers,
  },
  'finished.onTime': {
    name: { vi: 'Giải quyết đúng hạn', en: 'Finished on time' },
    counted: { vi: 'Có kết quả đúng ngày hẹn và chưa từng quá hạn.', en: 'On its day, and never overdue.' },
    unit: dossiers,
  },
  'finished.overdue': {
    name: { vi: 'Giải quyết quá hạn', en: 'Finished overdue' },
    counted: {
      vi: 'Có kết quả sau hẹn, hoặc đã từng quá một lần hẹn. Bổ sung hồ sơ hay hẹn lại sau đó không xóa việc quá hạn.',
      en: 'After a promised moment was missed; no later supplement or new date takes that back.',
    },
    unit: dossiers,
  },
  'finished.untimed': {
    name: { vi: 'Giải quyết, không có hẹn', en: 'Finished without a date' },
    counted: { vi: 'Có kết quả trong kỳ mà không có ngày hẹn để so.', en: 'With no appointment to compare with.' },
    unit: dossiers,
  },
  withdrawn: {
    name: { vi: 'Đã rút hồ sơ', en: 'Withdrawn' },
    counted: { vi: 'Người nộp rút hồ sơ trong kỳ.', en: 'Withdrawn by the applicant in the period.' },
    unit: dossiers,
  },
  rejected: {
    name: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
    counted: { vi: 'Bộ phận Một cửa từ chối tiếp nhận trong kỳ.', en: 'Refused by reception in the period.' },
    unit: dossiers,
  },
  closedAfterStop: {
    name: { vi: 'Đã trả sau khi dừng', en: 'Returned after a stop' },
    counted: {
      vi: 'Đã trả giấy tờ trong kỳ sau khi dừng giải quyết.',
      en: 'Papers returned in the period after processing was stopped.',
    },
    unit: dossiers,
  },
  'inProcess.withinTime': {
    name: { vi: 'Đang giải quyết trong hạn', en: 'Open within time' },
    counted: { vi: 'Cuối kỳ chưa kết thúc và chưa quá hạn.', en: 'Open at the end of the period and not overdue.' },
    unit: dossiers,
  },
  'inProcess.overdueAtReception': {
    name: { vi: 'Chờ tiếp nhận quá hạn', en: 'Overdue at reception' },
    counted: {
      vi: 'Cuối kỳ chưa được tiếp nhận hoặc từ chối, đã quá hạn tiếp nhận.',
      en: 'At the end of the period not decided on by reception in its time.',
    },
    unit: dossiers,
    dossiers: { queue: 'reception' },
  },
  'inProcess.overdue': {
    name: { vi: 'Đang giải quyết quá hạn', en: 'Open and overdue' },
    counted: { vi: 'Cuối kỳ chưa kết thúc và đã quá hạn.', en: 'Open at the end of the period and overdue.' },
    unit: dossiers,
    dossiers: { queue: 'overdue' },
  },
  lateAtReception: {
    name: { vi: 'Tiếp nhận chậm', en: 'Late at reception' },
    counted: {
      vi: 'Hồ sơ trong kỳ mà Bộ phận Một cửa để quá thời gian tiếp nhận, dù sau đó đã giải quyết.',
      en: 'Of the period, left too long by reception, decided on since or not.',
    },
    unit: dossiers,
  },
  waitingForSupplement: {
    name: { vi: 'Chờ bổ sung', en: 'Waiting for a supplement' },
    counted: { vi: 'Cuối kỳ đang chờ người nộp bổ sung giấy tờ.', en: 'Waiting for papers at the end of the period.' },
    unit: dossiers,
    dossiers: { queue: 'supplement' },
  },
  waitingForPayment: {
    name: { vi: 'Chờ nộp phí, lệ phí', en: 'Waiting for payment' },
    counted: { vi: 'Cuối kỳ đang chờ nộp phí, lệ phí.', en: 'Waiting for a fee at the end of the period.' },
    unit: dossiers,
    dossiers: { queue: 'payment' },
  },
  stopped: {
    name: { vi: 'Dừng giải quyết', en: 'Stopped' },
    counted: { vi: 'Cuối kỳ đang dừng, chưa trả giấy tờ.', en: 'Stopped, with papers not returned yet.' },
    unit: dossiers,
    dossiers: { status: 'stopped' },
  },
  returned: {
    name: { vi: 'Đã trả kết quả', en: 'Results returned' },
    counted: { vi: 'Kết quả đã trả cho người nộp trong kỳ.', en: 'Results handed over in the period.' },
    unit: dossiers,
  },
  returnedByPost: {
    name: { vi: 'Trong đó trả qua bưu chính', en: 'Of these by post' },
    counted: { vi: 'Kết quả đã trả qua bưu chính trong kỳ.', en: 'Results returned by post in the period.' },
    unit: dossiers,
  },
  notYetReturned: {
    name: { vi: 'Chưa trả kết quả', en: 'Not returned yet' },
    counted: { vi: 'Cuối kỳ đã có kết quả nhưng chưa trả.', en: 'Finished, with the result not handed over yet.' },
    unit: dossiers,
    dossiers: { status: 'completed' },
  },
  'refunds.open': {
    name: { vi: 'Khoản hoàn trả đang mở', en: 'Open refunds' },
    counted: {
      vi: 'Cuối kỳ đang chờ duyệt hoặc chờ chi trả. Tính theo khoản, không theo hồ sơ.',
      en: 'Cases to be approved or paid back at the end of the period; cases, not dossiers.',
    },
    unit: 'cases',
  },
  'refunds.amount': {
    name: { vi: 'Số tiền phải hoàn trả (đồng)', en: 'Amount to pay back (VND)' },
    counted: { vi: 'Tổng số tiền của các khoản hoàn trả đang mở.', en: 'Sum of the open refunds.' },
    unit: 'VND',
  },
  onTimeRate: {
    name: { vi: 'Tỷ lệ đúng hạn (%)', en: 'On time (%)' },
    counted: {
      vi: 'Trước hạn và đúng hạn, chia cho trước hạn, đúng hạn và quá hạn. Không có hồ sơ nào thì không tính.',
      en: 'Early and on time, of early, on time and overdue; not applicable without any.',
    },
    unit: 'percent',
  },
} as const satisfies Readonly<Record<FigureName, Definition>>;

export const FIGURE_NAMES = Object.keys(DEFINITIONS) as readonly FigureName[];
export const definitionOf = (name: FigureName): Definition => DEFINITIONS[name];

/** The number under a name. */
export function figureOf(figures: Figures, name: FigureName): number | string {
  const [first = '', second] = name.split('.');
  const value = (figures as unknown as Record<string, unknown>)[first];
  return (second === undefined ? value : (value as Record<string, unknown>)[second]) as number | string;
}
