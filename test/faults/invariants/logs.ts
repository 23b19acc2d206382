import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

export type Kept = {
  readonly dossierId: string;
  readonly log: readonly RecordedEvent[];
  readonly snapshot: Dossier;
  readonly rows: readonly Row[];
};

/** The table's dossiers: log, snapshot and every other row of each. */
export function dossiersIn(rows: Iterable<Record<string, unknown>>): readonly Kept[] {
  const partitions = new Map<string, Row[]>();
  for (const row of rows as Iterable<Row>) {
    if (row.pk.startsWith('DOSSIER#')) partitions.set(row.pk, [...(partitions.get(row.pk) ?? []), row]);
  }
  return [...partitions].flatMap(([pk, own]) => {
    const snapshot = own.find(({ sk }) => sk === 'SNAPSHOT')?.dossier as Dossier | undefined;
    const log = own.filter(({ sk }) => sk.startsWith('EVENT#')).map(({ event }) => event as RecordedEvent);
    return snapshot === undefined && log.length === 0
      ? []
      : [{ dossierId: pk.slice('DOSSIER#'.length), log, snapshot: snapshot as Dossier, rows: own }];
  });
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The log has no gap and folds to the snapshot. */
export function logFaults({ dossierId, log, snapshot }: Kept): readonly string[] {
  const gap = log.findIndex(({ version }, index) => version !== index + 1);
  if (gap >= 0) return [`${dossierId}: its log has a gap before ${log[gap]?.version}`];
  let folded: Dossier | undefined;
  for (const event of log) folded = evolve(folded, event);
  return isDeepStrictEqual(plain(folded), plain(snapshot))
    ? []
    : [`${dossierId}: its snapshot is not what its log folds to`];
}

/** There is a timer for exactly each deadline its state is under. */
export function timerFaults(rows: Iterable<Record<string, unknown>>, kept: readonly Kept[]): readonly string[] {
  const found = new Map<string, string[]>();
  for (const row of rows as Iterable<Row>) {
    if (!row.pk.startsWith('TIMER#')) continue;
    const { dossierId, timer } = row as unknown as {
      dossierId: string;
      timer: { of: string; id: string; kind: string; at: string };
    };
    found.set(dossierId, [...(found.get(dossierId) ?? []), `${timer.of} ${timer.id} ${timer.kind} ${timer.at}`]);
  }
  return kept.flatMap(({ dossierId, snapshot }) => {
    const wanted = timersOf(snapshot)
      .map(({ of, id, kind, at }) => `${of} ${id} ${kind} ${at}`)
      .toSorted();
    const there = (found.get(dossierId) ?? []).toSorted();
    return wanted.join() === there.join()
      ? []
      : [`${dossierId}: timers ${there.join(', ')} instead of ${wanted.join(', ')}`];
  });
}

/** Each payment of a provider, each form of an event and each file is in the log once. */
export function onceFaults({ dossierId, log }: Kept): readonly string[] {
  const seen = new Map<string, number>();
  for (const event of log as readonly (RecordedEvent & Record<string, unknown>)[]) {
    const key = onceKey(event);
    if (key !== undefined) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen].flatMap(([key, count]) => (count > 1 ? [`${dossierId}: ${key} is in its log ${count} times`] : []));
}

function onceKey(event: Record<string, unknown>): string | undefined {
  const payment = event.payment as { provider?: string; transactionId?: string } | undefined;
  if (payment?.transactionId !== undefined) return `payment ${payment.provider} ${payment.transactionId}`;
  const issued = event.issued as { documentId?: string } | undefined;
  if (issued?.documentId !== undefined) return `form ${issued.documentId}`;
  const document = event.document as { documentId?: string } | undefined;
  if (event.type === 'document-attached' && document?.documentId !== undefined)
    return `document ${document.documentId}`;
  return undefined;
}
