import type { Place } from './fault.ts';
import type { Procedure } from './schema.ts';

export type Report = (place: Omit<Place, 'file' | 'procedureCode'>, code: string, vi: string, en: string) => void;

/** Checks a whole procedure and reports its faults. */
export type Rule = (procedure: Procedure, report: Report) => void;

/** Duplicate ids of a list, each once. */
export function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}
