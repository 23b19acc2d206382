import { accept, type Decision, reject } from './decision.ts';
import { WHENEVER } from './refuse-now.ts';
import { onlySystem } from './rights.ts';
import { ANYWHERE, type CommandOf, NOTHING, rule } from './rule.ts';
import type { Dossier } from './state.ts';

export const FORM_RULES = {
  'record-form': rule<'record-form'>()({
    needs: NOTHING,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: recordForm,
  }),
};

/** A form is recorded once per event it was generated for; recording the same bytes again has no effect. */
function recordForm(dossier: Dossier, { issued }: CommandOf<'record-form'>): Decision {
  const known = dossier.forms.some((f) => f.form === issued.form && f.ofVersion === issued.ofVersion);
  if (known) return accept();
  if (issued.ofVersion > dossier.version) return reject('unknown-version', { fields: ['ofVersion'] });
  return accept({ type: 'form-issued', issued });
}
