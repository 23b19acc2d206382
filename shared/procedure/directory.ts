import type { Agency } from './schema.ts';

/** What is known of an agency where people choose one: kept as one row of the province. */
export type DirectoryEntry = Pick<Agency, 'agencyId' | 'name' | 'kind' | 'level' | 'area' | 'closed'>;

export const directoryOf = (agencies: readonly Agency[]): readonly DirectoryEntry[] =>
  agencies.map(({ agencyId, name, kind, level, area, closed }) => ({
    ...{ agencyId, name, kind, level },
    ...(area !== undefined && { area }),
    ...(closed !== undefined && { closed }),
  }));
