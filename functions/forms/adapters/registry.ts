import type { EventType } from '../../../shared/dossier/event-types.ts';
import { bold, type Content } from '../content/content.ts';
import { letterhead } from '../content/parts.ts';
import { type Register, registerContent } from '../content/register.ts';
import { apology } from './apology.ts';
import { controlSlip } from './control-slip.ts';
import type { DossierFormData, FormAdapter } from './form.ts';
import { receipt } from './receipt.ts';
import { refusal } from './refusal.ts';
import { stopNotice } from './stop-notice.ts';
import { supplementRequest } from './supplement-request.ts';

/** Each adapter under the name that its data carry. */
const named = <T extends { readonly [F in keyof T]: FormAdapter<DossierFormData & { readonly form: F }> }>(forms: T) =>
  forms;

/** Every form of a dossier (Circular 03/2025/TT-VPCP). A new one is a file beside this one and a line here. */
export const FORMS = named({
  receipt,
  'supplement-request': supplementRequest,
  refusal,
  apology,
  'stop-notice': stopNotice,
  'control-slip': controlSlip,
});
export type FormName = keyof typeof FORMS;

export const FORM_NAMES = Object.keys(FORMS) as readonly FormName[];

type DataOf<A> = A extends FormAdapter<infer D> ? D : never;
export type DossierForm = DataOf<(typeof FORMS)[FormName]>;

/** A form of a dossier, or the register of an agency: the circular's seventh, which is about no one dossier. */
export type Form = DossierForm | Register;

/** Types of events that may bring a form. */
export const FORM_EVENTS = [...new Set(FORM_NAMES.flatMap((name) => Object.keys(FORMS[name].issuedBy) as EventType[]))];

/** What a form says, before it is put on paper. */
export function formContent(form: Form): Content {
  if (form.form === 'register') return registerContent(form);
  const adapter: FormAdapter = FORMS[form.form];
  return {
    paper: 'A5',
    letterhead: letterhead(form),
    title: adapter.title,
    subtitle: [['Mã hồ sơ: ', bold(form.dossierCode)]],
    dossierCode: form.dossierCode,
    ...adapter.content(form),
  };
}
