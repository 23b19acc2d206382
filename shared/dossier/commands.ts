import * as z from 'zod/mini';
import { agencyId, CHANNELS, instant, line, paragraph, procedureCode, slug, uuid, vnd } from '../values.ts';
import {
  applicantSchema,
  type DossierDocument,
  PAYMENT_PROVIDERS,
  resultDeliverySchema,
  SHIPMENT_STATES,
  supplementItemSchema,
} from './values.ts';

/** What an applicant, or the officer at the counter for them, says when a dossier is opened. */
export const draftSchema = z.strictObject({
  procedureCode,
  receivingAgency: agencyId,
  channel: z.enum(CHANNELS),
  applicant: applicantSchema,
  resultDelivery: resultDeliverySchema,
  language: z._default(z.enum(['vi', 'en']), 'vi'),
});
export type Draft = z.infer<typeof draftSchema>;

/** Actions an officer takes on a dossier: the body of `POST /v1/dossiers/{dossierId}/actions`. */
export const officerActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), appointmentAt: instant }),
  z.strictObject({ type: z.literal('refuse'), legalGround: line(500), reason: paragraph(2000) }),
  z.strictObject({
    type: z.literal('request-supplement'),
    items: z.array(supplementItemSchema).check(z.minLength(1), z.maxLength(60)),
  }),
  z.strictObject({
    type: z.literal('request-payment'),
    /** Codes of the procedure's fees that are due; the amounts come from the catalogue. */
    feeCodes: z.array(slug).check(z.minLength(1), z.maxLength(20)),
    /** Required while the dossier is not accepted yet: paying then accepts it, with this appointment. */
    appointmentAt: z.optional(instant),
  }),
  z.strictObject({
    type: z.literal('record-counter-payment'),
    obligationId: uuid,
    receiptNumber: line(50),
    amount: vnd,
  }),
  z.strictObject({
    type: z.literal('forward'),
    stepId: slug,
    agencyId,
    dueAt: z.optional(instant),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('complete'),
    outcome: z.enum(['granted', 'denied']),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('return-result'), method: z.enum(['counter', 'electronic']) }),
  z.strictObject({
    type: z.literal('decide-withdrawal'),
    granted: z.boolean(),
    reason: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('stop'), ground: paragraph(1000) }),
  z.strictObject({ type: z.literal('resume'), note: z.optional(paragraph(1000)) }),
  z.strictObject({
    type: z.literal('correct'),
    toStatus: z.enum([
      'submitted',
      'accepted',
      'refused',
      'in-processing',
      'supplement-required',
      'payment-required',
      'withdrawal-requested',
      'stopped',
      'completed',
      'returned',
    ]),
    reason: paragraph(1000),
  }),
]);
export type OfficerAction = z.infer<typeof officerActionSchema>;

export const supplySchema = z.strictObject({ note: z.optional(paragraph(1000)) });
export const withdrawalSchema = z.strictObject({ reason: paragraph(1000) });

/** What a payment provider, already verified, says about one transaction. */
export const paymentSchema = z.strictObject({
  provider: z.enum(PAYMENT_PROVIDERS),
  /** The provider's own transaction number; with `provider` it identifies the payment. */
  transactionId: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Our reference of the payment attempt. */
  reference: z.string().check(z.minLength(1), z.maxLength(100)),
  obligationId: uuid,
  amount: vnd,
  paidAt: instant,
});
export type Payment = z.infer<typeof paymentSchema>;

/** What a carrier, already verified, says about one parcel. */
export const shipmentEventSchema = z.strictObject({
  shipmentId: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,100}$/)),
  direction: z.enum(['inbound', 'outbound']),
  carrier: slug,
  state: z.enum(SHIPMENT_STATES),
  /** The carrier's own code for the state, kept as it came. */
  carrierCode: z.string().check(z.minLength(1), z.maxLength(50)),
  occurredAt: instant,
});
export type ShipmentEvent = z.infer<typeof shipmentEventSchema>;

/**
 * Everything that can be asked of a dossier. Each way in (API, queue, webhook, import) builds one of these from
 * validated input and gives it to `decide`.
 */
export type Command =
  | { readonly type: 'create-draft'; readonly draft: Draft }
  | { readonly type: 'attach-document'; readonly document: DossierDocument }
  | { readonly type: 'remove-document'; readonly documentId: string }
  | { readonly type: 'submit' }
  | { readonly type: 'import-dossier'; readonly draft: Draft; readonly nationalCode: string }
  | { readonly type: 'supply'; readonly note?: string | undefined }
  | { readonly type: 'request-withdrawal'; readonly reason: string }
  | { readonly type: 'record-payment'; readonly payment: Payment }
  | { readonly type: 'record-shipment-event'; readonly shipment: ShipmentEvent }
  | OfficerAction;

export type CommandType = Command['type'];
