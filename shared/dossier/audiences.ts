import type { Audience } from './audience.ts';
import type { Draft, DraftChange } from './commands.ts';
import type { EventType } from './event-types.ts';
import type { DossierEvent, RecordedEvent } from './events.ts';
import type { FormerContact } from './parties.ts';
import type { Applicant, Filer, Particulars, ResultDelivery } from './values.ts';

/** `data`: a code, an identifier or a moment. `particulars`: the applicant's own, readable with the dossier. */
type Leaf = Audience | 'data';

type HasText<V> = string extends V
  ? true
  : V extends object
    ? keyof TextFields<V> extends never
      ? false
      : true
    : false;

type Kind<V> = V extends readonly (infer E)[]
  ? Kind<NonNullable<E>>
  : V extends Draft | DraftChange | Applicant | Filer | ResultDelivery | Particulars | FormerContact
    ? 'particulars'
    : V extends object
      ? TextFields<V>
      : Leaf;

/** All fields that may hold free text: those of type `string`, at any depth. Enumerations and numbers are not text. */
export type TextFields<T> = T extends readonly (infer E)[]
  ? TextFields<NonNullable<E>>
  : { readonly [K in keyof T as true extends HasText<NonNullable<T[K]>> ? K : never]-?: Kind<NonNullable<T[K]>> };

type EventNamed<T extends EventType> = Extract<DossierEvent, { readonly type: T }>;

const DEADLINE = { dueAt: 'data', warnAt: 'data' } as const;
const APPOINTMENT = { appointmentAt: 'data', previousAt: 'data', from: 'data', warnAt: 'data' } as const;
const SCHEDULE = {
  appointment: APPOINTMENT,
  step: DEADLINE,
  branches: { ...DEADLINE, branchId: 'data' },
} as const;
const DOCUMENT = {
  documentId: 'data',
  component: 'data',
  fileName: 'data',
  contentType: 'data',
  sha256: 'data',
} as const;
const PAYMENT = {
  provider: 'data',
  transactionId: 'data',
  reference: 'data',
  obligationId: 'data',
  paidAt: 'data',
} as const;
/** A list of papers that the applicant signs for. */
const HANDED_OVER = {
  papers: { component: 'data', name: 'applicant' },
  note: 'applicant',
  record: { recordNumber: 'data', signedAt: 'data', carrier: 'data' },
} as const;
const TIMER = { timer: { id: 'data', at: 'data' } } as const;

/**
 * Who reads each text of each event. A new text without an audience does not compile; nothing is shown to anyone by default.
 */
export const TEXTS = {
  'draft-created': { draft: 'particulars', ownerKey: 'data', filerKey: 'data', unconfirmed: 'data' },
  'draft-deleted': { cause: 'data' },
  'draft-changed': { change: 'particulars', ownerKey: 'data', filerKey: 'data', unconfirmed: 'data' },
  'particulars-corrected': {
    ...{ changed: 'data', applicant: 'particulars', filer: 'particulars', resultDelivery: 'particulars' },
    ...{ ownerKey: 'data', filerKey: 'data', unconfirmed: 'data', reason: 'internal' },
    ...{ requestId: 'data', former: 'particulars' },
  },
  'correction-requested': {
    ...{ requestId: 'data', changed: 'data', asked: 'particulars', reason: 'applicant', dueAt: 'data' },
  },
  'correction-refused': { requestId: 'data', reason: 'applicant' },
  'identity-confirmed': { person: 'data' },
  declared: { declared: { sha256: 'data', missing: 'data', component: 'data' } },
  'document-attached': { document: DOCUMENT },
  'document-removed': { documentId: 'data' },
  submitted: { dossierCode: 'data', declaration: { sha256: 'data' }, receptionDueAt: 'data' },
  imported: {
    draft: 'particulars',
    ownerKey: 'data',
    dossierCode: 'data',
    nationalCode: 'data',
    receptionDueAt: 'data',
  },
  accepted: { appointment: APPOINTMENT, handedOver: HANDED_OVER },
  rejected: { legalGround: 'applicant', reason: 'applicant', otherDossierCode: 'data' },
  'supplement-requested': {
    requestId: 'data',
    items: { component: 'data', content: 'applicant', reason: 'applicant', guidance: 'applicant' },
    reason: 'applicant',
    answerBy: DEADLINE,
    approval: { approver: 'data', approvedAt: 'data', reference: 'internal' },
  },
  supplemented: {
    requestId: 'data',
    note: 'applicant',
    declaration: { sha256: 'data' },
    handedOver: HANDED_OVER,
    receptionDueAt: 'data',
    ...SCHEDULE,
  },
  'fees-assessed': {
    assessment: {
      ground: 'applicant',
      lines: { code: 'data', reductions: { ground: 'applicant', reason: 'internal' } },
    },
  },
  'payment-requested': {
    ...{ obligationId: 'data', fees: { code: 'data' } },
    lines: { code: 'data', reductions: { ground: 'applicant', reason: 'internal' } },
    ...{ answerBy: DEADLINE, handedOver: HANDED_OVER },
  },
  'payment-cancelled': { obligationId: 'data', reason: 'applicant', receptionDueAt: 'data', ...SCHEDULE },
  'payment-recorded': { payment: PAYMENT, ...SCHEDULE },
  'receipt-number-corrected': { obligationId: 'data', receiptNumber: 'data', former: 'data', reason: 'applicant' },
  'surplus-payment-recorded': { payment: PAYMENT },
  'refund-opened': {
    ...{ refundId: 'data', payments: { provider: 'data', transactionId: 'data' }, dueBy: DEADLINE },
  },
  'refund-approved': { refundId: 'data', dueBy: DEADLINE },
  'refund-refused': { refundId: 'data', legalGround: 'applicant', reason: 'applicant' },
  'refund-paid': { refundId: 'data', reference: 'applicant', documentId: 'data', paidOn: 'data' },
  'refund-reopened': { refundId: 'data', reason: 'applicant', dueBy: DEADLINE },
  'refund-dropped': { refundId: 'data' },
  'shipment-updated': { shipment: { shipmentId: 'data', carrier: 'data', carrierCode: 'data', occurredAt: 'data' } },
  forwarded: {
    ...{ stepId: 'data', agencyId: 'data', outcome: 'data', note: 'agencies', paperDueAt: 'data' },
    ...{ appointment: APPOINTMENT, ...DEADLINE },
  },
  transferred: {
    ...{ fromAgency: 'data', agencyId: 'data', reason: 'agencies', appointment: APPOINTMENT, receptionDueAt: 'data' },
  },
  'sent-back': { stepId: 'data', agencyId: 'data', reason: 'internal', ...DEADLINE },
  assigned: { stepId: 'data', officer: 'data', reason: 'internal' },
  'branch-opened': { branchId: 'data', agencyId: 'data', question: 'agencies', note: 'agencies', ...DEADLINE },
  'branch-finished': { branchId: 'data', note: 'agencies' },
  'branch-cancelled': { branchId: 'data', reason: 'agencies' },
  'site-verified': { verifiedAt: 'data', place: 'agencies', participants: 'agencies', content: 'agencies' },
  reappointed: { appointment: APPOINTMENT, reason: 'applicant' },
  'appointment-recalculated': { appointment: APPOINTMENT, reason: 'applicant' },
  'deadline-warned': TIMER,
  'deadline-breached': TIMER,
  'applicant-reminded': { ...TIMER, answerBy: 'data' },
  'reminder-sent': { message: 'agencies' },
  // What the processing authority means for the applicant, it tells through its own system.
  'status-reported': { reportedAt: 'data', note: 'agencies', ...SCHEDULE },
  'form-issued': { issued: { form: 'data', documentId: 'data', component: 'data', sha256: 'data' } },
  completed: { denial: { legalGround: 'applicant', reason: 'applicant' }, note: 'agencies' },
  returned: {},
  'withdrawal-requested': { reason: 'applicant' },
  'withdrawal-decided': { reason: 'applicant', returnedDocuments: 'applicant', payBy: DEADLINE, ...SCHEDULE },
  stopped: { ground: 'applicant', returnedDocuments: 'applicant', otherDossierCode: 'data' },
  suspended: { suspensionId: 'data', decision: 'applicant', reason: 'applicant', since: 'data' },
  'suspension-lifted': {
    suspensionId: 'data',
    decision: 'applicant',
    answerBy: DEADLINE,
    payBy: DEADLINE,
    receptionDueAt: 'data',
    ...SCHEDULE,
  },
  resumed: { note: 'applicant', payBy: DEADLINE, ...SCHEDULE },
  corrected: { reason: 'internal', answerBy: DEADLINE, payBy: DEADLINE, receptionDueAt: 'data', ...SCHEDULE },
  'note-added': { note: 'internal' },
} as const satisfies { readonly [T in EventType]: TextFields<EventNamed<T>> };

type Texts = typeof TEXTS;
type Hidden<T extends EventType> = {
  [F in keyof Texts[T]]: Texts[T][F] extends Exclude<Audience, 'applicant'> ? F : never;
}[keyof Texts[T]];

/** An event of the log without the texts that applicants may not read: what is told to them, and to the national portal. */
export type EventForApplicant<T extends EventType = EventType> = {
  [N in T]: Omit<Extract<RecordedEvent, { readonly type: N }>, Hidden<N>>;
}[T];

/** A text of an event, with the path of its field: `items.0.content`. */
export type WrittenText = { readonly field: string; readonly text: string; readonly audience: Audience };

type Rule = Leaf | 'particulars' | { readonly [field: string]: Rule };

/** All texts that people wrote in an event, each with its audience. */
export function textsOf(event: DossierEvent): readonly WrittenText[] {
  const found: WrittenText[] = [];
  collect(event, TEXTS[event.type], '', found);
  return found;
}

/** The texts of an event for a reader who has all of these audiences. */
export const textsFor = (event: DossierEvent, audiences: readonly Audience[]): readonly WrittenText[] =>
  textsOf(event).filter(({ audience }) => audiences.includes(audience));

function collect(value: unknown, rule: Rule | undefined, field: string, found: WrittenText[]): void {
  if (value === undefined || rule === undefined || rule === 'data' || rule === 'particulars') return;
  const at = (key: string | number) => (field === '' ? String(key) : `${field}.${key}`);
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) collect(entry, rule, at(index), found);
  } else if (typeof rule === 'string') {
    if (typeof value === 'string') found.push({ field, text: value, audience: rule });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, below] of Object.entries(rule)) {
      collect((value as Readonly<Record<string, unknown>>)[key], below, at(key), found);
    }
  }
}
