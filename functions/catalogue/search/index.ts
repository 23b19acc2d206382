import { fold, foldedWords, writtenWords } from '../../../shared/text/fold.ts';

/** Something to be found. */
export type Searchable = {
  readonly id: string;
  /** As printed; compared without dots. */
  readonly code: string;
  readonly name: string;
  /** What people call it. */
  readonly keywords: readonly string[];
  /** Texts around it: its field, its name in the other language. */
  readonly other: readonly string[];
  /** Points more than another one that is found as well: 0 to 1. Default: 0. */
  readonly preferred?: number;
};

export type Place = 'name' | 'keyword' | 'other';
export type Posting = { readonly at: number; readonly place: Place };

export type Entry = {
  readonly at: number;
  readonly id: string;
  /** Folded, without separators. */
  readonly code: string;
  /** The name and each keyword, folded, between two blanks. */
  readonly phrases: readonly string[];
  readonly name: string;
  /** Words of name and keywords as they are written. */
  readonly marked: ReadonlySet<string>;
  readonly preferred: number;
};

export type SearchIndex = {
  readonly entries: readonly Entry[];
  /** Where each folded word stands: each entry once, at its best place. */
  readonly words: ReadonlyMap<string, readonly Posting[]>;
  /** All words in order, for beginnings of words. */
  readonly sorted: readonly string[];
};

export const codeOf = (text: string): string => fold(text).replaceAll(' ', '');

/** Builds what {@link search} reads. Takes a few milliseconds for a thousand entries; searching then asks nothing outside. */
export function searchIndex(things: readonly Searchable[]): SearchIndex {
  const words = new Map<string, Map<number, Place>>();
  const entries = things.map(({ id, code, name, keywords, other, preferred = 0 }, at): Entry => {
    const places: readonly [Place, readonly string[]][] = [
      ['name', [name]],
      ['keyword', keywords],
      ['other', other],
    ];
    for (const [place, texts] of places) {
      for (const word of texts.flatMap(foldedWords)) {
        const known = words.get(word) ?? new Map<number, Place>();
        if (!known.has(at)) known.set(at, place);
        words.set(word, known);
      }
    }
    return {
      at,
      id,
      code: codeOf(code),
      phrases: [name, ...keywords].map((text) => ` ${fold(text)} `),
      name,
      preferred,
      marked: new Set([name, ...keywords].flatMap(writtenWords)),
    };
  });
  return {
    entries,
    words: new Map([...words].map(([word, at]) => [word, [...at].map(([entry, place]) => ({ at: entry, place }))])),
    sorted: [...words.keys()].sort(),
  };
}
