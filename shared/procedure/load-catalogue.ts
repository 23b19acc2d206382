import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JsonError, parseJson } from '../text/json.ts';
import { fail, ok, type Result } from '../text/result.ts';
import { type CatalogueFault, catalogueFault } from './fault.ts';
import { parseProcedure } from './parse-procedure.ts';
import type { Procedure } from './schema.ts';

/** The catalogue that comes with the project. */
export const CATALOGUE_FOLDER = fileURLToPath(new URL('./catalogue/', import.meta.url));

/**
 * Reads every `*.json` of a folder, in order of file name. For seeding a province, never for a function, which reads the
 * catalogue from the table. All files are read before faults are returned, so that one run shows every fault: those of
 * `parseProcedure`, `not-json`, and `empty-catalogue`. Throws only if the folder cannot be read.
 */
export function loadCatalogue(folder: string): Result<readonly Procedure[], readonly CatalogueFault[]> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const procedures: Procedure[] = [];
  const faults: CatalogueFault[] = [];
  for (const file of files) {
    const result = readProcedure(join(folder, file), file);
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

function readProcedure(path: string, file: string): Result<Procedure, readonly CatalogueFault[]> {
  try {
    return parseProcedure(parseJson(readFileSync(path, 'utf8'), file), file);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { detail } = error;
    return fail([catalogueFault({ file }, 'not-json', `không phải JSON: ${detail}`, `is not JSON: ${detail}`)]);
  }
}
