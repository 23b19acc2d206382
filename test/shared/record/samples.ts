import type { PaymentAttempt } from '../../../functions/payments/attempts.ts';
import type { Endpoint } from '../../../functions/webhooks/endpoint.ts';
import type { Timer } from '../../../shared/dossier/commands.ts';
import { RULES } from '../../../shared/dossier/rules.ts';
import type { KeptNotice } from '../../../shared/partner-messages/payment-notices.ts';
import type { ShipmentRow } from '../../../shared/partner-messages/shipments.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Ticket } from '../../../shared/record/document-rows.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { ACTORS, AGENCIES, at, CALENDAR, DOSSIER_ID, draft, PROCEDURE, REQUEST_PAPER } from '../dossier/world.ts';
import { fixedOwnerKeys } from '../platform/identity/fixed-key.ts';

export const AT = at(0);
export const LATER = at(60);
export const KEY = { scope: 'citizen', key: 'k', bodyHash: 'same' };
export const ID = DOSSIER_ID;
export const HOLDER = { of: 'applicant', id: 'a' } as const;

const catalogue: Catalogue = {
  procedure: async () => PROCEDURE,
  newestProcedure: async () => PROCEDURE,
  agency: async (agencyId) => AGENCIES.find((agency) => agency.agencyId === agencyId),
  edition: async () => undefined,
  calendar: async () => CALENDAR,
  directory: async () => [],
  successions: async () => [],
  suspensions: async () => [],
};
const PATTERN = { dateForm: 'YYMMDD', sequenceDigits: 4 } as const;
export const storeOf = (table: Table) =>
  dossierStore(table, RULES, PATTERN, () => new Date(AT), catalogue, fixedOwnerKeys);

export const CREATE = {
  dossierId: ID,
  actor: ACTORS.reception,
  command: { type: 'create-draft', draft: draft({ channel: 'direct' }) },
  idempotency: KEY,
} as const;
/** A change to the dossier of {@link CREATE}, with its current version. */
export const ATTACH = {
  dossierId: ID,
  actor: ACTORS.system,
  command: { type: 'attach-document', document: REQUEST_PAPER },
  idempotency: { ...KEY, key: 'attach' },
} as const;

export const TICKET: Ticket = { dossierId: ID, document: REQUEST_PAPER, requestedAt: AT, requestedBy: 'owner' };
export const TIMER: Timer = { kind: 'breach', of: 'appointment', id: 'appointment', at: AT };
export const attempt: PaymentAttempt = {
  reference: 'R1',
  dossierId: ID,
  provider: 'vnpay',
  obligationId: REQUEST_PAPER.documentId,
  amount: 10_000,
  createdAt: AT,
  payBy: LATER,
};
export const parcel: ShipmentRow = {
  orderNumber: 'S1',
  dossierId: ID,
  carrier: 'vnpost',
  direction: 'outbound',
  createdAt: AT,
};
export const lease = { owner: 'worker', now: Date.parse(AT), until: Date.parse(LATER) };
export const notice: KeptNotice = {
  notice: {
    reference: 'R1',
    transactionId: 'T1',
    partner: 'P',
    amount: 1,
    currency: 'VND',
    paid: true,
    resultCode: '00',
  },
  provider: 'vnpay',
  dossierId: ID,
  receivedAt: AT,
};
export const report = {
  messageId: 'm1',
  carrier: 'vnpost',
  receivedAt: AT,
  report: { orderNumber: 'S1', carrierCode: '1' },
};
export const FORM = {
  form: 'receipt',
  forApplicant: true,
  ofVersion: 1,
  documentId: REQUEST_PAPER.documentId,
  sha256: 'a'.repeat(64),
  size: 1,
  signed: false,
} as const;
export const inbound = {
  source: 'national-portal',
  messageId: 'm',
  dossierId: ID,
  body: '{}',
  receivedAt: AT,
  state: 'queued',
} as const;
export const endpoint: Endpoint = {
  endpointId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a09',
  agencyId: 'H50.12',
  url: 'https://example.com/',
  description: 'x',
  status: 'enabled',
  createdAt: AT,
  secretVersion: 1,
};
