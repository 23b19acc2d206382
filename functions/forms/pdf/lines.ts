import type { Cluster } from './clusters.ts';
import { type Measure, type Piece, pieces, type Setting, trimmed, widthOf } from './setting.ts';

/** Pieces in logical order, measured in points. */
export type Line = { readonly pieces: readonly Piece[]; readonly width: number };

/** The longest prefix of a word that fits, at least one cluster: names without blanks and long codes may break anywhere. */
function fitting(word: readonly Cluster[], width: number, measure: Measure): number {
  let low = 1;
  let high = word.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(pieces(trimmed(word.slice(0, middle)), measure)) <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Breaks a text into lines of at most `width` points at font size `size` points. Always returns at least one line. */
export function lines({ words, measure }: Setting, width: number, size: number): readonly Line[] {
  const unit = size / 1000;
  const room = width / unit;
  const done: Line[] = [];
  let current: Cluster[] = [];
  let used = 0;
  const measured = (some: readonly Cluster[]) => widthOf(pieces(some, measure));
  const close = () => {
    const line = pieces(trimmed(current), measure).map((piece) => ({ ...piece, width: piece.width * unit }));
    done.push({ pieces: line, width: widthOf(line) });
    current = [];
    used = 0;
  };
  for (const word of words) {
    let { clusters: rest, width: whole, widthAtEnd } = word;
    if (used > 0 && used + widthAtEnd > room) close();
    while (used === 0 && widthAtEnd > room) {
      const count = fitting(rest, room, measure);
      if (count === rest.length) break;
      current = rest.slice(0, count);
      rest = rest.slice(count);
      whole = measured(rest);
      widthAtEnd = measured(trimmed(rest));
      close();
    }
    current.push(...rest);
    used += whole;
    if (word.ends) close();
  }
  if (current.length > 0 || done.length === 0) close();
  return done;
}
