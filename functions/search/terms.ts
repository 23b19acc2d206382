import { createHmac } from 'node:crypto';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { ProvinceKey } from '../../shared/platform/secrets/province-key.ts';
import { fold } from '../../shared/text/fold.ts';

/** What of a person a dossier is found by. `id`: the key of an owner or filer, which is a keyed hash already. */
export type TermKind = 'id' | 'phone' | 'name';

/** Part of a row key: the kind and a keyed hash. No person can be derived from it without the province’s secret. */
export type Term = `${TermKind}#${string}`;

export type TermOf = (kind: TermKind, value: string) => Promise<Term>;

/** Bytes of a hash: enough that two people of a province never share one. */
const BYTES = 16;
/** Of long names, most of them of organisations, only the last words are told apart: they begin alike. */
const LAST_WORDS = 6;
/** Words that are looked for together. */
const TOGETHER = 3;

export const termsBy =
  (key: ProvinceKey): TermOf =>
  async (kind, value) => {
    if (kind === 'id') return `${kind}#${value}`;
    const hash = createHmac('sha256', await key.for('find'))
      .update(`${kind}:${value}`)
      .digest();
    return `${kind}#${hash.subarray(0, BYTES).toString('base64url')}`;
  };

const runs = (words: readonly string[], length: number): readonly string[] =>
  words.slice(0, words.length - length + 1).map((_, from) => words.slice(from, from + length).join(' '));

/** Runs of words under which a name is found: the last word, and two and three consecutive ones of the last six. */
export function runsOf(name: string): readonly string[] {
  const words = fold(name).split(' ').slice(-LAST_WORDS);
  return [...new Set([...words.slice(-1), ...runs(words, 2), ...runs(words, TOGETHER)])];
}

/** The run that is looked up for a typed name: its last three words, or all of a shorter one. */
export const runAskedFor = (typed: string): string => fold(typed).split(' ').slice(-TOGETHER).join(' ');

/** Whether the words that were typed follow each other in one of the names. */
export const nameHas = (names: readonly string[], typed: string): boolean =>
  names.some((name) => ` ${fold(name)} `.includes(` ${fold(typed)} `));

type People = Pick<Dossier, 'applicant' | 'ownerKey' | 'filer' | 'filerKey'>;

/** All terms of a dossier's owner and filer, in a fixed order. */
export async function termsOf({ applicant, ownerKey, filer, filerKey }: People, term: TermOf): Promise<Term[]> {
  const given = <T>(...values: readonly (T | undefined)[]) => values.filter((value) => value !== undefined);
  const terms = await Promise.all([
    ...given(ownerKey, filerKey).map((key) => term('id', key)),
    ...given(applicant.phone, filer?.phone).map((phone) => term('phone', phone)),
    ...given(applicant.name, filer?.name).flatMap((name) => runsOf(name).map((run) => term('name', run))),
  ]);
  return [...new Set(terms)];
}
