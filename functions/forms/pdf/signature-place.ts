import type { Doc, Placed } from './sheet.ts';

/** Name of the empty signature field that a form leaves for its `Signer`. */
export const SIGNATURE_FIELD = 'ChuKySo';

/** The two bits say: it has signature fields; change it only by appending. */
const SIGNATURES_EXIST_APPEND_ONLY = 3;

/** What pdfkit keeps of a form's dictionary; it has no signature fields of its own. */
type Internals = {
  readonly _root: { readonly data: { readonly AcroForm: { data: Record<string, unknown> & { Fields: unknown[] } } } };
  readonly page: { readonly annotations: readonly unknown[] };
};

/**
 * An empty signature field (PDF 32000-1, 12.7.4.5). A signer fills it by appending to the file, so that the unsigned
 * bytes stay the start of the signed ones.
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
  // Only for fields whose look a viewer would have to make; ours are drawn.
  delete form.NeedAppearances;
}
