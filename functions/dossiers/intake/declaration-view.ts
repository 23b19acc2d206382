import * as z from 'zod/mini';
import type { Declarations } from '../../../shared/dossier/declared.ts';
import { answersSchema } from './answers-schema.ts';

const declared = {
  /** 1 for the first; one that is filed with a supplement is the next. */
  number: z.int(),
  /** Of the stored answers. */
  sha256: z.string(),
  /** Questions that still need an answer. */
  missing: z.array(z.string()),
  by: z.enum(['applicant', 'reception']),
  /** The component that it stands for; absent: the signed paper is filed, too. */
  component: z.optional(z.string()),
  declaredAt: z.string(),
};

/** What is known of the declaration without its answers. */
export const declarationsView = z.object({
  /** Being written: shown to those who may write it. */
  draft: z.optional(z.object(declared)),
  /** The last one that was filed. */
  filed: z.optional(z.object({ ...declared, filedAt: z.string() })),
});

export const declarationsOf = ({ draft, filed }: Declarations, writes: boolean): z.input<typeof declarationsView> => ({
  ...(writes && draft !== undefined && { draft: { ...draft, missing: [...draft.missing] } }),
  ...(filed !== undefined && { filed: { ...filed, missing: [...filed.missing] } }),
});

/** The declaration of a dossier with its answers. */
export const declarationView = z.object({
  dossierId: z.string(),
  procedureCode: z.string(),
  /** The version whose questions are answered. */
  procedureVersion: z.int(),
  /** `none`: no answer is saved yet. */
  state: z.enum(['none', 'draft', 'filed']),
  answers: answersSchema,
  /** What the dossier knows of the person who files and of the owner, for questions that have no answer. */
  proposed: answersSchema,
  /** Questions that are asked and still need an answer. */
  missing: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })),
  declaredAt: z.optional(z.string()),
  filedAt: z.optional(z.string()),
});
