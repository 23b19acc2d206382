import LineBreaker from 'linebreak';
import type { Rich } from '../content.ts';
import { bidi } from './bidi.ts';
import { type Cluster, clusters } from './clusters.ts';
import type { Face, Faces } from './fonts.ts';

/** A stretch of one face and one direction, measured in points. */
export type Piece = { readonly text: string; readonly face: Face; readonly level: number; readonly width: number };

/** Pieces in the order they are read. */
export type Line = { readonly pieces: readonly Piece[]; readonly width: number };

/** Width of a text in points, as the document will draw it. */
export type Measure = (text: string, face: Face) => number;

type Unit = Cluster & { readonly level: number };

const BLANK = /^ +$/;
const LETTER = /[\p{L}\p{M}]/u;

/**
 * Groups what can be drawn at once. Right to left, words stand apart from what is between them: a font turns the letters
 * of a word round, the order of words is made here.
 */
function pieces(units: readonly Unit[], measure: Measure): readonly Piece[] {
  const groups: { text: string; face: Face; level: number }[] = [];
  for (const { text, face, level } of units) {
    const last = groups.at(-1);
    const same = last !== undefined && last.face === face && last.level === level;
    if (same && (level % 2 === 0 || LETTER.test(text) === LETTER.test(last.text))) last.text += text;
    else groups.push({ text, face, level });
  }
  return groups.map((group) => ({ ...group, width: measure(group.text, group.face) }));
}

const widthOf = (parts: readonly Piece[]) => parts.reduce((sum, piece) => sum + piece.width, 0);

function trimmed(units: readonly Unit[]): readonly Unit[] {
  const end = units.findLastIndex((unit) => !BLANK.test(unit.text));
  return units.slice(0, end + 1);
}

/** The units between two places where a line may end; `ends` after one where it must. */
function words(units: readonly Unit[]): { readonly units: readonly Unit[]; readonly ends: boolean }[] {
  const text = units.map((unit) => unit.text).join('');
  const breaker = new LineBreaker(text);
  const found: { units: readonly Unit[]; ends: boolean }[] = [];
  let index = 0;
  let offset = 0;
  for (let at = breaker.nextBreak(); at !== null; at = breaker.nextBreak()) {
    const from = index;
    for (; index < units.length && offset < at.position; index++) offset += units[index]?.text.length ?? 0;
    const word = units.slice(from, index);
    const ends = word.at(-1)?.text === '\n';
    found.push({ units: ends ? word.slice(0, -1) : word, ends });
  }
  return found;
}

/** The longest start of a word that fits, at least one unit: names without blanks and long codes are cut anywhere. */
function fitting(word: readonly Unit[], width: number, measure: Measure): number {
  let low = 1;
  let high = word.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(pieces(trimmed(word.slice(0, middle)), measure)) <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Breaks a text into lines no wider than `width` points, by the Unicode line breaking and bidirectional algorithms.
 * Always at least one line.
 */
export function lines(text: Rich, width: number, faces: Faces, measure: Measure): readonly Line[] {
  const parts = clusters(text, faces);
  const { levels } = bidi.getEmbeddingLevels(parts.map((part) => part.text).join(''), 'ltr');
  let offset = 0;
  const units = parts.map((part) => {
    const unit = { ...part, level: levels[offset] ?? 0 };
    offset += part.text.length;
    return unit;
  });

  const done: Line[] = [];
  let current: readonly Unit[] = [];
  let used = 0;
  const measured = (some: readonly Unit[]) => widthOf(pieces(some, measure));
  const close = () => {
    const line = pieces(trimmed(current), measure);
    done.push({ pieces: line, width: widthOf(line) });
    current = [];
    used = 0;
  };
  for (const word of words(units)) {
    let rest = word.units;
    if (used > 0 && used + measured(trimmed(rest)) > width) close();
    while (used === 0 && measured(trimmed(rest)) > width) {
      const count = fitting(rest, width, measure);
      if (count === rest.length) break;
      current = rest.slice(0, count);
      rest = rest.slice(count);
      close();
    }
    current = [...current, ...rest];
    used += measured(rest);
    if (word.ends) close();
  }
  if (current.length > 0 || done.length === 0) close();
  return done;
}
