import * as z from 'zod/mini';
import { day } from '../../../shared/values.ts';
import { OFFICER_COUNTERS } from '../counting/counters.ts';
import { NOT_APPLICABLE } from '../counting/figures.ts';
import { isWholeMonths, lengthOf, type Period } from '../counting/period.ts';
import { WITHHELD } from '../counting/public-figures.ts';

/** Maximum length of a period in days: a leap year. */
export const MAX_DAYS = 366;

export const periodFields = { from: day, to: day };

const rule = (name: string, holds: (period: Period) => boolean, field: 'from' | 'to' = 'to') =>
  z.refine<Period>(holds, { path: [field], params: { rule: name } });

export const inOrder = rule('not-before-from', ({ from, to }) => from <= to);
export const atMost = (days: number) => rule(`max-${days}-days`, (period) => lengthOf(period) <= days);
export const wholeMonths = rule('whole-months', isWholeMonths);

const count = z.int();
const rate = z.union([z.number(), z.literal(NOT_APPLICABLE)]);

export const figuresSchema = z.object({
  carriedOver: count,
  received: z.object({ direct: count, online: count, postal: count }),
  takenOver: count,
  total: count,
  finished: z.object({ total: count, early: count, onTime: count, overdue: count, untimed: count }),
  withdrawn: count,
  rejected: count,
  closedAfterStop: count,
  inProcess: z.object({ withinTime: count, overdueAtReception: count, overdue: count }),
  lateAtReception: count,
  waitingForSupplement: count,
  waitingForPayment: count,
  stopped: count,
  returned: count,
  returnedByPost: count,
  notYetReturned: count,
  /** Cases that are to be approved or paid back at the end of the period, and their amount in VND. */
  refunds: z.object({ open: count, amount: count }),
  onTimeRate: rate,
});

export const officerFiguresSchema = z.object({
  ...Object.fromEntries(OFFICER_COUNTERS.map((counter) => [counter, count])),
  onTimeRate: rate,
});

const score = z.object({ component: z.string(), rate, points: rate, outOf: z.number() });

export const qualityIndexSchema = z.object({
  ...periodFields,
  agencyId: z.string(),
  groups: z.array(z.object({ group: z.string(), outOf: z.number(), points: rate, scores: z.array(score) })),
  points: rate,
  outOf: z.number(),
});

const published = z.union([count, z.literal(WITHHELD)]);

export const publicFiguresSchema = z.object({
  ...periodFields,
  province: z.object({ received: count, finished: count, open: count, onTimeRate: rate }),
  agencies: z.array(
    z.object({
      agencyId: z.string(),
      received: published,
      finished: published,
      open: published,
      onTimeRate: z.union([z.number(), z.literal(NOT_APPLICABLE), z.literal(WITHHELD)]),
    }),
  ),
});

const group = z.object({
  key: z.string(),
  /** Of the key, in the language of the answer, where it still has one. */
  name: z.optional(z.string()),
  figures: z.optional(figuresSchema),
  /** The field of a procedure. */
  field: z.optional(z.string()),
  /** Where an officer works. */
  agencyId: z.optional(z.string()),
  work: z.optional(officerFiguresSchema),
});

export const groupedSchema = { total: z.optional(figuresSchema), groups: z.array(group) };

export const definitionsSchema = z.object({
  items: z.array(
    z.object({
      figure: z.string(),
      name: z.string(),
      counted: z.string(),
      unit: z.enum(['dossiers', 'percent', 'cases', 'VND']),
      dossiers: z.optional(z.object({ queue: z.optional(z.string()), status: z.optional(z.string()) })),
    }),
  ),
});
