import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';

/** One page of a dossier's log, starting at a version. */
export type ReadLog = (dossierId: string, fromVersion: number) => Promise<readonly RecordedEvent[]>;

export type StateAtVersion = {
  /** The dossier after that event. */
  readonly dossier: Dossier;
  readonly event: RecordedEvent;
  /** All events before it, oldest first. */
  readonly before: readonly RecordedEvent[];
};

/**
 * Replays a dossier's log up to a moment; undefined when the dossier did not exist yet.
 * @param before ISO moment, exclusive
 */
export async function stateBefore(readLog: ReadLog, dossierId: string, before: string): Promise<Dossier | undefined> {
  let dossier: Dossier | undefined;
  for (;;) {
    const page = await readLog(dossierId, (dossier?.version ?? 0) + 1);
    if (page.length === 0) return dossier;
    for (const event of page) {
      if (event.occurredAt >= before) return dossier;
      dossier = evolve(dossier, event);
    }
  }
}

/**
 * Replays a dossier's log up to one of its events, ignoring later ones.
 * @throws PermanentError `event-not-found`: notifications are sent only after the event is written
 */
export async function stateAtVersion(readLog: ReadLog, dossierId: string, version: number): Promise<StateAtVersion> {
  const log: RecordedEvent[] = [];
  while (log.length < version) {
    const page = await readLog(dossierId, log.length + 1);
    if (page.length === 0) throw new PermanentError('event-not-found');
    log.push(...page.slice(0, version - log.length));
  }
  const event = log.pop();
  if (event === undefined) throw new PermanentError('event-not-found');
  let before: Dossier | undefined;
  for (const earlier of log) before = evolve(before, earlier);
  return { dossier: evolve(before, event), event, before: log };
}
