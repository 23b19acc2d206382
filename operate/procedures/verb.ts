import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { parseJson } from '../../shared/text/json.ts';
import { type FileVerb, type Result, UsageError } from '../verb.ts';
import { draftOf } from './draft.ts';

const USAGE = 'Say procedures import <file of the answer of LayThuTuc>.';

/** Makes a draft of a procedure from the national catalogue's answer. Works on files alone. */
export const procedures: FileVerb = {
  usage: 'procedures import <file of the answer of LayThuTuc> [--to <folder>]',
  does: 'Makes a draft of a procedure from the national catalogue, naming what a person must decide. Needs no province.',
  options: ['to'],
  dryRun: true,
  alone: async ({ words: [what, file, ...more], options: { to = '.' }, dryRun }): Promise<Result> => {
    if (what !== 'import' || file === undefined || more.length > 0) throw new UsageError(USAGE);
    const today = new Date(Date.now() + VIET_NAM_MS).toISOString().slice(0, 10);
    // A base with faults only costs the draft the known names of fields.
    const base = loadCatalogue(CATALOGUE_FOLDER);
    const draft = draftOf(parseJson(readFileSync(file, 'utf8'), file), base.ok ? base.value : [], today);
    if (draft === undefined) {
      return { data: {}, lines: [`${file} holds no single procedure with a code (MATTHC).`], failed: true };
    }
    const path = join(to, `${draft.procedureCode}.json`);
    const { undecided } = draft;
    const questions = undecided.map(({ field, question }) => `  ${field}: ${question}`);
    if (dryRun) return { data: draft.file, lines: [`${path} would be a draft; to decide:`, ...questions] };
    if (existsSync(path)) {
      return { data: {}, lines: [`${path} is there already: nothing was written.`], failed: true };
    }
    writeFileSync(path, `${JSON.stringify(draft.file, undefined, 2)}\n`);
    return {
      data: { path, undecided },
      lines: [`${path} is a draft; to decide, then take out of "undecided":`, ...questions],
    };
  },
};

/** Viet Nam is seven hours ahead of UTC, all year. */
const VIET_NAM_MS = 7 * 3_600_000;
