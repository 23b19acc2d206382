import type { Counts } from '../../shared/figures/counters.ts';

/** What adds counts to a row, as parts of an update; of no counts an empty text. */
export function addition(counts: Counts<string>) {
  const entries = Object.entries(counts);
  return {
    text: entries.length === 0 ? '' : `ADD ${entries.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([counter], n) => [`#c${n}`, counter])),
    values: Object.fromEntries(entries.map(([, by], n) => [`:c${n}`, by])),
  };
}
