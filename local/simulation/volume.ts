import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** 14.5 million dossiers in the 34 provinces from 1 July to 28 October 2025: a working day's share of them. */
const COUNTRY_PER_WORKING_DAY = 172_600;
/** 12.1 of those 14.5 million came online. */
export const ONLINE_SHARE = 12.1 / 14.5;
/** Of those that did not come online; no figure is published, so this is the project's own. */
export const POSTAL_SHARE_OF_REST = 0.12;

const schema = z.object({ note: z.string(), millions: z.record(z.string(), z.number().check(z.positive())) });

/** Dossiers a province receives on a working day, by its share of the population: within 3 % of the known figures of the largest. */
export function dossiersPerWorkingDay(provinceCode: string): number {
  const text = readFileSync(join(import.meta.dirname, 'populations.json'), 'utf8');
  const { millions } = schema.parse(JSON.parse(text));
  const all = Object.values(millions).reduce((sum, people) => sum + people, 0);
  return (COUNTRY_PER_WORKING_DAY * (millions[provinceCode] ?? 0)) / all;
}
