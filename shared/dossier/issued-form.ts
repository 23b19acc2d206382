import * as z from 'zod/mini';
import { sha256, uuid } from '../values.ts';

/** The forms that are made for one dossier. Source: Circular 03/2025/TT-VPCP; its seventh, the register, is the desk's. */
export const FORMS = {
  receipt: { forApplicant: true },
  'supplement-request': { forApplicant: true },
  refusal: { forApplicant: true },
  apology: { forApplicant: true },
  'stop-notice': { forApplicant: true },
  // How a dossier went from hand to hand is the agencies' own affair.
  'control-slip': { forApplicant: false },
} as const satisfies Record<string, { readonly forApplicant: boolean }>;
export type FormName = keyof typeof FORMS;

export const FORM_NAMES = Object.keys(FORMS) as [FormName, ...FormName[]];

/** A form as it was made: a file of the dossier, known by its content. */
export const issuedFormSchema = z.strictObject({
  form: z.enum(FORM_NAMES),
  /** Version of the event the form was made for; with `form` it identifies the form. */
  ofVersion: z.int().check(z.minimum(1)),
  documentId: uuid,
  /** Of the unsigned bytes, lower-case hex: making the form again gives the same. */
  sha256,
  /** Bytes of the file as it is stored, signature included. */
  size: z.int().check(z.minimum(1)),
  signed: z.boolean(),
});
export type IssuedForm = z.infer<typeof issuedFormSchema>;
