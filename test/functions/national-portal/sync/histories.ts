import type { DossierEvent } from '../../../../shared/dossier/events.ts';
import { appointmentOn, deadlineOn } from '../../../shared/dossier/samples.ts';
import { accepted, completed, forwarded, imported, opened, returned } from './logs.ts';

export const NATIONAL_CODE = 'G01.99-20260609-0000001';

const document = (kind: 'component' | 'result', number: number): DossierEvent => ({
  type: 'document-attached',
  document: {
    documentId: `d-${number}`,
    component: 'certificate-request',
    kind,
    fileName: `giấy ${number}.pdf`,
    contentType: 'application/pdf',
    size: 1,
    sha256: 'x',
  },
});
const reminder: DossierEvent = { type: 'reminder-sent', message: 'Đề nghị báo cáo tiến độ' };
const requested: DossierEvent = {
  type: 'supplement-requested',
  requestId: 'q',
  items: [{ content: 'Thiếu tờ khai', reason: 'r', guidance: 'g' }],
};
const supplemented: DossierEvent = { type: 'supplemented', requestId: 'q', note: 'Đã nộp lại' };
const obligation = { obligationId: 'o', fees: [{ code: 'information-fee', amount: 200_000 }], amount: 200_000 };
const asked: DossierEvent = { type: 'payment-requested', ...obligation, stopsClock: true };
const paid: DossierEvent = {
  type: 'payment-recorded',
  payment: {
    provider: 'platform',
    transactionId: 't',
    reference: 'r',
    obligationId: 'o',
    amount: 200_000,
    paidAt: '2026-06-09T02:00:00.000Z',
  },
};
const withdrawal: DossierEvent = { type: 'withdrawal-requested', reason: 'Không còn nhu cầu' };
const kept: DossierEvent = { type: 'withdrawal-decided', granted: false };
const stopped: DossierEvent = { type: 'stopped', ground: 'Chờ cơ quan khác' };
const resumed: DossierEvent = { type: 'resumed', ...deadlineOn('2026-06-20T03:00:00.000Z') };
const reappointed: DossierEvent = {
  type: 'reappointed',
  appointment: { ...appointmentOn('2026-06-25T03:00:00.000Z'), reason: 'reappointed' },
  reason: 'Cần xác minh',
};
const corrected = (toStatus: 'in-processing' | 'completed' | 'submitted'): DossierEvent => ({
  type: 'corrected',
  toStatus,
  reason: 'Nhầm hồ sơ',
});
const reported = (toStatus: 'in-processing' | 'accepted'): DossierEvent => ({
  type: 'status-reported',
  toStatus,
  reportedAt: '2026-06-09T02:00:00.000Z',
});

/** Sample logs of dossiers, each with another sequence that the portal must receive in order. */
export const HISTORIES: Readonly<Record<string, readonly DossierEvent[]>> = {
  'filed at the portal': [
    ...imported,
    document('component', 1),
    accepted,
    reminder,
    forwarded('examination'),
    forwarded('record-lookup'),
    document('result', 2),
    completed,
    returned,
  ],
  'filed at the portal, supplemented, paid': [
    ...imported,
    document('component', 1),
    requested,
    document('component', 2),
    supplemented,
    accepted,
    asked,
    paid,
    forwarded('examination'),
    completed,
    returned,
  ],
  'filed here': [...opened, accepted, reminder, forwarded('examination'), document('result', 1), completed, returned],
  'standing still': [
    ...opened,
    accepted,
    forwarded('examination'),
    requested,
    supplemented,
    stopped,
    reminder,
    resumed,
    reappointed,
    withdrawal,
    kept,
    completed,
  ],
  corrected: [
    ...imported,
    accepted,
    forwarded('examination'),
    completed,
    returned,
    corrected('in-processing'),
    forwarded('record-lookup'),
    corrected('submitted'),
    accepted,
    forwarded('examination'),
    completed,
  ],
  'processed elsewhere': [
    ...opened,
    accepted,
    reported('in-processing'),
    reported('accepted'),
    forwarded('examination'),
  ],
  'more rows than one call takes': [
    ...imported,
    accepted,
    ...Array.from({ length: 12 }, () => forwarded('examination')),
    completed,
    returned,
  ],
};
