import { createHash } from 'node:crypto';
import * as fontkit from 'fontkit';

export * from 'fontkit';

type Layout = (text: string) => unknown;

const fonts = new Map<string, ReturnType<typeof fontkit.create>>();

/**
 * A font file is read once for all sandboxes of a world, and a word laid out once: only the file and the word decide what comes
 * of it, as the forms forget a font's glyphs before each (`functions/forms/pdf/kept-font.ts`).
 */
export const create: typeof fontkit.create = (bytes, name) => {
  const key = `${createHash('sha256').update(bytes).digest('hex')} ${name}`;
  const known = fonts.get(key);
  if (known !== undefined) return known;
  const font = fontkit.create(bytes, name);
  const runs = new Map<string, unknown>();
  const { layout } = font as unknown as { readonly layout: Layout };
  const once: Layout = (text) => {
    const run = runs.get(text) ?? Reflect.apply(layout, font, [text]);
    runs.set(text, run);
    return run;
  };
  Object.defineProperty(font, 'layout', { value: once });
  fonts.set(key, font);
  return font;
};
