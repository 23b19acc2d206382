import LineBreaker from 'linebreak';
import type { Rich } from '../content/content.ts';
import { type Cluster, clusters } from './clusters.ts';
import type { Face, Faces } from './fonts.ts';
import { Remembered } from './remembered.ts';

/** A run of one face and one direction. */
export type Piece = { readonly text: string; readonly face: Face; readonly level: number; readonly width: number };

/** The text between two break opportunities; `ends` for a mandatory break after it. */
export type Word = {
  readonly clusters: readonly Cluster[];
  readonly width: number;
  /** Width without trailing blanks, which need no space at a line end. */
  readonly widthAtEnd: number;
  readonly ends: boolean;
};

/** A text ready for line breaking at any width and size: widths are in thousandths of the font size. */
export type Setting = {
  readonly words: readonly Word[];
  readonly measure: Measure;
  /** Contains a character that is in no font. */
  readonly lacking: boolean;
};

/** Width of a text in thousandths of the font size, as the document will draw it. */
export type Measure = (text: string, face: Face) => number;

const BLANK = /^ +$/;
const LETTER = /[\p{L}\p{M}]/u;

/**
 * Groups clusters that can be drawn together. In right-to-left text, words are separate from the signs between them: the font
 * reverses the letters of a word, this module orders the words.
 */
export function pieces(some: readonly Cluster[], measure: Measure): readonly Piece[] {
  const groups: { text: string; face: Face; level: number }[] = [];
  for (const { text, face, level } of some) {
    const last = groups.at(-1);
    const same = last !== undefined && last.face === face && last.level === level;
    if (same && (level % 2 === 0 || LETTER.test(text) === LETTER.test(last.text))) last.text += text;
    else groups.push({ text, face, level });
  }
  return groups.map((group) => ({ ...group, width: measure(group.text, group.face) }));
}

export const widthOf = (parts: readonly Piece[]) => parts.reduce((sum, piece) => sum + piece.width, 0);

/** Without trailing blanks. */
export function trimmed(some: readonly Cluster[]): readonly Cluster[] {
  const end = some.findLastIndex(({ text }) => !BLANK.test(text));
  return end + 1 === some.length ? some : some.slice(0, end + 1);
}

/** Splits a text by the Unicode line breaking and bidirectional algorithms. */
export function setting(text: Rich, faces: Faces, measure: Measure): Setting {
  const { clusters: all, lacking } = clusters(text, faces);
  const breaker = new LineBreaker(all.map((cluster) => cluster.text).join(''));
  const words: Word[] = [];
  let index = 0;
  let offset = 0;
  for (let at = breaker.nextBreak(); at !== null; at = breaker.nextBreak()) {
    const from = index;
    for (; index < all.length && offset < at.position; index++) offset += all[index]?.text.length ?? 0;
    const ends = all[index - 1]?.text === '\n' && index > from;
    const word = all.slice(from, ends ? index - 1 : index);
    const width = widthOf(pieces(word, measure));
    const bare = trimmed(word);
    const widthAtEnd = bare === word ? width : widthOf(pieces(bare, measure));
    words.push({ clusters: word, width, widthAtEnd, ends });
  }
  return { words, measure, lacking };
}

/** Cache limit in characters: forms repeat mostly the same texts. */
const CHARACTERS = 40_000;

const kept = new WeakMap<Faces, Remembered<Setting>>();

/** Cached {@link setting}, with widths of the given faces. */
export function settingOf(text: Rich, faces: Faces): Setting {
  const settings = kept.get(faces) ?? new Remembered<Setting>(CHARACTERS);
  kept.set(faces, settings);
  return settings.get(JSON.stringify(text), () => setting(text, faces, (some, face) => face.font.width(some)));
}
