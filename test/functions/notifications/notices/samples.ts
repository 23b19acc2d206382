import type { ApplicantNoticeType, EventOf } from '../../../../functions/notifications/notice-words.ts';
import { REFUND_REASONS } from '../../../../functions/notifications/refund-texts.ts';
import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { RefundReason } from '../../../../shared/dossier/refund-case.ts';
import { REFUND_METHODS } from '../../../../shared/dossier/values.ts';
import { appointmentOn } from '../../../shared/dossier/samples.ts';

export const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';

export const PAYMENT = {
  provider: 'platform',
  transactionId: 'GD0001',
  reference: 'r-0001',
  obligationId: DOSSIER,
  amount: 1_250_000,
  paidAt: '2026-11-20T03:14:00.000Z',
};

type Recorded<T> = Extract<RecordedEvent, { type: T }>;

export function recorded<const E extends DossierEvent>(event: E, version = 3): Recorded<E['type']> {
  return {
    ...event,
    dossierId: DOSSIER,
    version,
    occurredAt: '2026-11-20T03:15:00.000Z',
    actor: { kind: 'officer', subject: 'officer-subject' },
    after: {
      status: 'in-processing',
      dossierCode: 'H50.1-261120-0001',
      procedureCode: '1.001193',
      channel: 'online',
      receivingAgency: 'H50.1',
      agencyId: 'H50.1',
    },
  } as unknown as Recorded<E['type']>;
}

const item = { content: 'Giấy chứng sinh', reason: 'Bản chụp mờ <script>', guidance: 'Chụp lại & nộp' };

const LATER = { ...appointmentOn('2026-12-11T10:00:00.000Z'), previousAt: '2026-12-04T10:00:00.000Z' };

/** One event of each kind that applicants are notified of, and more where the texts differ. */
export const EXAMPLES: readonly EventOf<ApplicantNoticeType>[] = [
  recorded({ type: 'submitted', dossierCode: 'H50.1-261120-0001' }),
  recorded({
    type: 'imported',
    dossierCode: 'H50.1-261120-0001',
    nationalCode: 'G09.20-20260609-0092637',
    procedureVersion: 1,
    ownerKey: 'owner-key',
    draft: {} as never,
  }),
  recorded({ type: 'accepted', appointment: appointmentOn('2026-12-04T10:00:00.000Z') }),
  recorded({ type: 'accepted', appointment: { ...appointmentOn('2027-12-03T10:00:00.000Z'), confirmed: false } }),
  recorded({ type: 'rejected', legalGround: 'Điều 17 Luật Hộ tịch', reason: 'Không thuộc thẩm quyền' }),
  recorded({ type: 'supplement-requested', requestId: DOSSIER, items: [item, item] }),
  recorded({ type: 'payment-requested', obligationId: DOSSIER, fees: [], amount: 1_250_000, stopsClock: true }),
  recorded({ type: 'payment-cancelled', obligationId: DOSSIER, amount: 1_250_000, reason: 'Yêu cầu nhầm mức thu' }),
  recorded({
    type: 'payment-recorded',
    payment: PAYMENT,
  }),
  recorded({
    ...{ type: 'receipt-number-corrected', obligationId: DOSSIER },
    ...{ receiptNumber: 'BL-0042', former: 'BL-0024', reason: 'Nhập nhầm' },
  }),
  ...(Object.keys(REFUND_REASONS) as RefundReason[]).map((reason) =>
    recorded({ type: 'refund-opened', refundId: 'refund-1', reason, amount: 200_000, payments: [] }),
  ),
  recorded({
    ...{ type: 'refund-refused', refundId: 'refund-1', amount: 200_000 },
    ...{ legalGround: 'Điều 12 Luật Phí và lệ phí', reason: 'Đã chi cho việc thẩm định' },
  }),
  ...REFUND_METHODS.map((method) =>
    recorded({
      ...{ type: 'refund-paid', refundId: 'refund-1', amount: 200_000 },
      ...{ method, reference: 'UNC 12', paidOn: '2026-12-01' },
    }),
  ),
  ...(['open', 'approved'] as const).map((state) =>
    recorded({
      ...{ type: 'refund-reopened', refundId: 'refund-1', amount: 200_000 },
      ...{ state, reason: 'Ghi nhầm số chứng từ' },
    }),
  ),
  ...(['supplement', 'payment'] as const).map((of) =>
    recorded({
      type: 'applicant-reminded',
      timer: { kind: 'warning', of, id: DOSSIER, at: '2026-12-04T10:00:00.000Z' },
      answerBy: '2026-12-14T10:00:00.000Z',
    }),
  ),
  recorded({ type: 'suspended', suspensionId: 'bao-so-12', decision: '12/QĐ-UBND', reason: 'Bão số 12' }),
  recorded({ type: 'suspension-lifted', suspensionId: 'bao-so-12', decision: '15/QĐ-UBND', appointment: LATER }),
  recorded({ type: 'completed', outcome: 'granted' }),
  recorded({
    type: 'completed',
    outcome: 'denied',
    denial: { legalGround: 'Điều 16 Luật Hộ tịch', reason: 'Không đủ điều kiện' },
  }),
  ...(['result', 'stopped'] as const).flatMap((reason) =>
    (['counter', 'electronic', 'post'] as const).map((method) => recorded({ type: 'returned', method, reason })),
  ),
  recorded({ type: 'particulars-corrected', changed: ['applicant.name'], reason: 'Sai tên' }),
  recorded({ type: 'correction-refused', requestId: 'r-0001', reason: 'Không khớp căn cước' }),
  recorded({ type: 'withdrawal-decided', granted: true }),
  recorded({ type: 'withdrawal-decided', granted: false, reason: 'Hồ sơ đã có kết quả' }),
  recorded({ type: 'stopped', ground: 'Theo đề nghị của cơ quan điều tra' }),
  recorded({ type: 'resumed', note: 'Tiếp tục giải quyết' }),
  recorded({ type: 'resumed', appointment: LATER }),
  recorded({ type: 'transferred', cause: 'competence', fromAgency: 'H50.20.1', agencyId: 'H50.1', appointment: LATER }),
  recorded({ type: 'transferred', cause: 'succession', fromAgency: 'H50.20.1', agencyId: 'H50.1' }),
  recorded({ type: 'reappointed', appointment: LATER, reason: 'Chờ kết quả xác minh' }),
  recorded({ type: 'appointment-recalculated', appointment: LATER, reason: 'Thêm một ngày nghỉ' }),
  recorded({
    type: 'deadline-breached',
    timer: { kind: 'breach', of: 'appointment', id: 'appointment', at: '2026-12-04T10:00:00.000Z' },
  }),
];
