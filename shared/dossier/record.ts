import type { DossierEvent, EventMeta, NumberedEvent, RecordedEvent } from './events.ts';
import { evolve, summarise } from './evolve.ts';
import type { Dossier } from './state.ts';

export type Recorded = { readonly dossier: Dossier; readonly events: readonly RecordedEvent[] };

/** Numbers the events of a decision after the dossier's last one and folds them in: what one write will hold. */
export function record(
  dossier: Dossier | undefined,
  events: readonly DossierEvent[],
  meta: Omit<EventMeta, 'version'>,
): Recorded | undefined {
  let current = dossier;
  const recorded: RecordedEvent[] = [];
  for (const event of events) {
    const version = (current?.version ?? 0) + 1;
    const numbered: NumberedEvent = { ...event, ...meta, version };
    current = evolve(current, numbered);
    // It was made here and nobody has it yet: no need for another copy of it.
    recorded.push(Object.assign(numbered, { after: summarise(current) }));
  }
  return current && { dossier: current, events: recorded };
}
