import * as z from 'zod/mini';
import { isWithin } from '../identifiers/agency-id.ts';
import { agencyId, instant, line, paragraph, slug } from '../values.ts';
import type { CommandType } from './commands.ts';

/**
 * Suspension by force majeure (bất khả kháng): one decision of a leader for all dossiers of some agencies. Data of the province;
 * each dossier records that it was applied and lifted.
 */
export const suspensionSchema = z.strictObject({
  suspensionId: slug,
  /** Number of the written decision: `12/QĐ-UBND`. */
  decision: line(100),
  /** Position of the leader who signed it. */
  signedBy: line(200),
  signedAt: instant,
  reason: paragraph(1000),
  /** Dossiers that these agencies, or agencies below them, hold or received. */
  agencies: z.array(agencyId).check(z.minLength(1), z.maxLength(200)),
});
export type Suspension = z.infer<typeof suspensionSchema>;

/**
 * Places, in the list of a decision, of agencies that the province does not have. One stands for those below it, too: the province's own
 * id for all.
 */
export const unknownAmong = (named: readonly string[], agencies: readonly { readonly agencyId: string }[]) =>
  named.flatMap((id, index) => (agencies.some(({ agencyId }) => isWithin(agencyId, id)) ? [] : [index]));

/** The decision that lifts it. */
export const liftingSchema = z.strictObject({ decision: line(100), signedBy: line(200), signedAt: instant });
export type Lifting = z.infer<typeof liftingSchema>;

/**
 * Whether a command is taken while the dossier is suspended: facts, the applicant's own acts and ends are; work whose time is
 * counted is not, because its time stands.
 */
export const WHILE_SUSPENDED: Readonly<Record<CommandType, boolean>> = {
  'create-draft': true,
  'import-dossier': true,
  'change-draft': true,
  'delete-draft': true,
  'change-contact': true,
  'confirm-identity': true,
  'change-filer': true,
  'request-correction': true,
  'refuse-correction': true,
  'correct-particulars': true,
  'attach-document': true,
  'remove-document': true,
  declare: true,
  submit: true,
  supplement: true,
  'request-supplement': false,
  'request-payment': false,
  'assess-fees': true,
  'cancel-payment': true,
  'record-payment': true,
  'record-counter-payment': true,
  'correct-receipt-number': true,
  'approve-refund': true,
  'refuse-refund': true,
  'record-refund': true,
  'reopen-refund': true,
  'record-shipment-event': true,
  forward: false,
  'send-back': false,
  assign: true,
  complete: false,
  'open-branch': false,
  'ask-opinion': false,
  'finish-branch': true,
  'cancel-branch': true,
  'record-verification': true,
  reappoint: false,
  'recalculate-appointment': false,
  'fire-timer': true,
  'record-form': true,
  accept: false,
  reject: true,
  'return-result': true,
  'request-withdrawal': true,
  'decide-withdrawal': true,
  stop: true,
  close: true,
  resume: false,
  transfer: false,
  'move-to-successor': true,
  suspend: true,
  'lift-suspension': true,
  correct: true,
  'send-reminder': true,
  'report-status': true,
  'add-note': true,
};
