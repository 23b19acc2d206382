import * as z from 'zod/mini';
import { CHANNELS, line, procedureCode, slug, vnd } from '../values.ts';

const text = z.strictObject({ vi: line(500), en: line(500) });

/** Kinds of agency a step may belong to. */
export const AGENCY_KINDS = ['reception', 'commune', 'department', 'branch'] as const;

/** One agency of a province: data of the province's configuration. */
export const agencySchema = z.strictObject({
  agencyId: z.string(),
  name: text,
  kind: z.enum(AGENCY_KINDS),
  level: z.enum(['province', 'commune']),
});
export type Agency = z.infer<typeof agencySchema>;

/** One step of a procedure. Steps are walked in order; reception is step zero and not listed. */
export const stepSchema = z.strictObject({
  stepId: slug,
  name: text,
  /** What kind of agency may hold the step. */
  agencyKind: z.enum(AGENCY_KINDS),
  /** Roles at that agency which may act on it. */
  roles: z.array(z.enum(['reception', 'handler', 'approver'])).check(z.minLength(1)),
  /** Working hours allotted to the step; 8 make a working day. */
  workingHours: z.number().check(z.positive(), z.maximum(8000)),
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
  /** VND. */
  amount: vnd,
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
  level: z.enum(['province', 'commune']),
  /** Legal basis of the procedure and of processing the personal data it needs. */
  legalBasis: line(1000),
  channels: z.array(z.enum(CHANNELS)).check(z.minLength(1)),
  applicants: z.array(z.enum(['citizen', 'organisation'])).check(z.minLength(1)),
  components: z.array(componentSchema).check(z.minLength(1), z.maxLength(60)),
  fees: z.array(feeSchema),
  steps: z.array(stepSchema).check(z.minLength(1)),
  /** Total working hours the law allows; the steps' hours add up to it. */
  workingHours: z.number().check(z.positive()),
  postalReturn: z.boolean(),
  /** Where the facts above come from, and which of them somebody must confirm. */
  provenance: z.optional(z.array(provenanceSchema)),
});
export type Procedure = z.infer<typeof procedureSchema>;
