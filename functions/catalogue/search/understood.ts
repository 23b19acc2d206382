import { foldedWords, withoutTyping, writtenWords } from '../../../shared/text/fold.ts';
import { codeOf, type Posting, type SearchIndex } from './index.ts';

export type Understood = {
  /** Known words with where they stand; rare ones weigh more. */
  readonly words: readonly { readonly weight: number; readonly postings: readonly Posting[] }[];
  /** The known words, folded. */
  readonly text: string;
  /** Folded code, if what was typed can be one; else empty. */
  readonly code: string;
  /** Words as they were typed, if any has a mark: then marks tell. */
  readonly written: readonly string[];
};

/** No query is longer, in words: the rest says nothing more. */
const MOST_WORDS = 16;
/** The longest text without a blank that is tried as several words. */
const LONGEST_JOINED = 40;

/** Reads what a person typed as words that the index has: without marks, with letters of an input method, without blanks. */
export function understood(index: SearchIndex, typed: string): Understood {
  const given = foldedWords(typed).slice(0, MOST_WORDS);
  const last = given.length - 1;
  const known = given.flatMap((word, at) => readings(index, word, at === last));
  const count = index.entries.length;
  const words = known.map(({ postings }) => ({ postings, weight: Math.log(1 + count / postings.length) }));
  const code = codeOf(typed);
  const written = writtenWords(typed);
  return {
    words,
    text: known.map(({ word }) => word).join(' '),
    code: /^\d{3,}$/.test(code) || /^[a-z]\d{2,}/.test(code) ? code : '',
    written: typed.normalize('NFD') === typed.normalize('NFC') ? [] : written,
  };
}

type Known = { readonly word: string; readonly postings: readonly Posting[] };

/** The first reading of a word that the index has. */
function readings(index: SearchIndex, word: string, isLast: boolean): readonly Known[] {
  const exact = found(index, word);
  if (exact !== undefined) return [exact];
  const beginning = isLast ? begunBy(index, word) : undefined;
  if (beginning !== undefined) return [beginning];
  const untyped = found(index, withoutTyping(word));
  if (untyped !== undefined) return [untyped];
  return apart(index, word, isLast) ?? apart(index, withoutTyping(word), isLast) ?? misspelt(index, word);
}

const found = ({ words }: SearchIndex, word: string): Known | undefined => {
  const postings = words.get(word);
  return postings && { word, postings };
};

/** All words that begin with the last one typed, which may not be finished. */
function begunBy({ words, sorted }: SearchIndex, beginning: string): Known | undefined {
  if (beginning.length < 2) return undefined;
  const places = new Map<number, Posting>();
  for (let at = firstFrom(sorted, beginning); sorted[at]?.startsWith(beginning); at += 1) {
    for (const posting of words.get(sorted[at] ?? '') ?? []) {
      if (!places.has(posting.at)) places.set(posting.at, posting);
    }
  }
  return places.size === 0 ? undefined : { word: beginning, postings: [...places.values()] };
}

function firstFrom(sorted: readonly string[], word: string): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < word) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** `khaisinh` as `khai sinh`: the fewest known words that make it up, the last one perhaps not finished. */
function apart(index: SearchIndex, joined: string, isLast: boolean): readonly Known[] | undefined {
  if (joined.length < 4 || joined.length > LONGEST_JOINED) return undefined;
  const best: (readonly Known[] | undefined)[] = [[]];
  for (let to = 1; to <= joined.length; to += 1) {
    for (let from = Math.max(0, to - 7); from < to; from += 1) {
      const before = best[from];
      const part = joined.slice(from, to);
      const unfinished = isLast && to === joined.length && from > 0;
      const word =
        before && part.length > 1 ? (found(index, part) ?? (unfinished ? begunBy(index, part) : undefined)) : undefined;
      if (before && word && before.length + 1 < (best[to]?.length ?? Number.POSITIVE_INFINITY)) {
        best[to] = [...before, word];
      }
    }
  }
  return best[joined.length];
}

/** The known word that is one letter off (missing, added, wrong, or two swapped), in most entries; only for longer words. */
function misspelt({ words, sorted }: SearchIndex, typed: string): readonly Known[] {
  if (typed.length < 4) return [];
  let best: Known | undefined;
  for (const word of sorted) {
    if (Math.abs(word.length - typed.length) > 1 || word[0] !== typed[0] || !isOneOff(word, typed)) continue;
    const postings = words.get(word) ?? [];
    if (postings.length > (best?.postings.length ?? 0)) best = { word, postings };
  }
  return best === undefined ? [] : [best];
}

function isOneOff(one: string, other: string): boolean {
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const [a, b] = [one.slice(from), other.slice(from)];
  if (a.length === b.length)
    return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
}
