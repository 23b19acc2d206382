import { createHash } from 'node:crypto';
import type { Agency, Procedure } from '../procedure/schema.ts';

/**
 * What the province's catalogue consists of: the only list of its procedures and agencies, whose rows have partitions of their
 * own. Seeding writes it after all rows that it names.
 */
export type Edition = {
  /** Changes with any content. */
  readonly id: string;
  readonly seededAt: string;
  /** The version of each procedure that is in force; others that the table holds are not offered any more. */
  readonly procedures: readonly { readonly code: string; readonly version: number }[];
  readonly agencies: readonly string[];
};

export function editionOf(procedures: readonly Procedure[], agencies: readonly Agency[], seededAt: string): Edition {
  const content = JSON.stringify([procedures, agencies]);
  return {
    id: createHash('sha256').update(content).digest('hex').slice(0, 16),
    seededAt,
    procedures: procedures.map(({ procedureCode, version }) => ({ code: procedureCode, version })),
    agencies: agencies.map(({ agencyId }) => agencyId),
  };
}
