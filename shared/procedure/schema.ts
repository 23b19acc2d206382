import * as z from 'zod/mini';
import { CHANNELS, line, procedureCode, slug, vnd } from '../values.ts';

const text = z.strictObject({ vi: line(500), en: line(500) });

/**
 * Kinds of agency a step may belong to. Police, tax, social insurance and land offices have kinds of their own, so that
 * nobody can forward a tax assessment to the police; `branch` is any other office that a ministry keeps in the province.
 */
export const AGENCY_KINDS = [
  'reception',
  'commune',
  'department',
  'police',
  'tax',
  'social-insurance',
  'land-office',
  'branch',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** The two levels left since districts ended on 1 July 2025. An office that serves several communes counts as theirs. */
export const LEVELS = ['province', 'commune'] as const;
export type Level = (typeof LEVELS)[number];

/** One agency of a province: data of the province's configuration. */
export const agencySchema = z.strictObject({
  agencyId: z.string(),
  name: text,
  kind: z.enum(AGENCY_KINDS),
  level: z.enum(LEVELS),
  /** Where warnings about deadlines go: official mailboxes of the post, never a person's own. */
  mailbox: z.optional(
    z.strictObject({
      /** Shared by those who work on its dossiers: told when time runs short. Absent: their head alone is told. */
      officers: z.optional(z.email()),
      /** Head of the unit: told when time runs short. */
      head: z.email(),
      /** Leader of the agency: told when a deadline is broken. Absent: the head is told. */
      leader: z.optional(z.email()),
    }),
  ),
});
export type Agency = z.infer<typeof agencySchema>;

const outcomeSchema = z.strictObject({
  outcome: slug,
  name: text,
  /** Id of a step, or `END` (`end.ts`). */
  to: slug,
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** Roles at that agency which may act. */
const roles = z.array(z.enum(['reception', 'handler', 'approver'])).check(z.minLength(1));

/** Working hours allotted; 8 make a working day. */
const hours = z.number().check(z.positive(), z.maximum(8000));

/**
 * Work of another agency while a step lasts. Branches opened on one step run side by side, each with its own due moment
 * and result; the step is left when all opened ones are done, and its own agency leads.
 */
export const branchSchema = z.strictObject({
  /** Unique in the procedure, not only in its step. */
  branchId: slug,
  name: text,
  agencyKind: z.enum(AGENCY_KINDS),
  /** Where that agency stands, seen from the step's agency. */
  relation: z.enum(['same-level', 'up', 'down']),
  roles,
  /** Runs within the step's own hours, so it is never longer. */
  workingHours: hours,
  /** What the branch brings back. */
  result: text,
  /** True: only some dossiers need it. */
  optional: z.optional(z.boolean()),
});
export type Branch = z.infer<typeof branchSchema>;

/** One step of a procedure. Reception is step zero and not listed. */
export const stepSchema = z.strictObject({
  stepId: slug,
  name: text,
  /** What kind of agency may hold the step. */
  agencyKind: z.enum(AGENCY_KINDS),
  roles,
  workingHours: hours,
  /**
   * Where the step leads, by outcome. Absent: to the following step of the list, from the last one to the end. A single
   * entry is a jump and needs no outcome to be named.
   */
  next: z.optional(z.array(outcomeSchema).check(z.maxLength(12))),
  branches: z.optional(z.array(branchSchema).check(z.maxLength(12))),
  /** True: a verification on the spot is recorded here. */
  onSite: z.optional(z.boolean()),
  /** Share of the allotted time after which the officer is warned; `warningShare` gives the default. */
  warningShare: z.optional(z.number().check(z.positive(), z.lt(1))),
});
export type Step = z.infer<typeof stepSchema>;

export const componentSchema = z.strictObject({
  component: slug,
  name: text,
  required: z.boolean(),
});

export const feeSchema = z.strictObject({
  code: slug,
  name: text,
  /** `fee` = phí (1), `charge` = lệ phí (2) in the payment platform's `LoaiPhiLePhi`. */
  kind: z.enum(['fee', 'charge']),
  /** VND; 0 for a fee that is assessed. */
  amount: vnd,
  /** True: an authority assesses the amount for each dossier, such as the land levy. */
  assessed: z.optional(z.boolean()),
});
export type CatalogueFee = z.infer<typeof feeSchema>;

/**
 * How well a fact is founded. `seen`: in law text, official documentation or production code; `second-hand`: press,
 * guides, other people's data; `background`: general knowledge, not verified; `decided`: the project's own choice.
 * Whatever is not `seen` must be confirmed by the province before use, which is why it is data.
 */
export const FOUNDATIONS = ['seen', 'second-hand', 'background', 'decided'] as const;

export const provenanceSchema = z.strictObject({
  /** Dotted path of the field the note is about: `fees`, `steps.signature`, `components.birth-notification`. */
  field: z.string().check(z.regex(/^[a-zA-Z]+(?:\.[a-z0-9-]+)*$/), z.maxLength(100)),
  foundation: z.enum(FOUNDATIONS),
  note: line(1000),
});

/** One version of one catalogued procedure. A running dossier keeps the version it began with. */
export const procedureSchema = z.strictObject({
  procedureCode,
  version: z.int().check(z.positive()),
  name: text,
  field: z.strictObject({ code: slug, name: text }),
  level: z.enum(LEVELS),
  /** Legal basis of the procedure and of processing the personal data it needs. */
  legalBasis: line(1000),
  channels: z.array(z.enum(CHANNELS)).check(z.minLength(1)),
  applicants: z.array(z.enum(['citizen', 'organisation'])).check(z.minLength(1)),
  components: z.array(componentSchema).check(z.minLength(1), z.maxLength(60)),
  fees: z.array(feeSchema),
  steps: z.array(stepSchema).check(z.minLength(1)),
  /** Total working hours the law allows; the hours along the longest way through the steps add up to it. */
  workingHours: z.number().check(z.positive()),
  postalReturn: z.boolean(),
  /** What a supplement does to the clock; `policiesOf` gives the defaults of this and the following. */
  afterSupplement: z.optional(z.enum(['restart', 'resume'])),
  paymentStopsClock: z.optional(z.boolean()),
  /** True: the result is given while the applicant waits, so no appointment is made unless asked for. */
  immediate: z.optional(z.boolean()),
  /** Several procedures done by one dossier. */
  interlinked: z.optional(
    z.strictObject({
      /** The kind of agency that leads and answers to the applicant. */
      lead: z.enum(AGENCY_KINDS),
      /** The single procedures the set joins. */
      with: z.array(procedureCode).check(z.minLength(1), z.maxLength(12)),
    }),
  ),
  /** `ministry`: that system decides, and dossiers are imported from it, read-only. */
  processedBy: z.optional(z.enum(['province', 'ministry'])),
  /** Where the facts above come from, and which of them somebody must confirm. */
  provenance: z.optional(z.array(provenanceSchema)),
});
export type Procedure = z.infer<typeof procedureSchema>;
