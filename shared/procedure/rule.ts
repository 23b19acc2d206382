import type { Place } from './fault.ts';
import type { Procedure } from './schema.ts';

export type Report = (place: Omit<Place, 'file' | 'procedureCode'>, code: string, vi: string, en: string) => void;

/** Looks at a whole procedure and reports what breaks it. */
export type Rule = (procedure: Procedure, report: Report) => void;

/** The ids that a list holds more than once, each once. */
export function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}
