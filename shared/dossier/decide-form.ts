import type { Command } from './commands.ts';
import { accept, type Decision, reject } from './decision.ts';
import type { Dossier } from './state.ts';

/** A form is recorded once per event it was made for; the same bytes again change nothing. */
export function decideOnForm(dossier: Dossier, { issued }: Extract<Command, { type: 'record-form' }>): Decision {
  const known = dossier.forms.some((f) => f.form === issued.form && f.ofVersion === issued.ofVersion);
  if (known) return accept();
  if (issued.ofVersion > dossier.version) return reject('unknown-version', { fields: ['ofVersion'] });
  return accept({ type: 'form-issued', issued });
}
