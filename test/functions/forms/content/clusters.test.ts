import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable } from '../../../../functions/forms/content/text.ts';
import { bidi } from '../../../../functions/forms/pdf/bidi.ts';
import { clusters } from '../../../../functions/forms/pdf/clusters.ts';
import { Faces } from '../../../../functions/forms/pdf/fonts.ts';
import { FONTS } from './fonts.ts';

const faces = new Faces(FONTS);
const letters = (min: number, max: number) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
const PLAIN = letters(0x20, 0x24f);
const MARK = letters(0x300, 0x36f);
const ANY = letters(0x20, 0x2e7f);

/** Texts with and without the fast path of the algorithms, limited to characters that the fonts have. */
const texts = fc
  .oneof(
    ...[[PLAIN], [PLAIN, MARK], [PLAIN, PLAIN, PLAIN, ANY]].map((some) =>
      fc.array(fc.oneof(...some), { maxLength: 20 }),
    ),
  )
  .map((chars) => printable(chars.join('')))
  .filter((text) => printable(text) === text)
  .filter((text) => [...text].every((char) => char === '\n' || faces.faceFor(char, 'regular') !== undefined));

it('clusters and directions follow Unicode', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const found = clusters([text], faces).clusters;
      const { levels } = bidi.getEmbeddingLevels(text, 'ltr');
      expect(found.map((cluster) => cluster.text).join('')).toBe(text);
      const ends = new Set(Array.from(new Intl.Segmenter('vi').segment(text), ({ index }) => index));
      let offset = 0;
      for (const { text: cluster, level } of found) {
        expect(level).toBe(levels[offset]);
        offset += cluster.length;
        ends.delete(offset);
      }
      ends.delete(0);
      expect([...ends]).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
