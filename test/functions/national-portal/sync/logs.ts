import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import { record } from '../../../../shared/dossier/record.ts';
import { provinceCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { appointmentOn, deadlineOn } from '../../../shared/dossier/samples.ts';

export const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';
export const CODE = 'H50.12-260609-0001';

export const PROCEDURE = provinceCatalogue('quang-tri').find((p) => p.procedureCode === '2.000488') as Procedure;

const draft = {
  procedureCode: PROCEDURE.procedureCode,
  receivingAgency: 'H50.12',
  channel: 'online',
  applicant: {
    kind: 'citizen',
    name: 'Nguyễn Thị Thử Nghiệm',
    identity: { type: 'personal-id', number: '045190000001', country: 'VN' },
    phone: '0912345678',
    email: 'thu.nghiem@example.invalid',
    address: 'Số 1 đường Thử, phường Đông Hà',
  },
  resultDelivery: { method: 'counter' },
  language: 'vi',
} as const;

const common = { draft, procedureVersion: 1, ownerKey: 'key' };
const officer = { kind: 'officer', subject: 'officer-1' };
const citizen = { kind: 'citizen', subject: 'citizen-1' };

export const opened: DossierEvent[] = [
  { type: 'draft-created', ...common },
  { type: 'submitted', dossierCode: CODE },
];
export const imported: DossierEvent[] = [
  { type: 'imported', ...common, dossierCode: CODE, nationalCode: 'G01.99-20260609-0000001' },
];
export const accepted: DossierEvent = {
  type: 'accepted',
  appointment: appointmentOn('2026-06-19T03:00:00.000Z'),
};
export const forwarded = (stepId: string): DossierEvent => ({
  type: 'forwarded',
  stepId,
  agencyId: 'H50.3',
  ...deadlineOn('2026-06-12T10:00:00.000Z'),
});
export const completed: DossierEvent = { type: 'completed', outcome: 'granted' };
export const returned: DossierEvent = { type: 'returned', method: 'counter', reason: 'result' };

/** The log of these events, one minute apart from 08:00 in Viet Nam on 9 June 2026. */
export function logOf(events: readonly DossierEvent[], everySeconds = 60): RecordedEvent[] {
  const log: RecordedEvent[] = [];
  let dossier: Parameters<typeof record>[0];
  events.forEach((event, index) => {
    const occurredAt = new Date(Date.parse('2026-06-09T01:00:00.000Z') + index * everySeconds * 1000).toISOString();
    const actor = ['draft-created', 'submitted'].includes(event.type) ? citizen : officer;
    const recorded = record(dossier, [event], { dossierId: DOSSIER, occurredAt, actor });
    dossier = recorded?.dossier;
    log.push(...(recorded?.events ?? []));
  });
  return log;
}

export const agencies = new Map([
  ['H50.12', 'Trung tâm Phục vụ hành chính công phường Đông Hà'],
  ['H50.3', 'Sở Tư pháp'],
]);
