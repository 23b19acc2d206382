import * as z from 'zod/mini';

export const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
export const moment = z.iso.datetime();
export const vnd = z.int().check(z.minimum(0));

const STATUSES = [
  'draft',
  'submitted',
  'accepted',
  'rejected',
  'in-processing',
  'supplement-required',
  'payment-required',
  'withdrawal-requested',
  'stopped',
  'completed',
  'returned',
] as const;

/** What every event says: where the event left the dossier. Codes, identifiers and moments; never a person. */
const summary = {
  dossierId: z.uuid(),
  version: z.int().check(z.positive()),
  status: z.enum(STATUSES),
  nationalStatus: z.optional(z.int().check(z.minimum(1), z.maximum(10))),
  dossierCode: z.optional(text(60)),
  procedureCode: text(40),
  channel: z.enum(['direct', 'online', 'postal']),
  receivingAgency: text(35),
  agencyId: text(35),
  stepId: z.optional(text(64)),
  appointmentAt: z.optional(moment),
};

export const event = <S extends z.core.$ZodLooseShape>(
  description: string,
  extra: S,
  example: Record<string, unknown>,
) => ({
  description,
  data: z.strictObject({ ...summary, ...extra }),
  example,
});

export const TIMELINESS = ['early', 'on-time', 'overdue'] as const;

/** Why the appointment is what it is; the appointment itself is in the summary. */
export const appointment = {
  previousAt: z.optional(moment),
  reason: z.enum(['accepted', 'received', 'supplemented', 'paid', 'resumed', 'reappointed', 'recalculated']),
  /** Version of the province's calendar it was counted by. */
  calendarVersion: z.int().check(z.positive()),
  /** False: counted over a year whose calendar is not announced yet. */
  confirmed: z.boolean(),
  /** The apology came too late: the appointment before counts as missed. */
  late: z.optional(z.literal(true)),
};

export const deadline = {
  of: z.enum(['appointment', 'step', 'branch', 'reception', 'refund', 'correction']),
  id: text(64),
  deadlineAt: moment,
};

/** Ground of an end without a result; absent where officers gave their own. */
export const closing = {
  ground: z.optional(
    z.enum([
      'supplement-not-supplied',
      'fee-not-paid',
      'applicant-died',
      'organisation-dissolved',
      'duplicate-dossier',
      'procedure-abolished',
    ]),
  ),
};

/** The agency kept silent, and the procedure takes that for its consent. */
export const deemed = z.optional(z.literal(true));

export const SURPLUS_REASONS = [
  ...(['already-paid', 'wrong-amount', 'no-such-obligation', 'dossier-closed', 'transaction-reused'] as const),
  ...(['no-longer-due', 'withdrawn', 'stopped'] as const),
] as const;

/** Id within the dossier, and VND. */
export const refund = { refundId: text(64), amount: vnd };

export const payment = { provider: text(20), transactionId: text(100), amount: vnd };
