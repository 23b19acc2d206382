import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../../functions/forms/content/text.ts';
import { Faces } from '../../../../functions/forms/pdf/fonts.ts';
import { type Line, lines } from '../../../../functions/forms/pdf/lines.ts';
import { glyphOrder, leftToRight } from '../../../../functions/forms/pdf/order.ts';
import { type Measure, setting } from '../../../../functions/forms/pdf/setting.ts';
import { FONTS } from './fonts.ts';

const faces = new Faces(FONTS);
/** All characters have the same width: the tests check line ends, not glyph shapes. */
const measure: Measure = (text) => [...text].length;
/** At this font size, thousandths equal points. */
const SIZE = 1000;
const set = (text: string, width: number, own = faces) => lines(setting([text], own, measure), width, SIZE);
const read = (set: readonly Line[]) => set.map((line) => line.pieces.map((piece) => piece.text).join(''));
const seen = (text: string) => set(text, 1000).map((line) => leftToRight(line.pieces).map(glyphOrder).join(''));
const bare = (text: string) => text.replaceAll(/\s/g, '');

describe('lines', () => {
  it('break between words, and anywhere in a word that is too long', () => {
    expect(read(set('một hai ba', 7))).toEqual(['một hai', 'ba']);
    expect(read(set('abcdefghij xy', 4))).toEqual(['abcd', 'efgh', 'ij', 'xy']);
    expect(read(set('một\n\nhai', 7))).toEqual(['một', '', 'hai']);
    expect(read(set('', 7))).toEqual(['']);
  });
  it('lose no text and never exceed the width', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const known = (text: string) =>
      [...text].every((char) => /\s/.test(char) || faces.faceFor(char, 'regular') !== undefined);
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 30 }), (text, width) => {
        const broken = set(text, width);
        const clean = printable(text);
        if (known(clean)) expect(bare(read(broken).join(''))).toBe(bare(clean));
        for (const line of broken) {
          // A line has at least one cluster, regardless of its number of code points.
          const clusters = [...new Intl.Segmenter('vi').segment(read([line]).join(''))].length;
          if (clusters > 1) expect(line.width).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 500 },
    );
  });
  it('prints the code point of a character missing from all fonts', () => {
    const poor = new Faces({ ...FONTS, fallbacks: [] });
    expect(read(set('A 王 😀', 1000, poor))).toEqual(['A [U+738B] [U+1F600]']);
    expect(read(set('王\u0301', 1000, poor))).toEqual(['[U+738B]\u0301']);
    expect(setting(['A 王'], poor, measure).lacking).toBe(true);
    expect(setting(['A'], poor, measure).lacking).toBe(false);
    expect(faces.faceFor('ễ', 'bold')?.name).toBe('bold');
  });
});

describe('right to left', () => {
  it('puts words, numbers and brackets into visual order', () => {
    // Letters within a word stay in typed order: the font reverses them.
    expect(seen('a אב גד (12) b')).toEqual(['a (12) גד אב b']);
    expect(seen('x אב.')).toEqual(['x אב.']);
    expect(seen('אב ab גד')).toEqual(['אב ab גד']);
  });
});
