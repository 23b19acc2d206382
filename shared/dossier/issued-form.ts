import * as z from 'zod/mini';
import { sha256, slug, uuid } from '../values.ts';

/** A form as it was made: a file of the dossier, known by its content. Which forms there are is known to `functions/forms`. */
export const issuedFormSchema = z.strictObject({
  form: slug,
  /** Version of the event the form was made for; with `form` it identifies the form. */
  ofVersion: z.int().check(z.minimum(1)),
  /** False: the agencies' own affair, which no applicant reads. */
  forApplicant: z.boolean(),
  documentId: uuid,
  /** Of the unsigned bytes, lower-case hex: making the form again gives the same. */
  sha256,
  /** Bytes of the file as it is stored, signature included. */
  size: z.int().check(z.minimum(1)),
  signed: z.boolean(),
});
export type IssuedForm = z.infer<typeof issuedFormSchema>;
