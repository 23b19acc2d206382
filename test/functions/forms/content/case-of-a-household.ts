import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Names } from '../../../../functions/forms/content/case.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';

const catalogue = join(import.meta.dirname, '../../../../shared/procedure/catalogue');
export const procedure = JSON.parse(readFileSync(join(catalogue, '1.001612.json'), 'utf8')) as Procedure;
const [firstComponent] = procedure.components;
const [firstFee] = procedure.fees;
const [firstStep] = procedure.steps;
if (firstComponent === undefined || firstFee === undefined || firstStep === undefined) {
  throw new Error('the procedure has changed');
}
export const [component, fee, step] = [firstComponent, firstFee, firstStep];

const AGENCIES: Readonly<Record<string, string>> = { 'H50.1': 'Phường Đông Hà', 'H50.2': 'Chi cục Thuế' };
export const names: Names = {
  letterhead: () => ({ superior: 'Ủy ban nhân dân tỉnh Quảng Trị', place: 'Đông Hà' }),
  agency: (id) => AGENCIES[id] ?? id,
  phone: () => '02333852852',
  inForce: (id) => id,
};
export const file = { fileName: 'a.pdf', contentType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) };

export const dossier: Dossier = {
  dossierId: '0198a0c0-0000-7000-8000-000000000001',
  version: 4,
  changedVersion: 4,
  status: 'in-processing',
  dossierCode: 'H50.1-260609-0001',
  procedureCode: procedure.procedureCode,
  procedureVersion: 1,
  channel: 'online',
  language: 'vi',
  receivingAgency: 'H50.1',
  applicant: {
    kind: 'organisation',
    name: 'Công ty Bình Minh',
    identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
    representative: 'Lê Văn Hậu',
    phone: '0912345678',
    address: 'Đông Hà',
  },
  ownerKey: 'owner',
  resultDelivery: { method: 'counter' },
  documents: [
    { ...file, documentId: 'd1', component: component.component, kind: 'component' },
    { ...file, documentId: 'd2', component: component.component, kind: 'component' },
    { ...file, documentId: 'd3', component: 'result', kind: 'result' },
  ],
  step: {
    stepId: step.stepId,
    agencyId: 'H50.2',
    since: '2026-06-09T03:00:00.000Z',
    dueAt: '2026-06-11T03:00:00.000Z',
    warnAt: '2026-06-10T03:00:00.000Z',
  },
  completedSteps: [],
  branches: [],
  verifications: [],
  appointments: [],
  firedTimerIds: [],
  forms: [],
  agencies: ['H50.1', 'H50.2'],
  supplementRequests: [],
  obligations: [],
  refunds: [],
  surplusPayments: [],
  shipments: [],
  createdAt: '2026-06-08T02:00:00.000Z',
  updatedAt: '2026-06-09T03:00:00.000Z',
  acceptedAt: '2026-06-09T02:30:00.000Z',
  appointmentAt: '2026-06-12T02:30:00.000Z',
};

export const of: Case = { dossier, procedure, names };
export const issue = { at: '2026-06-09T02:30:00.000Z', number: '1/TNHS', signatory: { name: 'Trần Văn Đức' } };
