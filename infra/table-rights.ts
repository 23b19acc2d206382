import { PORTAL_FILINGS } from '../functions/national-portal/filings.ts';
import { PAYMENT_REFERENCES } from '../functions/payments/attempts.ts';
import { CARRIER_REPORTS } from '../shared/partner-messages/carrier-reports.ts';
import { NATIONAL_PORTAL } from '../shared/partner-messages/national-portal/inbound.ts';
import { PAYMENT_NOTICES } from '../shared/partner-messages/payment-notices.ts';
import { SHIPMENT_REFERENCES } from '../shared/partner-messages/shipments.ts';
import { HEARTBEAT, inboxIndexKey, keys, ownerIndexKey } from '../shared/platform/table/keys.ts';

const all = (beginning: string) => `${beginning}*`;

/** Kinds of rows by their partition key or its prefix: the finest distinction that a permission on the table can make. */
export const ROWS = {
  dossier: all(keys.dossier('')),
  document: all(keys.document('', '').pk),
  declaration: all(keys.declaration('', 1).pk),
  branch: all(keys.branch('', '', '').pk),
  timer: all('TIMER#'),
  form: all(keys.form('', '').pk),
  formNumber: all(keys.formNumber('', '').pk),
  payment: all(keys.payment('', '').pk),
  shipment: all(keys.shipment('', '').pk),
  notified: all(keys.notified('', '').pk),
  portalCursor: all(keys.cursor('', NATIONAL_PORTAL).pk),
  webhookCursor: all('CURSOR#webhook:'),
  figuresCursor: all(keys.cursor('', 'figures').pk),
  idempotency: all(keys.idempotency('caller:', '').pk),
  queuedCommand: all(keys.idempotency('queue:', '').pk),
  code: all(keys.code('').pk),
  counter: all(keys.counter('', '').pk),
  paymentReference: keys.reference(PAYMENT_REFERENCES, '').pk,
  shipmentReference: keys.reference(SHIPMENT_REFERENCES, '').pk,
  portalFiling: keys.reference(PORTAL_FILINGS, '').pk,
  paymentNotice: keys.inbound(PAYMENT_NOTICES, '').pk,
  carrierReport: keys.inbound(CARRIER_REPORTS, '').pk,
  portalMessage: keys.inbound(NATIONAL_PORTAL, '').pk,
  endpoint: keys.endpoint('', '').pk,
  attempt: all(keys.attempt('', '', '').pk),
  backlog: all(keys.backlog('', '').pk),
  procedure: all(keys.procedure('', 1).pk),
  agency: all(keys.agency('').pk),
  edition: keys.edition().pk,
  directory: keys.directory().pk,
  successions: keys.successions().pk,
  calendar: keys.calendar(1).pk,
  register: all(keys.register('', '', 1).pk),
  suspension: keys.suspension('').pk,
  delegation: all(keys.delegation('', '').pk),
  officer: all(keys.officer('').pk),
  officersOf: all(keys.officerAt('', '').pk),
  figures: all('FIGURES#'),
  figuresInUse: keys.figuresGeneration().pk,
  find: all('FIND#'),
  found: all(keys.found('').pk),
  rate: all(keys.rate('', '').pk),
  quota: all('QUOTA#'),
  mail: all('MAIL#'),
  breaker: all(keys.breaker('').pk),
  mailbox: all(keys.mailbox('').pk),
  session: all(keys.session('').pk),
  signedIn: all(keys.signedIn('', '').pk),
  heartbeat: HEARTBEAT,
} as const;
export type RowKind = keyof typeof ROWS;

/** Partitions of the indexes: inboxes of agencies, and dossiers of an owner. */
export const INDEX_ROWS = { gsi1: all(inboxIndexKey('')), gsi2: all(ownerIndexKey('')) } as const;

export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';
export type TableRights = Partial<Record<RowKind, readonly TableAction[]>> & {
  readonly index?: keyof typeof INDEX_ROWS;
};

export const READ = ['GetItem', 'Query'] as const satisfies readonly TableAction[];

/** Rows that executing a command needs (`DossierStore.execute`): reading what it is decided by, and the one write. */
export const DECIDES = {
  dossier: ['GetItem', 'PutItem'],
  procedure: ['GetItem'],
  suspension: ['Query'],
} as const satisfies TableRights;
/** Commands that promise, count or warn read the calendar. */
export const COUNTS_TIME = { calendar: ['Query'] } as const satisfies TableRights;
/**
 * Resuming moves deadlines and branches: with new dates they are new rows, or are written again. A command that pauses the clock
 * or ends the step deletes its deadlines, an answer of the applicant their own.
 */
export const STOPS = { branch: ['PutItem'], timer: ['PutItem', 'DeleteItem'] } as const satisfies TableRights;
/** Officers and agencies end branches, and so does the silence of an agency that counts as its consent. */
export const ENDS = { ...STOPS, branch: ['PutItem', 'DeleteItem'] } as const satisfies TableRights;
/** Direct commands of people and systems: idempotency keys and files being uploaded. */
export const DECIDES_FOR_CALLERS = {
  ...DECIDES,
  idempotency: ['GetItem', 'PutItem'],
  document: ['Query'],
} as const satisfies TableRights;
/** Functions that people call from the portal find out who calls. */
export const SIGNED_IN = { session: ['GetItem'] } as const satisfies TableRights;
/** A submitted dossier gets a code. */
export const ISSUES_CODES = { code: ['PutItem'], counter: ['UpdateItem'] } as const satisfies TableRights;
export const CATALOGUE = { procedure: ['GetItem'], agency: ['GetItem'] } as const satisfies TableRights;
export const DELIVERS = { dossier: ['Query'], breaker: ['GetItem', 'UpdateItem'] } as const satisfies TableRights;
