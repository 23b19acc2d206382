import * as z from 'zod/mini';
import { envelopeSchema } from './envelope.ts';
import {
  appointment,
  closing,
  deadline,
  deemed,
  event,
  moment,
  payment,
  refund,
  SURPLUS_REASONS,
  TIMELINESS,
  text,
  vnd,
} from './event-schemas.ts';

/**
 * Every public event by its dossier event type. Adding an optional field is compatible; anything else is a new version
 * of the type. The examples are validated in the tests and shown in the AsyncAPI document.
 */
export const EVENTS = {
  'draft-created': event('A draft was opened.', {}, {}),
  'document-attached': event(
    'A verified document fills a component, or a result paper was added.',
    { documentId: z.uuid(), component: text(64), kind: z.enum(['component', 'result']) },
    { documentId: '9b0c3a52-3f0e-4c54-8f6d-0d3f1c1f7a10', component: 'to-khai', kind: 'component' },
  ),
  'document-removed': event(
    'A document was taken out.',
    { documentId: z.uuid() },
    { documentId: '9b0c3a52-3f0e-4c54-8f6d-0d3f1c1f7a10' },
  ),
  submitted: event('The applicant submitted the dossier; it has its code from here on.', {}, {}),
  imported: event(
    'A dossier submitted at the national portal came in.',
    { nationalCode: text(60) },
    { nationalCode: 'G09.20-20260609-0092637' },
  ),
  accepted: event('Reception accepted the dossier and promised a result; the clock runs.', appointment, {
    reason: 'accepted',
    calendarVersion: 1,
    confirmed: true,
  }),
  reappointed: event('The agency apologised and promised a new date: at most once.', appointment, {
    previousAt: '2026-12-04T10:00:00.000Z',
    reason: 'reappointed',
    calendarVersion: 1,
    confirmed: true,
  }),
  'appointment-recalculated': event('The promised date was counted again, for a recorded reason.', appointment, {
    previousAt: '2026-12-04T10:00:00.000Z',
    reason: 'recalculated',
    calendarVersion: 2,
    confirmed: true,
  }),
  rejected: event('The dossier was refused before acceptance.', closing, {}),
  'supplement-requested': event(
    'The applicant has to supply papers.',
    { requestId: z.uuid(), items: z.int().check(z.positive()) },
    { requestId: '5a1f8c86-46a7-4a58-b2de-2c4b7d0b8a41', items: 2 },
  ),
  supplemented: event('The applicant supplied what was asked for.', {}, {}),
  'fees-assessed': event('The fees were assessed, for the first time or again.', { amount: vnd }, { amount: 75_000 }),
  'payment-requested': event(
    'A payment is due.',
    { obligationId: z.uuid(), amount: vnd },
    { obligationId: '0f8fad5b-d9cb-469f-a165-70867728950e', amount: 200_000 },
  ),
  'payment-cancelled': event(
    'A payment that was asked for is no longer due. If it arrives, it is to be refunded.',
    { obligationId: z.uuid(), amount: vnd },
    { obligationId: '0f8fad5b-d9cb-469f-a165-70867728950e', amount: 200_000 },
  ),
  'payment-recorded': event(
    'The payment that was due arrived.',
    { obligationId: z.uuid(), ...payment },
    {
      obligationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      provider: 'platform',
      transactionId: 'GD0001',
      amount: 200_000,
    },
  ),
  'surplus-payment-recorded': event(
    'Money arrived that settles nothing and is to be refunded.',
    {
      ...payment,
      reason: z.enum(SURPLUS_REASONS),
    },
    { provider: 'vnpay', transactionId: '14422574', amount: 200_000, reason: 'already-paid' },
  ),
  'receipt-number-corrected': event(
    'The number of a receipt for money at the counter had been typed wrong.',
    { obligationId: text(64), receiptNumber: text(50) },
    { obligationId: '0f8fad5b-d9cb-469f-a165-70867728950e', receiptNumber: 'BL-0042' },
  ),
  'refund-opened': event(
    'Money is to be given back. A case that is named again has grown by this amount, and is decided again.',
    { ...refund, reason: z.enum([...SURPLUS_REASONS, 'lower-assessment']) },
    { refundId: 'refund-1', amount: 200_000, reason: 'dossier-closed' },
  ),
  'refund-approved': event('The refund is approved, and to be paid.', refund, {
    refundId: 'refund-1',
    amount: 200_000,
  }),
  'refund-refused': event('The refund is refused, on a legal ground that the applicant is told.', refund, {
    refundId: 'refund-1',
    amount: 200_000,
  }),
  'refund-paid': event(
    'The money was paid back; the case is closed.',
    { ...refund, method: z.enum(['bank-transfer', 'cash', 'provider']), paidOn: z.iso.date() },
    { refundId: 'refund-1', amount: 200_000, method: 'bank-transfer', paidOn: '2026-12-01' },
  ),
  'refund-reopened': event(
    'What was decided or recorded last is taken back: the refund is to be decided (`open`) or paid (`approved`) once more.',
    { ...refund, state: z.enum(['open', 'approved']) },
    { refundId: 'refund-1', amount: 200_000, state: 'approved' },
  ),
  'refund-dropped': event(
    'Another assessment, or another refund, took the place of the case before it was decided.',
    refund,
    { refundId: 'refund-1', amount: 50_000 },
  ),
  'shipment-updated': event(
    'The carrier reported about a parcel.',
    {
      shipmentId: text(100),
      direction: z.enum(['inbound', 'outbound']),
      carrier: text(64),
      state: text(20),
      superseded: z.boolean(),
    },
    {
      shipmentId: 'H50.1-261120-0001',
      direction: 'outbound',
      carrier: 'vnpost',
      state: 'delivering',
      superseded: false,
    },
  ),
  forwarded: event('The dossier went on to the next step.', { dueAt: moment }, { dueAt: '2026-11-27T10:00:00.000Z' }),
  transferred: event(
    'Another reception took its place, because it is competent; or the successor of a closed agency took that one’s.',
    {
      cause: z.enum(['competence', 'succession']),
      fromAgency: text(35),
      toAgency: text(35),
      previousAt: z.optional(moment),
    },
    {
      cause: 'competence',
      fromAgency: 'H50.20.1',
      toAgency: 'H50.1',
      previousAt: '2026-12-03T10:00:00.000Z',
    },
  ),
  'sent-back': event(
    'The dossier went back to a step it had been at, for a recorded reason.',
    { dueAt: moment },
    { dueAt: '2026-11-27T10:00:00.000Z' },
  ),
  assigned: event(
    'An officer, known by the account’s subject, has the step.',
    { officer: text(200) },
    { officer: 'can-bo-1' },
  ),
  'branch-opened': event(
    'Another agency works beside the main line, or is asked for its opinion.',
    { branchId: text(64), kind: z.enum(['branch', 'opinion']), branchAgency: text(35), dueAt: moment },
    { branchId: 'tax', kind: 'branch', branchAgency: 'H50.32', dueAt: '2026-11-27T10:00:00.000Z' },
  ),
  'branch-finished': event(
    'That agency is done, or gave its opinion.',
    { branchId: text(64), result: z.enum(['done', 'agreed', 'disagreed']), timeliness: z.enum(TIMELINESS), deemed },
    { branchId: 'tax', result: 'done', timeliness: 'on-time' },
  ),
  suspended: event(
    'Force majeure: work and all clocks stand by a decision for many dossiers.',
    { suspensionId: text(64) },
    { suspensionId: 'bao-so-12' },
  ),
  'suspension-lifted': event(
    'The suspension was lifted; dates were counted again.',
    { suspensionId: text(64) },
    { suspensionId: 'bao-so-12' },
  ),
  'branch-cancelled': event(
    'The agency that asked took its question back.',
    { branchId: text(64), withoutAnswer: z.optional(z.literal(true)) },
    { branchId: 'tax' },
  ),
  'site-verified': event('A verification on the spot was recorded.', {}, {}),
  'deadline-warned': event('A deadline is near.', deadline, {
    of: 'step',
    id: 'tham-dinh',
    deadlineAt: '2026-11-26T03:00:00.000Z',
  }),
  'deadline-breached': event('A deadline passed.', deadline, {
    of: 'appointment',
    id: 'appointment',
    deadlineAt: '2026-12-04T10:00:00.000Z',
  }),
  'applicant-reminded': event(
    'The applicant was reminded of what has to be supplied or paid, or that a draft will be deleted.',
    { of: z.enum(['supplement', 'payment', 'draft']), id: text(64), answerBy: moment },
    {
      of: 'supplement',
      id: '5a1f8c86-46a7-4a58-b2de-2c4b7d0b8a41',
      answerBy: '2026-12-31T10:00:00.000Z',
    },
  ),
  'reminder-sent': event('An agency concerned sent a reminder about the dossier.', {}, {}),
  'note-added': event(
    'An agency that holds or held the dossier wrote an internal note; its text is not published.',
    {},
    {},
  ),
  'status-reported': event('The authority whose system processes the dossier reported its status.', {}, {}),
  'form-issued': event(
    'A form of the dossier was made and stored.',
    { form: text(40), documentId: z.uuid(), sha256: text(64) },
    {
      form: 'receipt',
      documentId: '9b0c3a52-3f0e-4c54-8f6d-0d3f1c1f7a10',
      sha256: 'c0'.repeat(32),
    },
  ),
  completed: event(
    'The result was handed to the one-stop shop.',
    { outcome: z.enum(['granted', 'denied']), timeliness: z.optional(z.enum(TIMELINESS)) },
    { outcome: 'granted', timeliness: 'on-time' },
  ),
  returned: event(
    'The result, or the papers, went back to the applicant. The dossier is closed.',
    { method: z.enum(['counter', 'electronic', 'post']), reason: z.enum(['result', 'withdrawn', 'stopped']) },
    { method: 'electronic', reason: 'result' },
  ),
  'withdrawal-requested': event('The applicant wants the dossier back.', {}, {}),
  'withdrawal-decided': event('A withdrawal was granted or not.', { granted: z.boolean() }, { granted: true }),
  stopped: event('Processing was stopped.', closing, {}),
  resumed: event('Processing goes on after a stop.', {}, {}),
  'draft-deleted': event(
    'A draft was deleted, by who opened it or for its age. It was never submitted.',
    { cause: z.enum(['asked', 'age']) },
    { cause: 'asked' },
  ),
  declared: event('Answers of the declaration were saved; they stay behind the API.', {}, {}),
  'draft-changed': event('A draft was changed before its submission.', {}, {}),
  'particulars-corrected': event(
    'Particulars of the dossier were corrected; which, not what they are.',
    { changed: z.array(z.string()), requestId: z.optional(z.uuid()) },
    { changed: ['applicant.name'] },
  ),
  'correction-requested': event(
    'The owner or the filer asked to have particulars corrected; which, not what they should be.',
    { requestId: z.uuid(), changed: z.array(z.string()), dueAt: z.optional(moment) },
    {
      requestId: '5a1f8c86-46a7-4a58-b2de-2c4b7d0b8a41',
      changed: ['applicant.name'],
      dueAt: '2026-12-02T10:00:00.000Z',
    },
  ),
  'correction-refused': event(
    'A correction that was asked for was refused.',
    { requestId: z.uuid() },
    { requestId: '5a1f8c86-46a7-4a58-b2de-2c4b7d0b8a41' },
  ),
  'identity-confirmed': event('The second reading of who the owner or the filer is agreed.', {}, {}),
  corrected: event('An administrator put the dossier into another status, for a recorded reason.', {}, {}),
} as const;

export type EventName = keyof typeof EVENTS;

/** `type` of the CloudEvent and `detail-type` on the bus. */
export const eventType = (name: string) => `motcua.dossier.${name}.v1`;

export const publicEventSchema = (name: EventName) => envelopeSchema(eventType(name), EVENTS[name].data);
