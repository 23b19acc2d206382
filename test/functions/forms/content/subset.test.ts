import { create, type Font } from 'fontkit';
import { expect, it } from 'vitest';
import { FontFile } from '../../../../functions/forms/pdf/font-file.ts';
import { Subset } from '../../../../functions/forms/pdf/subset.ts';
import { FONTS } from './fonts.ts';

const { regular, bold, italic, fallbacks } = FONTS;
const files = [regular, bold, italic, ...fallbacks.map((read) => read())].map(
  (bytes, index) => [index, bytes] as const,
);

/** Characters of every range, including composed letters and emoji, in an unusual order. */
const glyphsOf = (font: Font) => Array.from({ length: 700 }, (_, i) => (i * 7919) % font.numGlyphs);

it.each(files)('a subset has the same bytes as from fontkit: %s', (_, bytes) => {
  const font = create(bytes as Parameters<typeof create>[0]) as Font;
  const theirs = font.createSubset();
  const ours = new Subset(new FontFile(bytes));
  for (const glyph of glyphsOf(font)) {
    expect(ours.includeGlyph(glyph)).toBe(theirs.includeGlyph(font.getGlyph(glyph)));
  }
  expect(Buffer.from(ours.encode()).equals(Buffer.from(theirs.encode()))).toBe(true);
});
