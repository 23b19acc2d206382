import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { provinceSlugs } from '../../../infra/province/load.ts';
import { countFacts, type FactCount, missingCodes } from '../../../shared/procedure/fact.ts';
import {
  CATALOGUE_FOLDER,
  loadCatalogue,
  loadProvinceCatalogue,
  OVERLAYS_FOLDER,
} from '../../../shared/procedure/load-catalogue.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

export type Folders = { readonly base: string; readonly overlays: string };

/**
 * What the catalogue rests on: the base, then every province that differs from it, each with the number of facts by the quality
 * of their source and with what has no national code. Faults: those of the loader, and `no-such-province`.
 */
export function catalogueReport({ base, overlays }: Folders = { base: CATALOGUE_FOLDER, overlays: OVERLAYS_FOLDER }) {
  const lines: string[] = [];
  const faults: string[] = [];
  const tell = (name: string, loaded: ReturnType<typeof loadCatalogue>) => {
    if (!loaded.ok) {
      faults.push(...loaded.error.map(({ message }) => message.en));
      return;
    }
    lines.push(`${name}: ${loaded.value.length} procedures, ${counted(countFacts(loaded.value))}`);
    lines.push(...withoutCodes(name, loaded.value));
  };
  const known = provinceSlugs();
  const own = existsSync(overlays) ? readdirSync(overlays).sort() : [];
  tell('base', loadCatalogue(base));
  for (const slug of own.filter((slug) => known.includes(slug)))
    tell(slug, loadProvinceCatalogue(slug, base, overlays));
  const strangers = own.filter((slug) => !known.includes(slug)).map((slug) => join(overlays, slug));
  faults.push(...strangers.map((folder) => `${folder}: no-such-province: no file of infra/provinces has this name.`));
  lines.push(`${known.length - own.length} provinces have no overlay and use the base`);
  return { lines, faults };
}

const counted = (count: FactCount) =>
  [
    `${count.seen} facts seen`,
    `${count['second-hand']} second-hand`,
    `${count.background} background`,
    `${count.decided} decided`,
    `${count.example} examples`,
    `${count.none} without provenance`,
  ].join(', ');

/**
 * What has no national code. Without the field's the portal is not told of a dossier; a component or result is sent without
 * its code, and a fee under the service's.
 */
function withoutCodes(name: string, procedures: readonly Procedure[]): string[] {
  if (name !== 'base' && procedures.every(({ national }) => national === undefined)) {
    return [`  ${name} has no national codes: as the base`];
  }
  return procedures.flatMap((procedure) => {
    const missing = missingCodes(procedure).map((path) => path.slice('national.'.length));
    return missing.length === 0
      ? []
      : `  ${name} ${procedure.procedureCode} has no national code of ${missing.join(', ')}`;
  });
}
