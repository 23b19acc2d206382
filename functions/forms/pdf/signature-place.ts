import type { Doc, Placed } from './sheet.ts';

/** Name of the empty signature field that a `Signer` fills. */
export const SIGNATURE_FIELD = 'ChuKySo';

/** SigFlags: signatures exist; append only. */
const SIGNATURES_EXIST_APPEND_ONLY = 3;

/** pdfkit's form dictionary; pdfkit has no signature fields of its own. */
type Internals = {
  readonly _root: { readonly data: { readonly AcroForm: { data: Record<string, unknown> & { Fields: unknown[] } } } };
  readonly page: { readonly annotations: readonly unknown[] };
};

/**
 * An empty signature field (PDF 32000-1, 12.7.4.5). A signer fills it by an incremental update, so the unsigned bytes remain
 * the prefix of the signed file.
 */
export function drawSignaturePlace(doc: Doc, { x, y, width }: Placed, height: number): void {
  doc.initForm();
  const field: Record<string, unknown> = {
    Subtype: 'Widget',
    FT: 'Sig',
    // pdfkit writes a String object as a PDF string, a plain one as a name.
    T: new String(SIGNATURE_FIELD),
    F: 4,
  };
  doc.annotate(x, y, width, height, field);
  const internals = doc as unknown as Internals;
  const form = internals._root.data.AcroForm.data;
  form.Fields.push(internals.page.annotations.at(-1));
  form.SigFlags = SIGNATURES_EXIST_APPEND_ONLY;
  // Only needed for fields whose appearance a viewer generates; ours are drawn.
  delete form.NeedAppearances;
}
