import type { Entry, SearchIndex } from './index.ts';
import { understood } from './understood.ts';

/** Why an entry was found; a better reason comes first, with any points. */
const REASONS = ['code', 'whole', 'beginning', 'all-words', 'with-field', 'part'] as const;
export type Reason = (typeof REASONS)[number];

export type Hit = { readonly id: string; readonly reason: Reason };

/** Share of the weight of the words that an entry must have to be found beside others; the best share of all is enough. */
const ENOUGH = 0.6;

/**
 * Entries for what a person typed, best first. In this order: the code; a name or keyword that is what was typed; one that begins
 * with it; one that has all its words; all words with those of the field; most of the words, rare words weighing more. Words that
 * no entry has are left out, unless none is known.
 */
export function search(index: SearchIndex, typed: string): readonly Hit[] {
  const { words, text, code, written } = understood(index, typed);
  const byCode = code === '' ? [] : index.entries.filter((entry) => entry.code.startsWith(code));
  const hits = new Map<number, Ranked>(
    byCode.map((entry) => [entry.at, { entry, reason: 'code' as const, points: entry.code === code ? 1 : 0 }]),
  );
  const total = words.reduce((sum, word) => sum + word.weight, 0);
  const points = new Float64Array(index.entries.length);
  const share = new Float64Array(index.entries.length);
  const own = new Uint16Array(index.entries.length);
  for (const { postings, weight } of words) {
    for (const { at, place } of postings) {
      share[at] = (share[at] ?? 0) + weight;
      points[at] = (points[at] ?? 0) + weight * PLACES[place];
      if (place !== 'other') own[at] = (own[at] ?? 0) + 1;
    }
  }
  const least = Math.min(ENOUGH * total, Math.max(...share));
  for (const entry of index.entries) {
    const { at } = entry;
    if (words.length === 0 || hits.has(at) || (share[at] ?? 0) < least) continue;
    const all = (share[at] ?? 0) > total - 1e-9;
    const reason = reasonOf(entry, text, all, (own[at] ?? 0) === words.length);
    hits.set(at, { entry, reason, points: (points[at] ?? 0) + closeness(entry, text, written) });
  }
  return [...hits.values()].sort(better).map(({ entry, reason }) => ({ id: entry.id, reason }));
}

type Ranked = { readonly entry: Entry; readonly reason: Reason; readonly points: number };

/** Where a word stands: in the name, in a keyword, or in the field and the other language. */
export const PLACES = { name: 1, keyword: 0.9, other: 0.4 } as const;

function reasonOf({ phrases }: Entry, text: string, all: boolean, own: boolean): Reason {
  if (!all) return 'part';
  if (phrases.includes(` ${text} `)) return 'whole';
  if (phrases.some((phrase) => phrase.startsWith(` ${text}`))) return 'beginning';
  return own ? 'all-words' : 'with-field';
}

/** Words in the order typed count, so do the marks that were typed; of two alike the shorter name is the closer one. */
function closeness({ phrases, marked, name, preferred }: Entry, text: string, written: readonly string[]): number {
  const together = phrases.some((phrase) => phrase.includes(` ${text} `)) ? 2 : 0;
  const withMarks = written.length > 0 && written.every((word) => marked.has(word)) ? 1 : 0;
  return together + withMarks + preferred + 1 / (1 + name.length);
}

function better(one: Ranked, other: Ranked): number {
  return (
    REASONS.indexOf(one.reason) - REASONS.indexOf(other.reason) ||
    other.points - one.points ||
    one.entry.code.localeCompare(other.entry.code, 'en')
  );
}
