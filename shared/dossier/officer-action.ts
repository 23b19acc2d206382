import * as z from 'zod/mini';
import { feeChoicesSchema } from '../procedure/fee.ts';
import { agencyId, day, dossierCode, instant, line, paragraph, slug, uuid, vnd } from '../values.ts';
import { CLOSING_GROUND_NAMES } from './closing-grounds.ts';
import { handedOverSchema } from './handed-over.ts';
import { PARTIES } from './parties.ts';
import { statusesWith } from './status.ts';
import { approvalSchema, BRANCH_RESULTS, PARTICULARS, REFUND_METHODS, supplementItemSchema } from './values.ts';

/** Content of the stop notice for the applicant; absent fields stay blank on the form, to be filled in by hand. */
const settlement = {
  /** Whether the paid fees are refunded. */
  refunded: z.optional(z.boolean()),
  /** Documents returned to the applicant; none: an empty list. */
  returnedDocuments: z.optional(z.array(line(250)).check(z.maxLength(60))),
};

/** Why a dossier is not granted after processing (Decree 118/2025: notified within the processing time, entered as result). */
const denialSchema = z.strictObject({ legalGround: line(500), reason: paragraph(2000) });
export type Denial = z.infer<typeof denialSchema>;

/** Actions of an officer on a dossier: the body of `POST /v1/dossiers/{dossierId}/actions`. */
export const officerActionSchema = z.discriminatedUnion('type', [
  /** The appointment is computed from the procedure's hours and the calendar; it cannot be chosen. */
  z.strictObject({
    type: z.literal('accept'),
    /** Assesses the fees in the same act. */
    assessment: z.optional(feeChoicesSchema),
    handedOver: z.optional(handedOverSchema),
  }),
  z.strictObject({ type: z.literal('reject'), legalGround: line(500), reason: paragraph(2000) }),
  /** To the reception that is competent, before the first step. The promise is counted again from its arrival there. */
  z.strictObject({ type: z.literal('transfer'), agencyId, reason: paragraph(1000) }),
  /** `agencyId` is closed; its successor takes over all that it has of the dossier. No date moves and the code stays. */
  z.strictObject({ type: z.literal('move-to-successor'), agencyId }),
  z.strictObject({
    type: z.literal('request-supplement'),
    items: z.array(supplementItemSchema).check(z.minLength(1), z.maxLength(60)),
    /** Reason for a second request; the first one must be complete. */
    reason: z.optional(paragraph(1000)),
    /** Approval of a second or later request, when its author is not the head of the agency that holds the dossier. */
    approval: z.optional(approvalSchema),
  }),
  z.strictObject({
    type: z.literal('assess-fees'),
    /** Replaces an earlier assessment. */
    assessment: feeChoicesSchema,
  }),
  /** Asks for what is assessed and not paid yet. */
  z.strictObject({
    type: z.literal('request-payment'),
    /** Assesses the fees in the same act. */
    assessment: z.optional(feeChoicesSchema),
    /** Before acceptance only: the payment accepts the dossier. */
    handedOver: z.optional(handedOverSchema),
  }),
  /** Before it is paid; the applicant reads the reason. */
  z.strictObject({ type: z.literal('cancel-payment'), obligationId: uuid, reason: paragraph(1000) }),
  z.strictObject({
    type: z.literal('record-counter-payment'),
    obligationId: uuid,
    receiptNumber: line(50),
    amount: vnd,
  }),
  /** The number was typed wrong; the money is right. */
  z.strictObject({
    type: z.literal('correct-receipt-number'),
    obligationId: uuid,
    receiptNumber: line(50),
    reason: paragraph(1000),
  }),
  /** The amount is that of the case, as it was read. */
  z.strictObject({ type: z.literal('approve-refund'), refundId: slug, amount: vnd }),
  /** The applicant reads ground and reason. */
  z.strictObject({
    type: z.literal('refuse-refund'),
    refundId: slug,
    legalGround: line(500),
    reason: paragraph(1000),
  }),
  /** Paid back after the approval; this closes the case. */
  z.strictObject({
    type: z.literal('record-refund'),
    refundId: slug,
    amount: vnd,
    method: z.enum(REFUND_METHODS),
    /** Number of the transfer, of the cash voucher, or of the provider's transaction; never an account number. */
    reference: line(50),
    /** A document of the dossier that shows it. */
    documentId: z.optional(uuid),
    /** Day in Viet Nam. */
    paidOn: day,
  }),
  /** Takes the last act on the case back: it is to be paid, or to be decided, once more. The applicant reads the reason. */
  z.strictObject({ type: z.literal('reopen-refund'), refundId: slug, reason: paragraph(1000) }),
  z.strictObject({
    type: z.literal('forward'),
    stepId: slug,
    agencyId,
    /** Outcome of the step that is left, where it decides the next step. */
    outcome: z.optional(slug),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('send-back'), stepId: slug, reason: paragraph(1000) }),
  z.strictObject({
    type: z.literal('assign'),
    /** Subject of the officer's account at the identity provider. */
    officer: line(200),
    reason: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('open-branch'),
    branchId: slug,
    agencyId,
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('ask-opinion'),
    agencyId,
    question: paragraph(2000),
    /** 8 make a working day. */
    workingHours: z.int().check(z.minimum(1), z.maximum(240)),
  }),
  z.strictObject({
    type: z.literal('finish-branch'),
    /** Id of a branch in the catalogue, or the id assigned to a requested opinion. */
    branchId: slug,
    result: z.enum(BRANCH_RESULTS),
    note: z.optional(paragraph(2000)),
  }),
  /** Past its due moment, the head of the agency that asked may so go on without the answer. */
  z.strictObject({ type: z.literal('cancel-branch'), branchId: slug, reason: paragraph(1000) }),
  z.strictObject({
    type: z.literal('record-verification'),
    verifiedAt: instant,
    place: line(300),
    participants: z.array(line(200)).check(z.minLength(1), z.maxLength(30)),
    content: paragraph(4000),
  }),
  z.strictObject({
    type: z.literal('reappoint'),
    /** Added to the present appointment; 8 make a working day. */
    workingHours: z.int().check(z.minimum(1), z.maximum(800)),
    reason: paragraph(1000),
  }),
  z.strictObject({ type: z.literal('recalculate-appointment'), reason: paragraph(1000) }),
  z.strictObject({ type: z.literal('send-reminder'), message: paragraph(1000) }),
  /** For the agencies that hold or held the dossier only. */
  z.strictObject({ type: z.literal('add-note'), note: paragraph(2000) }),
  z.strictObject({
    type: z.literal('report-status'),
    toStatus: z.enum(statusesWith('reportable')),
    occurredAt: instant,
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('complete'),
    outcome: z.enum(['granted', 'denied']),
    /** Required when denied, and only then: what the applicant is told in writing. */
    denial: z.optional(denialSchema),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('return-result'), method: z.enum(['counter', 'electronic']) }),
  z.strictObject({
    type: z.literal('decide-withdrawal'),
    granted: z.boolean(),
    reason: z.optional(paragraph(1000)),
    ...settlement,
  }),
  z.strictObject({ type: z.literal('stop'), ground: paragraph(1000), ...settlement }),
  /** Ends the dossier without a result: refused before acceptance, stopped after it. */
  z.strictObject({
    type: z.literal('close'),
    ground: z.enum(CLOSING_GROUND_NAMES),
    /** Legal provision; required except for the grounds of time, which use the procedure's. */
    legalGround: z.optional(line(500)),
    note: z.optional(paragraph(1000)),
    /** The dossier that this one duplicates; for that ground only. */
    otherDossierCode: z.optional(dossierCode),
    ...settlement,
  }),
  z.strictObject({ type: z.literal('resume'), note: z.optional(paragraph(1000)) }),
  /** Particulars as they are from now on; absent ones stay, or with `requestId` become what was asked for. */
  z.strictObject({
    type: z.literal('correct-particulars'),
    /** The open request that is confirmed by it. */
    requestId: z.optional(uuid),
    ...PARTICULARS,
    reason: paragraph(1000),
  }),
  /** The applicant reads the reason. */
  z.strictObject({ type: z.literal('refuse-correction'), requestId: uuid, reason: paragraph(1000) }),
  /** The second reading of who someone is, from the paper, not from what was typed first. */
  z.strictObject({
    type: z.literal('confirm-identity'),
    person: z.enum(PARTIES),
    name: line(300),
    /** Absent for an identity without a number. */
    number: z.optional(line(20)),
  }),
  z.strictObject({
    type: z.literal('correct'),
    toStatus: z.enum(statusesWith('correctable')),
    reason: paragraph(1000),
  }),
]);
export type OfficerAction = z.infer<typeof officerActionSchema>;
