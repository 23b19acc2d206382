import type { Procedure } from '../procedure/schema.ts';
import { findStep } from '../procedure/steps.ts';
import type { Command, CommandType } from './commands.ts';
import { type Decision, type Refusal, reject } from './decision.ts';
import { EVENT_TYPES } from './event-types.ts';
import type { DossierEvent } from './events.ts';
import type { Rejection } from './rejections.ts';
import { fits } from './size.ts';
import { type Dossier, isSettled } from './state.ts';
import { isFinal } from './status.ts';
import type { DossierDocument } from './values.ts';

/*
 * DynamoDB limits an item to 400 KB (409,600 bytes). User input may fill part of it. The rest is reserved for commands that
 * lead a dossier to its end and for facts, which are never rejected: payments, shipments, deadlines, forms.
 */

/** Limits for documents and results, pending files included; results have a reserve that applicants cannot use. */
const OF_DOCUMENTS = {
  component: { entries: 200, bytes: 84_000 },
  result: { entries: 220, bytes: 100_000 },
} as const satisfies Record<DossierDocument['kind'], { entries: number; bytes: number }>;

/** Limit for all other data; above it, only commands that lead the dossier onward are accepted. Bytes. */
const MOST_OF_REST = 120_000;

/** Reserve for the first verification of a step on site, which is mandatory for leaving the step. Bytes. */
const FIRST_VERIFICATION = 8_000;

/** Reserve for the first assessment of fees, without which a dossier with fees does not complete. Bytes. */
const FIRST_ASSESSMENT = 8_000;

/**
 * Each obligation may be refunded by the one transaction that ends a dossier, together with its branches and timers: 100
 * rows. The other quantities have forms, which are generated asynchronously, possibly too late for a rejection.
 */
const MOST = { obligations: 12, supplementRequests: 20, corrections: 20, turns: 40 } as const;

/** A log that is read from its start for a form or the national portal must be read within a function's timeout. */
const MOST_EVENTS = 2_000;

/** The dossier keeps this many; further ones are only in its log, which is unlimited. */
export const MOST_SURPLUS_PAYMENTS = 28;
export const MOST_SHIPMENTS = 20;
/** Further surplus payments join the last case that is not final; the oldest final ones are only in the log. */
export const MOST_REFUNDS = 8;

/** Leads towards an end or is a fact, and occurs at most once per added item. */
type AlwaysTaken =
  | 'create-draft'
  | 'change-draft'
  | 'delete-draft'
  // The portal's word, as a supplement.
  | 'change-contact'
  | 'confirm-identity'
  | 'import-dossier'
  | 'submit'
  | 'accept'
  | 'reject'
  | 'supplement'
  | 'forward'
  // The law allows it once.
  | 'reappoint'
  | 'finish-branch'
  | 'complete'
  | 'return-result'
  | 'request-withdrawal'
  | 'decide-withdrawal'
  | 'resume'
  // Once for each closing of an agency.
  | 'move-to-successor'
  | 'cancel-payment'
  // Once for each case.
  | 'approve-refund'
  | 'refuse-refund'
  | 'record-refund'
  | 'record-counter-payment'
  | 'remove-document'
  // Checked when its ticket is issued, see `refuseDocument`.
  | 'attach-document'
  | 'record-payment'
  | 'record-shipment-event'
  | 'fire-timer'
  | 'record-form'
  | 'suspend'
  | 'lift-suspension';

type Growth = {
  readonly toLogAlone?: true;
  readonly fields: readonly string[];
  /** What each accepted one adds to. */
  readonly counts?: keyof typeof MOST;
  /** Sometimes mandatory, which its input says: {@link isOwed}. */
  readonly mayBeOwed?: true;
};

/** Unbounded quantities, with the command fields to name when the limit is reached. */
const ADDS: Readonly<Record<Exclude<CommandType, AlwaysTaken>, Growth>> = {
  declare: { fields: ['answers'], toLogAlone: true },
  'request-supplement': { fields: ['items'], counts: 'supplementRequests' },
  'assess-fees': { fields: ['assessment'], mayBeOwed: true },
  'request-payment': { fields: ['assessment'], counts: 'obligations' },
  'send-back': { fields: ['stepId'] },
  transfer: { fields: ['agencyId'], counts: 'turns' },
  'open-branch': { fields: ['branchId'], mayBeOwed: true },
  'cancel-branch': { fields: ['branchId', 'reason'] },
  'ask-opinion': { fields: ['question'] },
  'record-verification': { fields: ['participants', 'content'], mayBeOwed: true },
  'recalculate-appointment': { fields: ['reason'] },
  stop: { fields: ['ground'], counts: 'turns' },
  close: { fields: ['ground'], mayBeOwed: true },
  correct: { fields: ['toStatus'], counts: 'turns' },
  'correct-particulars': { fields: ['reason'], toLogAlone: true },
  'request-correction': { fields: ['reason'], counts: 'corrections' },
  'refuse-correction': { fields: ['reason'] },
  'change-filer': { fields: ['filer'], toLogAlone: true },
  'report-status': { fields: ['toStatus'], mayBeOwed: true },
  'send-reminder': { fields: ['message'], toLogAlone: true },
  'add-note': { fields: ['note'], toLogAlone: true },
  assign: { fields: ['officer'], toLogAlone: true },
  'correct-receipt-number': { fields: ['receiptNumber'], toLogAlone: true },
  'reopen-refund': { fields: ['reason'], toLogAlone: true },
};

const EVENTS_REACHED = { of: 'events', limit: MOST_EVENTS, unit: 'entries' } as const;
type Limit = { readonly of: string; readonly limit: number; readonly unit: 'entries' | 'bytes' };

/** Why no command of the type may be added, however small; undefined where it may, or where its input decides. */
export function refuseAdding(dossier: Dossier, type: CommandType): Refusal | undefined {
  const growth: Growth | undefined = ADDS[type as keyof typeof ADDS];
  if (growth === undefined || growth.mayBeOwed === true) return undefined;
  const { fields, counts } = growth;
  if (dossier.version >= MOST_EVENTS) return reject('limit-reached', { fields, details: EVENTS_REACHED });
  if (counts === undefined || countOf(dossier)[counts] < MOST[counts]) return undefined;
  return reject('limit-reached', { fields, details: { of: counts, limit: MOST[counts], unit: 'entries' } });
}

/** Rejects a command that would exceed a dossier's limits, naming field and limit, before DynamoDB would. */
export function withinLimits(decision: Decision, dossier: Dossier, command: Command, procedure: Procedure): Decision {
  const growth: Growth | undefined = ADDS[command.type as keyof typeof ADDS];
  if (growth === undefined || !decision.ok || decision.events.length === 0) return decision;
  const limit = reached(dossier, decision.events, growth.toLogAlone !== true);
  if (limit === undefined || isOwed(dossier, command, procedure, decision.events)) return decision;
  return reject('limit-reached', { fields: growth.fields, details: limit });
}

const countOf = ({ obligations, supplementRequests, correction, turns = 0 }: Dossier) => {
  const corrections = correction?.number ?? 0;
  return { obligations: obligations.length, supplementRequests: supplementRequests.length, corrections, turns };
};

function reached(dossier: Dossier, events: readonly DossierEvent[], grows: boolean): Limit | undefined {
  if (dossier.version >= MOST_EVENTS) return EVENTS_REACHED;
  if (!grows) return undefined;
  for (const { type } of events) {
    const of = EVENT_TYPES[type].adds;
    if (of !== 'nothing' && countOf(dossier)[of] >= MOST[of]) return { of, limit: MOST[of], unit: 'entries' };
  }
  // Bounded on their own.
  const rest = { ...dossier, documents: [], surplusPayments: [], shipments: [], handedOver: undefined };
  return fits([rest, events], MOST_OF_REST) ? undefined : { of: 'dossier', limit: MOST_OF_REST, unit: 'bytes' };
}

/** Mandatory for the dossier to reach an end. The procedure bounds how often it can occur. */
function isOwed(
  { step, branches, verifications, assessment }: Dossier,
  command: Command,
  procedure: Procedure,
  events: readonly DossierEvent[],
): boolean {
  switch (command.type) {
    case 'open-branch':
      return isRequired(command.branchId, step?.stepId, branches, procedure);
    case 'record-verification':
      return !verifications.some((v) => v.stepId === step?.stepId) && fits([events], FIRST_VERIFICATION);
    case 'assess-fees':
      return assessment === undefined && fits([events], FIRST_ASSESSMENT);
    case 'report-status':
      return isFinal(command.toStatus);
    case 'close':
      return events.some(({ type }) => type === 'rejected');
    default:
      return false;
  }
}

/** Whether this branch is mandatory for leaving the step and was not opened there yet. */
export function isRequired(
  branchId: string,
  stepId: string | undefined,
  opened: Dossier['branches'],
  procedure: Procedure,
): boolean {
  const branch = findStep(procedure, stepId ?? '')?.branches?.find((b) => b.branchId === branchId);
  const isThere = opened.some((b) => b.branchId === branchId && b.stepId === stepId && isSettled(b));
  return branch !== undefined && branch.optional !== true && !isThere;
}

/** @param awaited pending files, which count towards the dossier's limit of files */
export function refuseMoreDocuments(
  { documents }: Dossier,
  document: Pick<DossierDocument, 'kind'>,
  awaited: readonly DossierDocument[],
): Rejection | undefined {
  const { entries, bytes } = OF_DOCUMENTS[document.kind];
  const all = [...documents, ...awaited];
  if (all.length >= entries) return tooMany({ of: 'documents', limit: entries, unit: 'entries' });
  const fit = fits([[...all, document]], bytes);
  return fit ? undefined : tooMany({ of: 'documents', limit: bytes, unit: 'bytes' });
}

const tooMany = (details: Limit): Rejection => ({ code: 'too-many-documents', fields: ['fileName'], details });
