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

/** What a form says, before it is put on paper. */
export function formContent(form: Form): Content {
  switch (form.form) {
    case 'receipt':
      return receiptContent(form);
    case 'supplement-request':
      return supplementRequestContent(form);
    case 'refusal':
      return refusalContent(form);
    case 'apology':
      return apologyContent(form);
    case 'stop-notice':
      return stopNoticeContent(form);
    case 'control-slip':
      return controlSlipContent(form);
    case 'register':
      return registerContent(form);
  }
}
