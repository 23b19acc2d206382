import * as z from 'zod/mini';
import { agencyId, CHANNELS, communeCode, day, line, procedureCode, slug } from '../values.ts';
import { declarationSchema } from './declaration/schema.ts';
import { feeSchema } from './fee.ts';
import { nationalSchema } from './national.ts';
import { PAPER_FORMS } from './paper-forms.ts';

const text = z.strictObject({ vi: line(500), en: line(500) });

/** Dotted path of a field of a procedure: `<field>`, `<field>.<id of an entry>`, `<field>.<id>.<field of the entry>`. */
export const factPath = z.string().check(z.regex(/^[a-zA-Z]+(?:\.[a-z0-9-]+)?(?:\.[a-zA-Z0-9-]+)?$/), z.maxLength(200));

/**
 * Kinds of agency a step may belong to. Police, tax, social insurance and land offices have separate kinds, so that a tax
 * assessment cannot be forwarded to the police; `branch` is any other local office of a ministry.
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

/**
 * The two levels left since districts were abolished on 1 July 2025. An office that serves several communes counts as theirs.
 */
export const LEVELS = ['province', 'commune'] as const;
export type Level = (typeof LEVELS)[number];

/** One agency of a province: data of the province's configuration. */
export const agencySchema = z.strictObject({
  agencyId: z.string(),
  name: text,
  kind: z.enum(AGENCY_KINDS),
  level: z.enum(LEVELS),
  /** Communes it serves, by code. Absent: the whole province, or not known; then the place of a dossier is not compared. */
  area: z.optional(z.array(communeCode).check(z.minLength(1), z.maxLength(400))),
  /** Made from the list of communes: name, identifier and mailbox are still to be confirmed by the province. */
  generated: z.optional(z.literal(true)),
  /** Merged or closed: from that day the successor has its tasks. Its identifier stays, for the codes that it issued. */
  closed: z.optional(z.strictObject({ on: day, successor: agencyId })),
  /** Where it is, for the public. */
  address: z.optional(line(200)),
  /** Telephone for the public, as printed on forms. */
  phone: z.optional(line(30)),
  /** Recipients of deadline warnings: official mailboxes of the position, never a person's own. */
  mailbox: z.optional(
    z.strictObject({
      /** Shared mailbox of the officers: notified when time runs short. Absent: only their head is notified. */
      officers: z.optional(z.email()),
      /** Head of the unit: notified when time runs short. */
      head: z.email(),
      /** Leader of the agency: notified when a deadline is breached. Absent: the head is notified. */
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
export type StepOutcome = z.infer<typeof outcomeSchema>;

/** Roles at that agency that may act. */
const roles = z.array(z.enum(['reception', 'handler', 'approver'])).check(z.minLength(1));

/** Working hours allotted; 8 make a working day. */
const hours = z.number().check(z.positive(), z.maximum(8000));

/**
 * Work of another agency during a step. Branches opened on one step run in parallel, each with its own due date and result;
 * the step can be left when all opened branches are finished. The step's own agency leads.
 */
export const branchSchema = z.strictObject({
  /** Unique in the procedure, not only in its step. */
  branchId: slug,
  name: text,
  agencyKind: z.enum(AGENCY_KINDS),
  /** Level of that agency relative to the step's agency. */
  relation: z.enum(['same-level', 'up', 'down']),
  roles,
  /** Runs within the step's own hours, so it is never longer. */
  workingHours: hours,
  /** Result of the branch. */
  result: text,
  /**
   * What follows when the agency does not answer in time: its silence is taken for consent (coi như đồng ý), or its answer is
   * indispensable. Absent: the head of the step's agency may go on without it.
   */
  whenSilent: z.optional(z.enum(['deemed-agreed', 'awaited'])),
  /** True: only some dossiers need it. */
  optional: z.optional(z.boolean()),
});
export type Branch = z.infer<typeof branchSchema>;

/** One step of a procedure. Reception is step zero and not listed. */
export const stepSchema = z.strictObject({
  stepId: slug,
  name: text,
  /** Kind of agency that may handle the step. */
  agencyKind: z.enum(AGENCY_KINDS),
  roles,
  workingHours: hours,
  /**
   * Target by outcome. Absent: the following step of the list; from the last one, the end. A single entry is an unconditional
   * jump and needs no outcome.
   */
  next: z.optional(z.array(outcomeSchema).check(z.maxLength(12))),
  branches: z.optional(z.array(branchSchema).check(z.maxLength(12))),
  /** True: a verification on site is recorded here. */
  onSite: z.optional(z.boolean()),
  /** Share of the allotted time after which the officer is warned; the default is in `warningShare`. */
  warningShare: z.optional(z.number().check(z.positive(), z.lt(1))),
});
export type Step = z.infer<typeof stepSchema>;

export const componentSchema = z.strictObject({
  component: slug,
  name: text,
  required: z.boolean(),
  /** Forms of the paper that are taken. Absent: not stated. */
  forms: z.optional(z.array(z.enum(PAPER_FORMS)).check(z.minLength(1))),
  /** Number of copies; absent: not stated. */
  copies: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
  /** When it is needed, where the name does not say so. */
  neededWhen: z.optional(text),
  /** Database that may hold what the paper shows: then the paper is not asked for. Source: Decree 309/2026/NĐ-CP, second-hand. */
  heldBy: z.optional(text),
});

/**
 * Quality of the source of a fact. `seen`: in law text, official documentation or production code; `second-hand`: press,
 * guides, other people's data; `background`: general knowledge, a guess; `decided`: the project's own choice; `example`:
 * made up to show the form, refused outside an emulator. The province must confirm everything that is not `seen` before use,
 * which is why it is data.
 */
export const FOUNDATIONS = ['seen', 'second-hand', 'background', 'decided', 'example'] as const;
export type Foundation = (typeof FOUNDATIONS)[number];

export const provenanceSchema = z.strictObject({
  /**
   * Dotted path of the field the note is about, and of everything below it: `fees`, `steps.signature`,
   * `steps.signature.workingHours`. The longest path that covers a fact says where it comes from.
   */
  field: factPath,
  foundation: z.enum(FOUNDATIONS),
  note: line(1000),
  /** Where it was seen: required with `seen`. */
  source: z.optional(line(500)),
  /** The day it was seen or guessed: required with `seen`. */
  on: z.optional(day),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** One version of one catalogued procedure. A running dossier keeps the version it started with. */
export const procedureSchema = z.strictObject({
  procedureCode,
  version: z.int().check(z.positive()),
  name: text,
  field: z.strictObject({ code: slug, name: text }),
  level: z.enum(LEVELS),
  /** What people call it or look for, in Vietnamese: for the search of the catalogue. */
  keywords: z.optional(z.array(line(100)).check(z.maxLength(30))),
  /** `full` (toàn trình): from filing to the result; `partial` (một phần): some of it is done in person. Absent: not stated. */
  online: z.optional(z.enum(['full', 'partial'])),
  /** Legal basis of the procedure and of processing the personal data it needs. */
  legalBasis: line(1000),
  channels: z.array(z.enum(CHANNELS)).check(z.minLength(1)),
  applicants: z.array(z.enum(['citizen', 'organisation'])).check(z.minLength(1)),
  components: z.array(componentSchema).check(z.minLength(1), z.maxLength(60)),
  /** The declaration as questions. Absent: it is filed as a paper or file only. */
  declaration: z.optional(declarationSchema),
  fees: z.array(feeSchema),
  steps: z.array(stepSchema).check(z.minLength(1)),
  /** Total working hours the law allows; equals the sum of hours along the longest path through the steps. */
  workingHours: z.number().check(z.positive()),
  postalReturn: z.boolean(),
  /** Effect of a supplement on the clock; `policiesOf` sets the defaults of this and the following fields. */
  afterSupplement: z.optional(z.enum(['restart', 'resume'])),
  paymentStopsClock: z.optional(z.boolean()),
  /** Working hours in which the applicant supplies what was asked for; then the dossier is closed. */
  supplementWorkingHours: z.optional(hours),
  /** Working hours in which a fee is paid; then the dossier is closed. */
  paymentWorkingHours: z.optional(hours),
  /** Working hours to decide on a refund, and again to pay it back; the office is reminded. */
  refundWorkingHours: z.optional(hours),
  /** Silence of an agency that was asked for its opinion is taken for consent. Absent: it is not. */
  silentOpinion: z.optional(z.literal('deemed-agreed')),
  /** True: the result is given while the applicant waits, so no appointment is made unless requested. */
  immediate: z.optional(z.boolean()),
  /**
   * True: the result is due on the day of reception, or on the next working day if received after the calendar's cut-off
   * (15:00 by default).
   */
  sameDay: z.optional(z.boolean()),
  /** How often a supplement may be requested in all; every request after the first needs the head's approval. */
  maxSupplementRequests: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
  /** Several procedures handled by one dossier. */
  interlinked: z.optional(
    z.strictObject({
      /** The kind of agency that leads and is responsible to the applicant. */
      lead: z.enum(AGENCY_KINDS),
      /** The single procedures of the set. */
      with: z.array(procedureCode).check(z.minLength(1), z.maxLength(12)),
    }),
  ),
  /** `ministry`: that system decides, and dossiers are imported from it, read-only. */
  processedBy: z.optional(z.enum(['province', 'ministry'])),
  /** The codes of the national catalogues, the only ones that leave the province's system. */
  national: z.optional(nationalSchema),
  /** Sources of the facts above, and which of them must be confirmed. */
  provenance: z.optional(z.array(provenanceSchema)),
});
export type Procedure = z.infer<typeof procedureSchema>;
