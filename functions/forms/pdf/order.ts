import { bidi } from './bidi.ts';
import type { Piece } from './setting.ts';

const LETTER = /[\p{L}\p{M}]/u;

/**
 * Text of a piece in the order that the font expects. The font reverses right-to-left letters itself, but not a piece of signs
 * only, whose brackets must also be mirrored.
 */
export function glyphOrder({ text, level }: Piece): string {
  if (level % 2 === 0 || LETTER.test(text)) return text;
  return [...text]
    .reverse()
    .map((char) => bidi.getMirroredCharacter(char) ?? char)
    .join('');
}

/** Pieces of a line in visual order: rule L2 of the bidirectional algorithm, applied to pieces of one level each. */
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
