import type { FormName } from '../../../shared/dossier/issued-form.ts';
import { type Apology, apologyContent } from './apology.ts';
import type { Content } from './content.ts';
import { type ControlSlip, controlSlipContent } from './control-slip.ts';
import { type Receipt, receiptContent } from './receipt.ts';
import { type Refusal, refusalContent } from './refusal.ts';
import { type Register, registerContent } from './register.ts';
import { type StopNotice, stopNoticeContent } from './stop-notice.ts';
import { type SupplementRequestForm, supplementRequestContent } from './supplement-request.ts';

/** The seven forms of the one-stop shop (Circular 03/2025/TT-VPCP), each as the data that it prints. */
export type Form = Receipt | SupplementRequestForm | Refusal | Apology | StopNotice | ControlSlip | Register;

/** What each form says: every form of a dossier is here, and the register of a desk. */
const CONTENT: { readonly [F in FormName | 'register']: (form: Extract<Form, { form: F }>) => Content } = {
  receipt: receiptContent,
  'supplement-request': supplementRequestContent,
  refusal: refusalContent,
  apology: apologyContent,
  'stop-notice': stopNoticeContent,
  'control-slip': controlSlipContent,
  register: registerContent,
};

/** What a form says, before it is put on paper. */
export const formContent = (form: Form): Content => (CONTENT[form.form] as (form: Form) => Content)(form);
