import * as z from 'zod/mini';
import { SPENT_ON, TURNS } from './time-spent.ts';

const agency = z.object({ agencyId: z.string(), name: z.string() });
const moment = z.string();

/** Where the time of a dossier went, and how its dates were counted. Sentences are in the reader's language. */
export const timesView = z.object({
  from: moment,
  /** Its end, or now. */
  until: moment,
  open: z.boolean(),
  /** The sum of the spans. */
  workingMinutes: z.int(),
  /** By whose opening hours it is counted. */
  countedBy: agency,
  calendarVersion: z.int(),
  sentence: z.string(),
  /** They follow each other without a gap. */
  spans: z.array(
    z.object({
      turn: z.enum(TURNS),
      on: z.enum(SPENT_ON),
      /** Which held the dossier: whose work it was, or who asked the applicant. */
      agency,
      stepId: z.optional(z.string()),
      /** It counts against the promised moment. */
      counted: z.boolean(),
      from: moment,
      until: moment,
      workingMinutes: z.int(),
      sentence: z.string(),
    }),
  ),
  /** Work of other agencies at the same time, by their own hours: no part of the sum. */
  beside: z.array(
    z.object({
      branchId: z.string(),
      kind: z.enum(['branch', 'opinion']),
      stepId: z.string(),
      agency,
      from: moment,
      until: z.optional(moment),
      workingMinutes: z.int(),
      late: z.boolean(),
      sentence: z.string(),
    }),
  ),
  /** All promised dates, oldest first. */
  appointments: z.array(
    z.object({
      appointmentAt: moment,
      /** False: counted over a year whose holidays are not announced yet. */
      confirmed: z.boolean(),
      sentence: z.string(),
      /** What the office wrote of a new date. */
      reason: z.optional(z.string()),
    }),
  ),
});
