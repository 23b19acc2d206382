import { entryOf, type Publisher, publish } from '../../functions/relay/publish.ts';
import { type LogRow, logRows } from '../../shared/platform/delivery/event-log.ts';
import { EVENT_PREFIX, keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { scan } from '../scan.ts';

/** Selection of events: one dossier's from a version on, or all events since a time. */
export type Selection =
  | { readonly dossierId: string; readonly fromVersion: number }
  /** ISO 8601, UTC, as events carry it. */
  | { readonly since: string };

export type Replayed = {
  /** Number of published events; in a dry run, of events to publish. */
  readonly events: number;
  /** `<dossierId>:<version>` of invalid rows, and of events that EventBridge rejects permanently. */
  readonly refused: readonly string[];
};

/**
 * Republishes events from the rows of the log. Each keeps its id, so consumers that already have it skip it; those that missed
 * it process it now. Within a dossier the order is the log's.
 * @throws RelayError when EventBridge does not accept an event; running the command again is safe.
 * @throws Error when the named dossier's log has a gap
 */
export async function replay(
  table: Table,
  selection: Selection,
  publisher: Publisher,
  { dryRun, report }: { readonly dryRun: boolean; readonly report?: (events: number) => void },
): Promise<Replayed> {
  let events = 0;
  const refused: string[] = [];
  for await (const rows of rowsOf(table, selection)) {
    const readable = rows.flatMap((row) => {
      try {
        return [{ id: idOf(row), entry: entryOf(row, publisher) }];
      } catch {
        refused.push(idOf(row));
        return [];
      }
    });
    const never = dryRun
      ? []
      : await publish(
          readable.map(({ entry }) => entry),
          publisher,
        );
    refused.push(...never.map((position) => readable[position]?.id ?? ''));
    events += readable.length - never.length;
    report?.(events);
  }
  return { events, refused };
}

const idOf = ({ pk, sk }: LogRow) => `${pk.slice(keys.dossier('').length)}:${Number(sk.slice(EVENT_PREFIX.length))}`;

async function* rowsOf(table: Table, selection: Selection): AsyncGenerator<readonly LogRow[]> {
  if ('dossierId' in selection) {
    yield* logRows(table, selection.dossierId, selection.fromVersion - 1);
    return;
  }
  const filter = 'begins_with(sk, :event) AND event.occurredAt >= :since';
  // The scan returns each dossier's rows in key order, which is the order of the log.
  for await (const rows of scan(table, filter, { ':event': EVENT_PREFIX, ':since': selection.since })) {
    yield rows as unknown as readonly LogRow[];
  }
}
