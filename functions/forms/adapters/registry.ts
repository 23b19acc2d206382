import type { EventType } from '../../../shared/dossier/event-types.ts';
import { type Case, holderOf, receptionOf } from '../content/case.ts';
import { bold, type Content } from '../content/content.ts';
import { letterhead, reissueMark } from '../content/parts.ts';
import { type Register, registerContent } from '../content/register.ts';
import { apology } from './apology.ts';
import { controlSlip } from './control-slip.ts';
import { declaration } from './declaration.ts';
import { denial } from './denial.ts';
import type { DossierFormData, FormAdapter } from './form.ts';
import { receipt } from './receipt.ts';
import { refusal } from './refusal.ts';
import { stopNotice } from './stop-notice.ts';
import { supplementRequest } from './supplement-request.ts';

/** Adapters by the name in their data. */
const named = <T extends { readonly [F in keyof T]: FormAdapter<DossierFormData & { readonly form: F }> }>(forms: T) =>
  forms;

/** Every form of a dossier (Circular 03/2025/TT-VPCP). To add one: a file in this folder and a line here. */
export const FORMS = named({
  declaration,
  receipt,
  'supplement-request': supplementRequest,
  refusal,
  denial,
  apology,
  'stop-notice': stopNotice,
  'control-slip': controlSlip,
});
export type FormName = keyof typeof FORMS;

export const FORM_NAMES = Object.keys(FORMS) as readonly FormName[];

type DataOf<A> = A extends FormAdapter<infer D> ? D : never;
export type DossierForm = DataOf<(typeof FORMS)[FormName]>;

/** A form of a dossier, or the register of an agency: the circular's seventh form, which belongs to no single dossier. */
export type Form = DossierForm | Register;

/** The agency whose paper the form is, on the day of its issue: in its register it is numbered. */
export const issuerOf = (name: FormName, of: Case): string =>
  FORMS[name].issuer === 'reception' ? receptionOf(of) : holderOf(of);

/** Event types that may trigger a form. */
export const FORM_EVENTS: readonly EventType[] = [
  ...new Set<EventType>([
    ...FORM_NAMES.flatMap((name) => Object.keys(FORMS[name].issuedBy) as EventType[]),
    'particulars-corrected',
  ]),
];

/** Content of a form, before layout. */
export function formContent(form: Form): Content {
  if (form.form === 'register') return registerContent(form);
  const adapter: FormAdapter = FORMS[form.form];
  return {
    paper: 'A5',
    letterhead: letterhead(form),
    title: adapter.title,
    subtitle: [['Mã hồ sơ: ', bold(form.dossierCode)], ...reissueMark(form)],
    dossierCode: form.dossierCode,
    ...adapter.content(form),
  };
}
