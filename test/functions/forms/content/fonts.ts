import { readFileSync } from 'node:fs';
import type { Fonts } from '../../../../functions/forms/content/render.ts';
import { FONT_FILES } from '../../../../functions/forms/issuing/fonts.ts';
import { FORM_FONTS } from '../../../../infra/form-fonts.ts';

const sources = new Map(FORM_FONTS);
const read = (file: string) => new Uint8Array(readFileSync(sources.get(file) ?? file));

/** The fonts shipped with the product. */
export const FONTS: Fonts = {
  regular: read(FONT_FILES.regular),
  bold: read(FONT_FILES.bold),
  italic: read(FONT_FILES.italic),
  fallbacks: FONT_FILES.fallbacks.map((file) => () => read(file)),
};
