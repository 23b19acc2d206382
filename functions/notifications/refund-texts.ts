import type { RefundReason } from '../../shared/dossier/refund-case.ts';
import type { RefundMethod } from '../../shared/dossier/values.ts';
import type { Text } from '../../shared/text/text.ts';

/** Why money goes back to the applicant. */
export const REFUND_REASONS: Readonly<Record<RefundReason, Text>> = {
  'already-paid': { vi: 'Khoản này đã được nộp trước đó.', en: 'The fee was paid before.' },
  'wrong-amount': { vi: 'Số tiền đã nộp khác số phải nộp.', en: 'The amount was not the one that was due.' },
  'no-such-obligation': {
    vi: 'Hồ sơ không có yêu cầu nộp khoản tiền này.',
    en: 'The dossier did not ask for this payment.',
  },
  'dossier-closed': { vi: 'Tiền đến sau khi hồ sơ đã kết thúc.', en: 'It arrived after the dossier was closed.' },
  'transaction-reused': {
    vi: 'Số giao dịch trùng với một khoản đã nộp khác.',
    en: 'Its transaction number belongs to another payment.',
  },
  'no-longer-due': { vi: 'Khoản này không còn phải nộp.', en: 'The fee was no longer due.' },
  withdrawn: { vi: 'Hồ sơ đã được rút.', en: 'The dossier was withdrawn.' },
  stopped: { vi: 'Hồ sơ đã dừng giải quyết.', en: 'Processing was stopped.' },
  'lower-assessment': {
    vi: 'Phí, lệ phí được xác định lại thấp hơn số đã nộp.',
    en: 'The fees were assessed again, below what was paid.',
  },
};

export const REFUND_METHODS: Readonly<Record<RefundMethod, Text>> = {
  'bank-transfer': { vi: 'chuyển khoản', en: 'bank transfer' },
  cash: { vi: 'tiền mặt', en: 'cash' },
  provider: { vi: 'nơi đã thanh toán trực tuyến', en: 'the online payment service' },
};
