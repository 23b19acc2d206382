import * as z from 'zod/mini';
import { line, slug, vnd } from '../values.ts';

const text = z.strictObject({ vi: line(500), en: line(500) });
const percent = z.int().check(z.minimum(1), z.maximum(100));
const count = z.int().check(z.minimum(1), z.maximum(10_000));
const ground = line(300);

/** People, or cases, that pay nothing or less by law. */
const exemptionSchema = z.strictObject({
  exemption: slug,
  name: text,
  /** Legal ground: law, circular or resolution, and article. */
  ground,
  /** Share of the amount that is not charged; absent: all of it. */
  percent: z.optional(percent),
});

/** Something that is counted: pages, certificates. */
const unitSchema = z.strictObject({
  name: text,
  /** Highest number that may be entered. */
  most: count,
  /** Another price from a number of units on: `after` units cost the fee's amount each, every further one this (VND). */
  further: z.optional(z.strictObject({ after: count, amount: vnd })),
  /** VND for all units together, at most. */
  maximum: z.optional(vnd),
});

/** One fee or charge of a procedure, with the conditions under which it is due. */
export const feeSchema = z.strictObject({
  code: slug,
  name: text,
  /** `fee` = phí (1), `charge` = lệ phí (2) in the payment platform's `LoaiPhiLePhi`. */
  kind: z.enum(['fee', 'charge']),
  /** VND, of one unit if it is counted; 0 for a fee that is assessed. */
  amount: vnd,
  /** True: an authority assesses the amount for each dossier, such as the land levy. It is due from when that is known. */
  assessed: z.optional(z.boolean()),
  /** Of the fees of one group exactly one is due. */
  group: z.optional(slug),
  /** True: due only when the officer chooses it, such as further copies. */
  optional: z.optional(z.boolean()),
  /** Due only for filing after the legal time limit. */
  late: z.optional(
    z.strictObject({
      /** Legal ground on which filing in time is free. */
      inTime: ground,
    }),
  ),
  /** Due for each unit. */
  unit: z.optional(unitSchema),
  /** Highest number of copies; the amount is due for each. Absent: there is no number of copies. */
  copies: z.optional(count),
  /** Not charged to those who file online: a share, or VND of each dossier. */
  online: z.optional(z.union([z.strictObject({ percent, ground }), z.strictObject({ amount: vnd, ground })])),
  exemptions: z.optional(z.array(exemptionSchema).check(z.maxLength(20))),
});
export type CatalogueFee = z.infer<typeof feeSchema>;

const choiceSchema = z.strictObject({
  /** Of a fee of the procedure. */
  code: slug,
  /** Number of units, for a fee that is counted. */
  quantity: z.optional(count),
  /** Number of copies, for a fee that is due for each; absent: 1. */
  copies: z.optional(count),
  /** VND, for a fee whose amount an authority assesses. */
  amount: z.optional(vnd),
  /** An exemption of the catalogue, and what shows that it applies. */
  exemption: z.optional(z.strictObject({ exemption: slug, reason: line(200) })),
  /** Another reduction, VND, with its legal ground. */
  reduction: z.optional(z.strictObject({ amount: vnd, ground, reason: line(200) })),
});

/** What an officer chooses, counts, exempts and reduces: the amounts follow from the catalogue. */
export const feeChoicesSchema = z.strictObject({
  fees: z.array(choiceSchema).check(z.maxLength(20)),
  /** Whether the dossier was filed after the legal time limit; required where a fee depends on it. */
  late: z.optional(z.boolean()),
  /** Legal ground for charging nothing at all, where no exemption of the catalogue names it. */
  ground: z.optional(ground),
});
export type FeeChoices = z.infer<typeof feeChoicesSchema>;
export type FeeChoice = FeeChoices['fees'][number];
