import { type Form, formContent } from '../adapters/registry.ts';
import { draw } from '../pdf/draw.ts';
import type { Fonts } from '../pdf/fonts.ts';

export type { Fonts } from '../pdf/fonts.ts';

/**
 * Renders a form as PDF. Pure: the same data and fonts give the same bytes at any time on any machine, as long as the PDF
 * libraries keep their versions. A regenerated form is compared by its SHA-256; a signature is appended later and not part of
 * it.
 */
export function renderForm(form: Form, fonts: Fonts): Promise<Uint8Array> {
  return draw(formContent(form), fonts);
}
