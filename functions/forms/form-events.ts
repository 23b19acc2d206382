import type { DossierEvent } from '../../shared/dossier/events.ts';

/** Events that can bring a form: what the bus tells this function of. */
export const FORM_EVENTS = [
  'accepted',
  'supplement-requested',
  'refused',
  'reappointed',
  'stopped',
  'withdrawal-decided',
  'completed',
] as const satisfies readonly DossierEvent['type'][];
