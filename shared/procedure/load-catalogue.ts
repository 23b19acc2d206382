import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JsonError, parseJson } from '../text/json.ts';
import { fail, ok, type Result } from '../text/result.ts';
import { type CatalogueFault, catalogueFault } from './fault.ts';
import { parseOwn } from './parse-overlay.ts';
import { parseProcedure } from './parse-procedure.ts';
import type { Procedure } from './schema.ts';

/** The catalogue that comes with the project. */
export const CATALOGUE_FOLDER = fileURLToPath(new URL('./catalogue/', import.meta.url));

/** What each province does differently, a folder for each. */
export const OVERLAYS_FOLDER = fileURLToPath(new URL('./overlays/', import.meta.url));

type Loaded = Result<readonly Procedure[], readonly CatalogueFault[]>;

/**
 * Reads every `*.json` of a folder, in order of file name. For seeding a province, never for a function, which reads the
 * catalogue from the table. All files are read before faults are returned, so that one run shows every fault: those of
 * `parseProcedure`, `not-json`, and `empty-catalogue`. Throws only if the folder cannot be read.
 */
export function loadCatalogue(folder: string): Loaded {
  const files = jsonFiles(folder);
  const procedures: Procedure[] = [];
  const faults: CatalogueFault[] = [];
  for (const file of files) {
    const result = readJson(join(folder, file), file, (input) => parseProcedure(input, file));
    if (result.ok) procedures.push(result.value);
    else faults.push(...result.error);
  }
  if (files.length === 0) {
    faults.push(
      catalogueFault({ file: folder }, 'empty-catalogue', 'không có tệp thủ tục nào.', 'holds no procedure.'),
    );
  }
  return faults.length === 0 ? ok(procedures) : fail(faults);
}

/**
 * The catalogue of one province: the base with the province's overlays, and procedures that only it has, in order of their
 * codes. A province without a folder has the base. Faults: those of `loadCatalogue` and `parseOverlay`, and `already-in-base`
 * for a whole procedure that the base has.
 */
export function loadProvinceCatalogue(slug: string, base = CATALOGUE_FOLDER, overlays = OVERLAYS_FOLDER): Loaded {
  const loaded = loadCatalogue(base);
  if (!loaded.ok) return loaded;
  const own = new Map<string, Procedure | undefined>(loaded.value.map((p) => [p.procedureCode, p]));
  const faults: CatalogueFault[] = [];
  for (const name of existsSync(join(overlays, slug)) ? jsonFiles(join(overlays, slug)) : []) {
    const file = `${slug}/${name}`;
    const code = name.slice(0, -'.json'.length);
    const ofBase = loaded.value.find(({ procedureCode }) => procedureCode === code);
    const result = readJson(join(overlays, slug, name), file, (input) => parseOwn(input, ofBase, name, file));
    if (result.ok) own.set(code, result.value);
    else faults.push(...result.error);
  }
  const procedures = [...own.values()].filter((p) => p !== undefined);
  return faults.length === 0
    ? ok(procedures.sort((a, b) => (a.procedureCode < b.procedureCode ? -1 : 1)))
    : fail(faults);
}

/** @throws Error with every fault, each naming file, procedure and field */
export function provinceCatalogue(slug: string): readonly Procedure[] {
  const loaded = loadProvinceCatalogue(slug);
  if (loaded.ok) return loaded.value;
  throw new Error(loaded.error.map((fault) => JSON.stringify(fault)).join('\n'));
}

const jsonFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();

function readJson<T>(
  path: string,
  file: string,
  parse: (input: unknown) => Result<T, readonly CatalogueFault[]>,
): Result<T, readonly CatalogueFault[]> {
  try {
    return parse(parseJson(readFileSync(path, 'utf8'), file));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { detail } = error;
    return fail([catalogueFault({ file }, 'not-json', `không phải JSON: ${detail}`, `is not JSON: ${detail}`)]);
  }
}
