import type { Text } from '../text/text.ts';

/** Statuses that `DongBoTrangThaiHoSo` of the national portal knows for a dossier filed there: three of the ten. */
export type CollapsedStatus = '1' | '2' | '5';

/** All properties of a status. Every status must define every column; no other code lists statuses. */
type StatusRow = {
  /** National portal code, 1 to 10; undefined: not sent to the portal. */
  readonly code: number | undefined;
  readonly collapsed: CollapsedStatus | undefined;
  readonly name: Text;
  /** Statuses it may change to; any other change is an audited correction by an administrator. */
  readonly next: readonly string[];
  /** The agency works on it: it can be forwarded, opinions requested, its date changed. */
  readonly inWork: boolean;
  /** Deadlines warn and are breached in it, unless its clock is paused. */
  readonly hasDeadlines: boolean;
  /** Its clock is paused by default. */
  readonly pausesClock: boolean;
  /** It is at reception, at no step. */
  readonly atReception: boolean;
  /** A dossier in it was accepted, even if only by the correction or report that set the status. */
  readonly impliesAcceptance: boolean;
  /** It may have been accepted before: a promised date is kept. */
  readonly keepsAppointment: boolean;
  /** Processing is finished. */
  readonly finished: boolean;
  /** Processing is ending early. */
  readonly endingEarly: boolean;
  /** Final for statistics: no further work is done. */
  readonly closed: boolean;
  /** The applicant may add and remove documents. */
  readonly takesPapers: boolean;
  /** Officers may add files that they scanned or took from a database. */
  readonly takesScans: boolean;
  /** The agency may add results. */
  readonly takesResults: boolean;
  /** An administrator's correction may set it. */
  readonly correctable: boolean;
  /** Another authority's system may report it for a dossier that it processes. */
  readonly reportable: boolean;
  /** Named in the register of dossiers, which has no column for it (form 7 of Circular 03/2025/TT-VPCP). */
  readonly notedInRegister: boolean;
};

/**
 * The ten national statuses of a dossier plus `draft`, which is local and has no national code. Source of codes and names:
 * `TrangThaiHoSo` of the national portal's classic contract. No transition table is published nationally: `next` is the
 * project's own interpretation of the procedure law.
 */
export const STATUSES = {
  draft: {
    ...{ code: undefined, collapsed: undefined, name: { vi: 'Bản nháp', en: 'Draft' } },
    next: ['submitted'],
    ...{ inWork: false, hasDeadlines: false, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: false, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: true, takesResults: false, correctable: false, reportable: false, notedInRegister: false },
    takesScans: true,
  },
  submitted: {
    ...{ code: 1, collapsed: '1', name: { vi: 'Mới đăng ký', en: 'Submitted' } },
    next: ['accepted', 'rejected', 'supplement-required', 'payment-required', 'withdrawal-requested'],
    ...{ inWork: false, hasDeadlines: false, pausesClock: false, atReception: true },
    ...{ impliesAcceptance: false, keepsAppointment: false, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: false, notedInRegister: false },
    takesScans: true,
  },
  accepted: {
    ...{ code: 2, collapsed: '2', name: { vi: 'Được tiếp nhận', en: 'Accepted' } },
    next: ['in-processing', 'supplement-required', 'payment-required', 'withdrawal-requested', 'stopped'],
    ...{ inWork: true, hasDeadlines: true, pausesClock: false, atReception: true },
    ...{ impliesAcceptance: true, keepsAppointment: true, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: false, takesResults: true, correctable: true, reportable: true, notedInRegister: false },
    takesScans: true,
  },
  rejected: {
    ...{ code: 3, collapsed: '5', name: { vi: 'Không được tiếp nhận', en: 'Refused at reception' } },
    next: [],
    ...{ inWork: false, hasDeadlines: false, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: false, finished: false, endingEarly: false, closed: true },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: true, notedInRegister: true },
    takesScans: false,
  },
  'in-processing': {
    ...{ code: 4, collapsed: '2', name: { vi: 'Đang xử lý', en: 'In processing' } },
    next: ['supplement-required', 'payment-required', 'withdrawal-requested', 'stopped', 'completed'],
    ...{ inWork: true, hasDeadlines: true, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: true, keepsAppointment: true, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: false, takesResults: true, correctable: true, reportable: true, notedInRegister: false },
    takesScans: true,
  },
  'supplement-required': {
    ...{ code: 5, collapsed: '5', name: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement required' } },
    next: ['submitted', 'accepted', 'rejected', 'in-processing', 'withdrawal-requested', 'stopped'],
    ...{ inWork: false, hasDeadlines: false, pausesClock: true, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: true, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: true, takesResults: false, correctable: true, reportable: true, notedInRegister: true },
    takesScans: true,
  },
  'payment-required': {
    ...{ code: 6, collapsed: '2', name: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment required' } },
    next: ['submitted', 'accepted', 'rejected', 'in-processing', 'withdrawal-requested', 'stopped'],
    // A procedure may let the clock run until the fee is paid.
    ...{ inWork: false, hasDeadlines: true, pausesClock: true, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: true, finished: false, endingEarly: false, closed: false },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: true, notedInRegister: false },
    takesScans: true,
  },
  'withdrawal-requested': {
    ...{ code: 7, collapsed: '5', name: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawal requested' } },
    next: ['in-processing', 'stopped', 'returned'],
    ...{ inWork: false, hasDeadlines: true, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: true, finished: false, endingEarly: true, closed: false },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: false, notedInRegister: true },
    takesScans: false,
  },
  stopped: {
    ...{ code: 8, collapsed: '5', name: { vi: 'Dừng xử lý', en: 'Stopped' } },
    next: ['in-processing', 'returned'],
    ...{ inWork: false, hasDeadlines: false, pausesClock: true, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: true, finished: false, endingEarly: true, closed: true },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: true, notedInRegister: true },
    takesScans: false,
  },
  completed: {
    ...{ code: 9, collapsed: '2', name: { vi: 'Đã xử lý xong', en: 'Completed' } },
    next: ['returned'],
    ...{ inWork: false, hasDeadlines: false, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: true, keepsAppointment: true, finished: true, endingEarly: false, closed: true },
    ...{ takesPapers: false, takesResults: true, correctable: true, reportable: true, notedInRegister: false },
    takesScans: true,
  },
  returned: {
    ...{ code: 10, collapsed: '2', name: { vi: 'Đã trả kết quả', en: 'Result returned' } },
    next: [],
    ...{ inWork: false, hasDeadlines: false, pausesClock: false, atReception: false },
    ...{ impliesAcceptance: false, keepsAppointment: true, finished: true, endingEarly: false, closed: true },
    ...{ takesPapers: false, takesResults: false, correctable: true, reportable: true, notedInRegister: false },
    takesScans: false,
  },
} as const satisfies Record<string, StatusRow>;

export type DossierStatus = keyof typeof STATUSES;

/** Boolean columns of a status. */
type Flag = { [K in keyof StatusRow]: StatusRow[K] extends boolean ? K : never }[keyof StatusRow];
type With<F extends Flag> = {
  [S in DossierStatus]: (typeof STATUSES)[S][F] extends true ? S : never;
}[DossierStatus];

export const STATUS_NAMES = Object.keys(STATUSES) as [DossierStatus, ...DossierStatus[]];

export const statusIs = (status: DossierStatus, flag: Flag): boolean => STATUSES[status][flag];

/** Statuses with a true column, in their order. */
export const statusesWith = <F extends Flag>(flag: F): [With<F>, ...With<F>[]] =>
  STATUS_NAMES.filter((status) => statusIs(status, flag)) as [With<F>, ...With<F>[]];

/** Why a dossier was returned without a result. */
export const ENDS_WITHOUT_RESULT = ['withdrawn', 'stopped'] as const;
export type EndedBy = (typeof ENDS_WITHOUT_RESULT)[number];

/** Names of a returned dossier that ended without a result: never "result returned". */
const ENDED: Readonly<Record<EndedBy, Text>> = {
  withdrawn: { vi: 'Đã rút hồ sơ', en: 'Withdrawn' },
  stopped: { vi: 'Đã dừng giải quyết, trả lại hồ sơ', en: 'Stopped, papers given back' },
};

/**
 * What people read as a dossier's status. The national name, except for dossiers that ended without a result: the nation has
 * no status of its own for them.
 */
export function statusName(
  status: DossierStatus,
  returnReason: 'result' | EndedBy | undefined,
  language: keyof Text,
): string {
  const ended = status === 'returned' && returnReason !== undefined && returnReason !== 'result';
  return (ended ? ENDED[returnReason] : STATUSES[status].name)[language];
}

export function mayMove(from: DossierStatus, to: DossierStatus): boolean {
  const next: readonly DossierStatus[] = STATUSES[from].next;
  return next.includes(to);
}

/** Whether no further action is expected. */
export const isFinal = (status: DossierStatus): boolean => STATUSES[status].next.length === 0;

/** The national code 1-10; undefined for a draft, which is never sent to the national portal. */
export function nationalCode(status: DossierStatus): number | undefined {
  return STATUSES[status].code;
}
