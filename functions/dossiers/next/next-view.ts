import * as z from 'zod/mini';
import { vnd } from '../../../shared/values.ts';
import { ACT_NAMES } from '../allowed/allowed-actions.ts';
import { whole } from '../whole.ts';
import type { Next } from './next.ts';
import { READERS } from './readers.ts';

/** What the reader has to do now. */
export const nextView = whole<Next>()(
  z.object({
    reader: z.enum(READERS),
    /** One sentence of at most 25 words, in the reader's language. */
    sentence: z.string(),
    /** The act of `actions` that is asked for; absent: nothing to do, or reception does it when the applicant comes. */
    act: z.optional(z.enum(ACT_NAMES)),
    /** Until when; past: it is late. */
    by: z.optional(z.string()),
    amount: z.optional(vnd),
    papers: z.optional(z.array(z.string())),
    /** Who has to do it, or where. */
    agency: z.optional(z.object({ agencyId: z.string(), name: z.string() })),
  }),
);
