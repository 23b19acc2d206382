import { type Form, formContent } from '../adapters/registry.ts';
import { draw } from '../pdf/draw.ts';
import type { Fonts } from '../pdf/fonts.ts';

export type { Fonts } from '../pdf/fonts.ts';

/**
 * A form as PDF. Pure: the same data and fonts give the same bytes, today and in a year, on any machine, as long as the
 * libraries that draw keep their versions. Its SHA-256 is what a form made again is compared with; a signature comes
 * after it and is not part of it.
 */
export function renderForm(form: Form, fonts: Fonts): Promise<Uint8Array> {
  return draw(formContent(form), fonts);
}
