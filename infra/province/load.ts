import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';
import { JsonError, parseJson } from '../../shared/text/json.ts';
import { wrongAgencies } from './closings.ts';
import { generatedAgencies } from './generated-agencies.ts';
import { type Partners, partnersSchema, unagreedPartners } from './partners.ts';
import { wrongAddresses } from './public-addresses.ts';
import { type ProvinceFile, provinceSchema } from './schema.ts';

// The mini build ships without messages; the editor of a province file needs readable errors.
z.config(z.locales.en());

export const PROVINCES_FOLDER = join(import.meta.dirname, '..', 'provinces');

export type Province = Omit<ProvinceFile, 'partners'> & {
  readonly partners: Partners;
  /** False while the file leaves `partners` out: the stage synthesises, with a warning. */
  readonly partnersAgreed: boolean;
};

/** A file that does not fit its schema. The message names the file and each field. */
export class ProvinceFileError extends Error {
  override readonly name = 'ProvinceFileError';
}

/** Slugs of all province files, sorted. */
export function provinceSlugs(folder = PROVINCES_FOLDER): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
}

/** @throws {ProvinceFileError} naming file and field. */
export function loadProvince(name: string, folder = PROVINCES_FOLDER): Province {
  const file = join(folder, `${name}.json`);
  const known = provinceSlugs(folder);
  if (!known.includes(name)) {
    throw new ProvinceFileError(`There is no province "${name}": no file ${file}. Known: ${known.join(', ')}.`);
  }
  const province = parseFile(file, provinceSchema);
  if (province.slug !== name) {
    throw new ProvinceFileError(`${file}: slug: must be "${name}", the name of the file, not "${province.slug}"`);
  }
  const wrong = [...wrongAddresses(province), ...wrongAgencies(province)].map(
    ({ path, says }) => `${path.join('.')}: ${says}`,
  );
  if (wrong.length > 0) throw new ProvinceFileError(`${file}: ${wrong.join('; ')}`);
  return {
    ...province,
    agencies: province.agencies.length > 0 ? province.agencies : [...generatedAgencies(province)],
    partners: province.partners ?? unagreedPartners(province),
    partnersAgreed: province.partners !== undefined,
  };
}

/** The province with the partners of a test environment. */
export function withPartners(province: Province, file: string): Province {
  return { ...province, partners: parseFile(file, partnersSchema), partnersAgreed: true };
}

function parseFile<T extends z.ZodMiniType>(file: string, schema: T): z.infer<T> {
  let data: unknown;
  try {
    data = parseJson(readFileSync(file, 'utf8'), file);
  } catch (error) {
    throw new ProvinceFileError(`${file}: cannot be read as JSON: ${reasonOf(error)}`);
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => `${issue.path.join('.') || '(whole file)'}: ${issue.message}`);
  throw new ProvinceFileError(`${file}: ${fields.join('; ')}`);
}

const reasonOf = (error: unknown) => (error instanceof JsonError ? error.detail : (error as Error).message);
