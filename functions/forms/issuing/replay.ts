import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';

/** A page of a dossier's log from a version on. */
export type ReadLog = (dossierId: string, fromVersion: number) => Promise<readonly RecordedEvent[]>;

export type StateAtVersion = {
  /** The dossier as that event left it. */
  readonly dossier: Dossier;
  readonly event: RecordedEvent;
  /** Everything before the event, oldest first. */
  readonly before: readonly RecordedEvent[];
};

/**
 * Replays a dossier's log up to a moment; undefined when the dossier was not there yet.
 * @param before ISO moment: events from then on are not folded in
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
 * Replays a dossier's log up to one of its events, whatever happened to it since.
 * @throws PermanentError `event-not-found`: events are told of only once they are written.
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
