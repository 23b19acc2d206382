import type { DossierEvent, EventMeta, NumberedEvent, RecordedEvent } from './events.ts';
import { evolve, summarise } from './evolve.ts';
import type { Dossier } from './state.ts';

export type Recorded = { readonly dossier: Dossier; readonly events: readonly RecordedEvent[] };

/** Numbers the events of a decision after the dossier's last one and applies them: the content of one transaction. */
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
    // Created here and not shared yet: no need to copy it again.
    recorded.push(Object.assign(numbered, { after: summarise(current) }));
  }
  return current && { dossier: current, events: recorded };
}
