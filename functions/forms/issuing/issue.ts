import { createHash } from 'node:crypto';
import type { DocumentPlace } from '../../../shared/documents/object-key.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { Form } from '../adapters/registry.ts';
import { type Fonts, renderForm } from '../content/render.ts';
import type { FormFile, FormStorage } from './form-storage.ts';
import type { GetSigner } from './signing.ts';

export type Issuing = {
  readonly fonts: Fonts;
  readonly signer: GetSigner;
  readonly storage: FormStorage;
  readonly clock: () => Date;
  readonly count: Count;
};

/**
 * Renders a form, signs it if the province has a certificate, and stores it unless it exists. Forms issued without a signature
 * are counted.
 */
export async function issue(
  { fonts, signer, storage, clock, count }: Issuing,
  form: Form,
  place: DocumentPlace,
  fileName: string,
): Promise<FormFile> {
  const unsigned = await renderForm(form, fonts);
  const agency = await signer();
  const pdf = (await agency?.sign(unsigned, clock().toISOString())) ?? unsigned;
  const sha256 = createHash('sha256').update(unsigned).digest('hex');
  const file = await storage.put(place, fileName, pdf, { sha256, signed: agency !== undefined });
  if (!file.signed) count('FormUnsigned');
  return file;
}
