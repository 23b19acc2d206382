import { isDeepStrictEqual } from 'node:util';
import { entryOf } from '../../../functions/search/entry.ts';
import { placesOf } from '../../../functions/search/places.ts';
import { termsBy, termsOf } from '../../../functions/search/terms.ts';
import { OWNER_KEY, provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Secrets } from '../cloud/secrets.ts';
import type { Kept, Row } from './logs.ts';

/** Lists hold each submitted dossier where its snapshot belongs, with the entry that it comes to, and nothing else. */
export async function searchFaults(
  rows: readonly Row[],
  kept: readonly Kept[],
  { secrets }: Secrets,
): Promise<readonly string[]> {
  const secret = [...secrets].find(([name]) => name.endsWith(`/${OWNER_KEY}`))?.[1].value ?? '{}';
  const { current } = JSON.parse(secret) as { current: never };
  const term = termsBy(provinceKey({ get: async () => [current] }));
  const there = new Map(rows.filter(({ pk }) => /^(FIND|FOUND)#/.test(pk)).map((row) => [nameOf(row), row]));
  const wanted = new Set<string>();
  const faults: string[] = [];
  for (const { snapshot } of kept) {
    const entry = entryOf(snapshot, await termsOf(snapshot, term));
    if (entry === undefined) continue;
    const found = keys.found(snapshot.dossierId);
    for (const key of [found, ...placesOf(entry)]) wanted.add(nameOf(key));
    const row = there.get(nameOf(found));
    if (row !== undefined && !isDeepStrictEqual(row.entry, entry)) faults.push(`search: ${nameOf(found)} is outdated`);
  }
  return [
    ...faults,
    ...[...wanted].filter((name) => !there.has(name)).map((name) => `search: ${name} is missing`),
    ...[...there.keys()].filter((name) => !wanted.has(name)).map((name) => `search: ${name} should not be there`),
  ];
}

const nameOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => `${pk} ${sk}`;
