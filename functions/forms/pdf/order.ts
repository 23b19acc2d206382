import { bidi } from './bidi.ts';
import type { Piece } from './setting.ts';

const LETTER = /[\p{L}\p{M}]/u;

/**
 * The text of a piece as the font wants it. Letters that go right to left it turns round by itself; it does not for a piece
 * of signs only, whose brackets also need their mirror images.
 */
export function glyphOrder({ text, level }: Piece): string {
  if (level % 2 === 0 || LETTER.test(text)) return text;
  return [...text]
    .reverse()
    .map((char) => bidi.getMirroredCharacter(char) ?? char)
    .join('');
}

/** The pieces of a line from left to right: rule L2 of the bidirectional algorithm, on pieces of one level each. */
export function leftToRight(line: readonly Piece[]): readonly Piece[] {
  const placed = [...line];
  const highest = Math.max(0, ...placed.map((piece) => piece.level));
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < placed.length; from++) {
      let to = from;
      while ((placed[to]?.level ?? 0) >= level) to++;
      if (to === from) continue;
      placed.splice(from, to - from, ...placed.slice(from, to).reverse());
      from = to;
    }
  }
  return placed;
}
