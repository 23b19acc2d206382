import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import type { Agency } from '../procedure/schema.ts';

/** What is known of an agency where people choose one: kept as one row of the province. */
export type DirectoryEntry = Pick<Agency, 'agencyId' | 'name' | 'kind' | 'level' | 'area' | 'closed'>;

export const directoryOf = (agencies: readonly Agency[]): readonly DirectoryEntry[] =>
  agencies.map(({ agencyId, name, kind, level, area, closed }) => ({
    ...{ agencyId, name, kind, level },
    ...(area !== undefined && { area }),
    ...(closed !== undefined && { closed }),
  }));

/** How long a sandbox may use outdated names. Milliseconds. */
const FRESH_MS = 60_000;

/** All agencies of the province, at most a minute old: one read. None before they were seeded. */
export function directory(
  { client, name }: Table,
  clock: () => number = Date.now,
): () => Promise<readonly DirectoryEntry[]> {
  let kept: { readonly until: number; readonly agencies: Promise<readonly DirectoryEntry[]> } | undefined;

  async function read(): Promise<readonly DirectoryEntry[]> {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: keys.directory() }));
    return (Item?.agencies as readonly DirectoryEntry[] | undefined) ?? [];
  }

  return () => {
    if (kept !== undefined && kept.until > clock()) return kept.agencies;
    const agencies = read();
    kept = { until: clock() + FRESH_MS, agencies };
    // A failed read is not kept.
    agencies.catch(() => {
      kept = undefined;
    });
    return agencies;
  };
}
