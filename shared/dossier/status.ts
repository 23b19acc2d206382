import type { Text } from '../text.ts';

/**
 * The ten national statuses of a dossier plus `draft`, which exists only here and has no national code.
 * Source: `TrangThaiHoSo` of the national portal's classic contract.
 */
export const STATUSES = {
  draft: { code: undefined, name: { vi: 'Bản nháp', en: 'Draft' } },
  submitted: { code: 1, name: { vi: 'Mới đăng ký', en: 'Submitted' } },
  accepted: { code: 2, name: { vi: 'Được tiếp nhận', en: 'Accepted' } },
  refused: { code: 3, name: { vi: 'Không được tiếp nhận', en: 'Refused at reception' } },
  'in-processing': { code: 4, name: { vi: 'Đang xử lý', en: 'In processing' } },
  'supplement-required': { code: 5, name: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement required' } },
  'payment-required': { code: 6, name: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment required' } },
  'withdrawal-requested': { code: 7, name: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawal requested' } },
  stopped: { code: 8, name: { vi: 'Dừng xử lý', en: 'Stopped' } },
  completed: { code: 9, name: { vi: 'Đã xử lý xong', en: 'Completed' } },
  returned: { code: 10, name: { vi: 'Đã trả kết quả', en: 'Result returned' } },
} as const satisfies Record<string, { code: number | undefined; name: Text }>;

export type DossierStatus = keyof typeof STATUSES;

export const STATUS_NAMES = Object.keys(STATUSES) as [DossierStatus, ...DossierStatus[]];

/**
 * Allowed moves between statuses. No table is published nationally; this one is the project's own reading of the
 * procedure law. Every other move is possible only as an audited correction by an administrator.
 */
export const TRANSITIONS: Readonly<Record<DossierStatus, readonly DossierStatus[]>> = {
  draft: ['submitted'],
  submitted: ['accepted', 'refused', 'supplement-required', 'payment-required', 'withdrawal-requested'],
  accepted: ['in-processing', 'supplement-required', 'payment-required', 'withdrawal-requested', 'stopped'],
  refused: [],
  'in-processing': ['supplement-required', 'payment-required', 'withdrawal-requested', 'stopped', 'completed'],
  'supplement-required': ['submitted', 'accepted', 'in-processing', 'withdrawal-requested', 'stopped'],
  'payment-required': ['accepted', 'in-processing', 'withdrawal-requested', 'stopped'],
  'withdrawal-requested': ['in-processing', 'stopped', 'returned'],
  stopped: ['in-processing', 'returned'],
  completed: ['returned'],
  returned: [],
};

/** Statuses after which nothing more is expected of anybody. */
export const FINAL_STATUSES: readonly DossierStatus[] = STATUS_NAMES.filter((s) => TRANSITIONS[s].length === 0);

export function mayMove(from: DossierStatus, to: DossierStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** The national code 1-10; undefined for a draft, which the national portal never sees. */
export function nationalCode(status: DossierStatus): number | undefined {
  return STATUSES[status].code;
}
