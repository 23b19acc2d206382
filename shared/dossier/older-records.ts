import type { RecordedEvent } from './events.ts';
import type { Dossier } from './state.ts';
import type { Applicant } from './values.ts';

/** An applicant as stored before identities had types: the 12-digit id of a person, the tax code of an organisation. */
type Older = { readonly personalId?: string; readonly taxCode?: string };

/** The applicant of a stored record in today's shape. */
export function currentApplicant(stored: Applicant): Applicant {
  if (stored.identity !== undefined) return stored;
  const { personalId, taxCode, ...same } = stored as Applicant & Older;
  const [type, number] = taxCode === undefined ? ['personal-id', personalId] : ['tax-code', taxCode];
  return { ...same, identity: { type, number, country: 'VN' } } as Applicant;
}

/** A stored dossier in today's shape: the only way a snapshot is read. */
export function currentDossier(stored: unknown): Dossier {
  const dossier = stored as Dossier;
  const applicant = currentApplicant(dossier.applicant);
  return applicant === dossier.applicant ? dossier : { ...dossier, applicant };
}

/** A stored event in today's shape: the only way a log is read. */
export function currentEvent(stored: unknown): RecordedEvent {
  const event = stored as RecordedEvent;
  if (!('draft' in event)) return event;
  const applicant = currentApplicant(event.draft.applicant);
  return applicant === event.draft.applicant ? event : { ...event, draft: { ...event.draft, applicant } };
}
