import type { Figures, Rate } from '../../functions/figures/counting/figures.ts';

/** Meaning of a figure's colour: red needs attention, green is as it should be. */
export type Mood = 'plain' | 'good' | 'warning' | 'bad';

export type Column = {
  /** Two lines on the screen; one, with a space, in a file. */
  readonly title: readonly [string, string];
  readonly value: (figures: Figures) => Rate;
  readonly mood?: (figures: Figures) => Mood;
};

/** Shares of late dossiers at which a leader looks, and acts. The project's own. */
const RATE_GOOD = 95;
const RATE_BAD = 90;

const whenAny = (mood: Mood, value: (figures: Figures) => number) => (figures: Figures) =>
  value(figures) > 0 ? mood : 'plain';

/** The columns of the leaders' table, in the order of the official report. */
export const COLUMNS: readonly Column[] = [
  { title: ['Tồn', 'đầu kỳ'], value: (f) => f.carriedOver },
  { title: ['Nhận', 'trực tuyến'], value: (f) => f.received.online },
  { title: ['Nhận', 'trực tiếp'], value: (f) => f.received.direct },
  { title: ['Nhận', 'bưu chính'], value: (f) => f.received.postal },
  { title: ['Nhận', 'chuyển giao'], value: (f) => f.takenOver },
  { title: ['Tổng phải', 'giải quyết'], value: (f) => f.total },
  { title: ['Xong', 'sớm hạn'], value: (f) => f.finished.early },
  { title: ['Xong', 'đúng hạn'], value: (f) => f.finished.onTime },
  { title: ['Xong', 'quá hạn'], value: (f) => f.finished.overdue, mood: whenAny('bad', (f) => f.finished.overdue) },
  { title: ['Xong', 'không hẹn'], value: (f) => f.finished.untimed },
  { title: ['Đang xử lý', 'trong hạn'], value: (f) => f.inProcess.withinTime },
  {
    title: ['Quá hạn', 'tiếp nhận'],
    value: (f) => f.inProcess.overdueAtReception,
    mood: whenAny('bad', (f) => f.inProcess.overdueAtReception),
  },
  {
    title: ['Đang xử lý', 'quá hạn'],
    value: (f) => f.inProcess.overdue,
    mood: whenAny('bad', (f) => f.inProcess.overdue),
  },
  {
    title: ['Chờ', 'bổ sung'],
    value: (f) => f.waitingForSupplement,
    mood: whenAny('warning', (f) => f.waitingForSupplement),
  },
  {
    title: ['Chờ', 'nộp phí'],
    value: (f) => f.waitingForPayment,
    mood: whenAny('warning', (f) => f.waitingForPayment),
  },
  { title: ['Dừng', 'xử lý'], value: (f) => f.stopped, mood: whenAny('warning', (f) => f.stopped) },
  { title: ['Rút', 'hồ sơ'], value: (f) => f.withdrawn },
  { title: ['Từ chối', 'tiếp nhận'], value: (f) => f.rejected },
  { title: ['Trả lại', 'sau dừng'], value: (f) => f.closedAfterStop },
  { title: ['Đã trả', 'kết quả'], value: (f) => f.returned },
  { title: ['Trả qua', 'bưu chính'], value: (f) => f.returnedByPost },
  { title: ['Chưa trả', 'kết quả'], value: (f) => f.notYetReturned },
  { title: ['Hoàn trả', 'còn lại'], value: (f) => f.refunds.open, mood: whenAny('warning', (f) => f.refunds.open) },
  { title: ['Hoàn trả', 'đồng'], value: (f) => f.refunds.amount },
  { title: ['Tỷ lệ', 'đúng hạn %'], value: (f) => f.onTimeRate, mood: ({ onTimeRate }) => moodOf(onTimeRate) },
];

function moodOf(rate: Rate): Mood {
  if (typeof rate !== 'number') return 'plain';
  return rate >= RATE_GOOD ? 'good' : rate >= RATE_BAD ? 'warning' : 'bad';
}

export const LEGEND: readonly (readonly [Mood, string])[] = [
  ['good', `tỷ lệ đúng hạn từ ${RATE_GOOD} %`],
  ['warning', `tỷ lệ từ ${RATE_BAD} % đến dưới ${RATE_GOOD} %; hồ sơ đang chờ hoặc dừng`],
  ['bad', `tỷ lệ dưới ${RATE_BAD} %; hồ sơ quá hạn`],
];
