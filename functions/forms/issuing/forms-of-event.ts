import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Occasion } from '../adapters/form.ts';
import { type DossierForm, FORM_NAMES, FORMS } from '../adapters/registry.ts';
import { type Case, type Issue, NoDossierCodeError } from '../content/case.ts';
import { type Make, reissued } from './reissue.ts';

/**
 * The forms triggered by an event.
 * @param of The dossier after the event.
 * @param before The log up to the event.
 * @throws PermanentError when data that a form requires is missing
 */
export function formsOfEvent(of: Case, event: RecordedEvent, before: readonly RecordedEvent[]): readonly DossierForm[] {
  const issue: Issue = { at: event.occurredAt, signatory: event.actor.official };
  const occasion = { of, event, before, issue } as Occasion<EventType>;
  try {
    if (event.type === 'particulars-corrected') return reissued(of, event, before);
    return FORM_NAMES.flatMap((name) => {
      const make: Make | undefined = (FORMS[name].issuedBy as { readonly [T in EventType]?: Make })[event.type];
      return make?.(occasion) ?? [];
    });
  } catch (error) {
    if (error instanceof NoDossierCodeError) throw new PermanentError('no-dossier-code');
    throw error;
  }
}
