import * as z from 'zod/mini';
import { sha256, slug, uuid } from '../values.ts';

/** A generated form: a file of the dossier, identified by its content. The list of forms is in `functions/forms`. */
export const issuedFormSchema = z.strictObject({
  form: slug,
  /** Version of the event the form was generated for; with `form` it identifies the form. */
  ofVersion: z.int().check(z.minimum(1)),
  /** False: internal to agencies, not readable by applicants. */
  forApplicant: z.boolean(),
  documentId: uuid,
  /** The component that it stands for: a declaration that needs no signature. */
  component: z.optional(slug),
  /** Of the unsigned bytes, lower-case hex: generating the form again gives the same hash. */
  sha256,
  /** Bytes of the stored file, signature included. */
  size: z.int().check(z.minimum(1)),
  signed: z.boolean(),
});
export type IssuedForm = z.infer<typeof issuedFormSchema>;
