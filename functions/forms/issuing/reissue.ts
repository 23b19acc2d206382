import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
import type { FormAdapter, Occasion, Reissue } from '../adapters/form.ts';
import { type DossierForm, FORM_NAMES, FORMS, type FormName, issuerOf } from '../adapters/registry.ts';
import type { Case, Issue } from '../content/case.ts';

/** The adapter function for the type of the event: TypeScript cannot infer that the two match. */
export type Make = (occasion: Occasion<EventType>) => DossierForm | undefined;

type Correction = Extract<RecordedEvent, { readonly type: 'particulars-corrected' }>;

/** The occasion on which a form was issued, and the date of its last paper. */
type Former = { readonly occasion: Occasion<EventType>; readonly make: Make; readonly insteadOf: string };

/**
 * The forms that a correction has issued once more: those that name what was corrected and still serve their holder. Found in the
 * log, not among the recorded forms, since a form may be recorded only after the correction.
 */
export function reissued(of: Case, event: Correction, before: readonly RecordedEvent[]): readonly DossierForm[] {
  const due = FORM_NAMES.filter((name) => {
    const { reissue }: FormAdapter = FORMS[name];
    return reissue !== 'never' && concerns(reissue, event) && reissue.inUse(of.dossier);
  });
  if (due.length === 0) return [];
  const formers = formersOf(of, before);
  return due.flatMap((name) => {
    const former = formers.get(name);
    return former === undefined ? [] : (again(name, former, of, event) ?? []);
  });
}

const concerns = ({ names }: Pick<Reissue<never>, 'names'>, { changed }: Correction) =>
  changed.some((field) => names.includes(field));

/** The last occasion of each form. */
function formersOf(of: Case, log: readonly RecordedEvent[]): ReadonlyMap<FormName, Former> {
  const formers = new Map<FormName, Former>();
  let dossier: Dossier | undefined;
  for (const [index, event] of log.entries()) {
    dossier = evolve(dossier, event);
    const issue: Issue = { at: event.occurredAt, signatory: event.actor.official };
    const occasion = { of: { ...of, dossier }, event, before: log.slice(0, index), issue } as Occasion<EventType>;
    for (const name of FORM_NAMES) {
      const { reissue }: FormAdapter = FORMS[name];
      const make: Make | undefined = (FORMS[name].issuedBy as { readonly [T in EventType]?: Make })[event.type];
      const former = formers.get(name);
      if (make?.(occasion) !== undefined) formers.set(name, { occasion, make, insteadOf: event.occurredAt });
      else if (event.type === 'particulars-corrected' && former !== undefined && reissue !== 'never') {
        const isReplaced = concerns(reissue, event) && reissue.inUse(dossier);
        if (isReplaced) formers.set(name, { ...former, insteadOf: event.occurredAt });
      }
    }
  }
  return formers;
}

/**
 * The paper once more: as on its occasion, with the particulars of today, the date and a number of today, in the register of the
 * agency that issued it, or of its successor. An officer of reception signs what reception issues; who decided stays the signatory of a decision.
 */
function again(name: FormName, { occasion, make, insteadOf }: Former, of: Case, event: Correction) {
  const { reissue, issuer } = FORMS[name] as FormAdapter;
  if (reissue === 'never') return undefined;
  const holder = currentAgency(occasion.of.dossier);
  const { applicant, filer, resultDelivery } = of.dossier;
  const then = { ...occasion.of, dossier: { ...occasion.of.dossier, applicant, filer, resultDelivery } };
  // The officers of an agency that was closed do not sign any more: its successor's do.
  const decided = of.names.inForce(holder) === holder ? occasion.issue.signatory : undefined;
  const signatory = issuer === 'reception' ? event.actor.official : decided;
  const issue: Issue = { at: event.occurredAt, signatory };
  const form = reissue.make === undefined ? make({ ...occasion, of: then, issue }) : reissue.make(of, issue);
  const agencyId = issuerOf(name, issuer === 'reception' ? of : then);
  return form && ({ ...form, reissued: { insteadOf, agencyId } } as DossierForm);
}
