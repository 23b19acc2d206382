import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Calendar } from '../calendar/schema.ts';
import type { Succession } from '../dossier/successions.ts';
import type { RecordedSuspension } from '../dossier/suspension-due.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import type { DirectoryEntry } from '../procedure/directory.ts';
import type { Agency, Procedure } from '../procedure/schema.ts';
import type { Edition } from './edition.ts';
import { listSuspensions } from './suspensions.ts';

/** Cache lifetime: how long a sandbox may use an outdated procedure version or agency name. Milliseconds. */
const FRESH_MS = 60_000;

export type Catalogue = {
  /** That exact version; versions never change, so it is cached for the sandbox's lifetime. */
  procedure(code: string, version: number): Promise<Procedure | undefined>;
  /** The newest version, at most a minute old. */
  newestProcedure(code: string): Promise<Procedure | undefined>;
  agency(agencyId: string): Promise<Agency | undefined>;
  /** What the whole catalogue consists of, at most a minute old; undefined before it was seeded. */
  edition(): Promise<Edition | undefined>;
  /** Which agencies were or will be closed, and who has their tasks then; at most a minute old. */
  successions(): Promise<readonly Succession[]>;
  /** All agencies of the province, to choose from, at most a minute old: one read. None before they were seeded. */
  directory(): Promise<readonly DirectoryEntry[]>;
  /** The newest version of the province's calendar, at most a minute old. */
  calendar(): Promise<Calendar | undefined>;
  /** All decisions on force majeure of the province, at most a minute old. */
  suspensions(): Promise<readonly RecordedSuspension[]>;
};

export function catalogue({ client, name }: Table, clock: () => number = Date.now): Catalogue {
  const cache = new Map<string, { until: number; value: Promise<unknown> }>();

  function cached<T>(key: string, forMs: number, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const entry = cache.get(key);
    if (entry !== undefined && entry.until > clock()) return entry.value as Promise<T | undefined>;
    const value = read();
    cache.set(key, { until: clock() + forMs, value });
    // Failures and missing rows are not cached: the row may be seeded the next moment.
    value.then((found) => found ?? cache.delete(key)).catch(() => cache.delete(key));
    return value;
  }

  const get = async <T>(key: { pk: string; sk: string }, attribute: string) =>
    (await client.send(new GetCommand({ TableName: name, Key: key }))).Item?.[attribute] as T | undefined;

  /** The last row of a partition whose rows are versions. */
  const newest = async <T>(pk: string, attribute: string) => {
    const answer = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return answer.Items?.[0]?.[attribute] as T | undefined;
  };

  return {
    procedure: (code, version) =>
      cached(`procedure ${code} ${version}`, Number.POSITIVE_INFINITY, () =>
        get<Procedure>(keys.procedure(code, version), 'procedure'),
      ),
    newestProcedure: (code) =>
      cached(`procedure ${code}`, FRESH_MS, () => newest<Procedure>(keys.procedure(code, 1).pk, 'procedure')),
    calendar: () => cached('calendar', FRESH_MS, () => newest<Calendar>(keys.calendar(1).pk, 'calendar')),
    edition: () => cached('edition', FRESH_MS, () => get<Edition>(keys.edition(), 'edition')),
    // A table that was never seeded has none: that is an answer, too.
    successions: async () =>
      (await cached('successions', FRESH_MS, async () => {
        return (await get<readonly Succession[]>(keys.successions(), 'successions')) ?? [];
      })) ?? [],
    directory: async () =>
      (await cached('directory', FRESH_MS, () => get<readonly DirectoryEntry[]>(keys.directory(), 'agencies'))) ?? [],
    suspensions: async () => (await cached('suspensions', FRESH_MS, () => listSuspensions({ client, name }))) ?? [],
    agency: (agencyId) => cached(`agency ${agencyId}`, FRESH_MS, () => get<Agency>(keys.agency(agencyId), 'agency')),
  };
}
