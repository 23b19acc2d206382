import * as z from 'zod/mini';
import {
  agencyId,
  CHANNELS,
  communeCode,
  instant,
  line,
  paragraph,
  partnerId,
  procedureCode,
  slug,
  uuid,
  vnd,
} from '../values.ts';
import { type HandedOver, handedOverSchema } from './handed-over.ts';
import type { IssuedForm } from './issued-form.ts';
import type { OfficerAction } from './officer-action.ts';
import {
  applicantSchema,
  type DossierDocument,
  type Filer,
  filerSchema,
  PARTICULARS,
  type Particulars,
  type ResultDelivery,
  resultDeliverySchema,
  SHIPMENT_STATES,
} from './values.ts';

/** What was read from a person's paper the second time; without a number where the identity has none. */
export const readingSchema = z.strictObject({ name: line(300), number: z.optional(line(20)) });
export type Reading = z.infer<typeof readingSchema>;

/** Input for opening a dossier, from an applicant or from the officer at reception. */
export const draftSchema = z.strictObject({
  procedureCode,
  receivingAgency: agencyId,
  /** The competent agency, when the dossier is received at another agency. */
  competentAgency: z.optional(agencyId),
  /** Commune of the matter, by code: of the land, the building, or the residence that decides who is competent. */
  place: z.optional(communeCode),
  channel: z.enum(CHANNELS),
  /** The owner of the dossier (chủ hồ sơ). */
  applicant: applicantSchema,
  /** Absent: the owner files. */
  filer: z.optional(filerSchema),
  resultDelivery: resultDeliverySchema,
  /** The officer's second reading of who is at the counter; compared, never stored. */
  secondReading: z.optional(z.strictObject({ applicant: z.optional(readingSchema), filer: z.optional(readingSchema) })),
  language: z._default(z.enum(['vi', 'en']), 'vi'),
});
export type Draft = z.infer<typeof draftSchema>;

/** What may be changed in a draft, all of it at once; another procedure, agency or channel is another draft. */
export const draftChangeSchema = z.strictObject({
  applicant: applicantSchema,
  filer: z.optional(filerSchema),
  resultDelivery: resultDeliverySchema,
  language: z._default(z.enum(['vi', 'en']), 'vi'),
});
export type DraftChange = z.infer<typeof draftChangeSchema>;

/** Contact of the owner as changed at the national portal; absent fields stay. */
export type ContactChange = {
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly resultDelivery?: ResultDelivery;
};

/** A deadline that was reached: which one, and the moment it was set for. */
export const timerSchema = z.strictObject({
  kind: z.enum(['warning', 'breach']),
  /** The last three are the applicant's own time: to answer, and to go on with a draft. */
  of: z.enum(['appointment', 'step', 'branch', 'reception', 'refund', 'correction', 'supplement', 'payment', 'draft']),
  /**
   * Id of the step, the branch, the refund case, the request or the obligation; `appointment` for the whole dossier, `reception` before
   * its acceptance, `draft` before its submission.
   */
  id: slug,
  at: instant,
});
export type Timer = z.infer<typeof timerSchema>;
/** A deadline of the agencies. */
export type DeadlineTimer = Timer & { readonly of: Exclude<Timer['of'], 'supplement' | 'payment' | 'draft'> };

/** Same limit as the national portal's `NoiDungBoSung`, so that all channels accept the same input. */
export const supplementSchema = z.strictObject({
  note: z.optional(paragraph(2000)),
  handedOver: z.optional(handedOverSchema),
});
export const withdrawalSchema = z.strictObject({ reason: paragraph(1000) });

/** What the owner or the filer asks to have corrected. */
export const correctionRequestSchema = z.strictObject({ ...PARTICULARS, reason: paragraph(1000) });

/** Who files for the owner from now on; null: the owner acts alone. */
export const filerChangeSchema = z.strictObject({ filer: z.nullable(filerSchema) });

/** A verified payment provider's report about one transaction. */
export const paymentSchema = z.strictObject({
  /** Name of the provider, or `counter`. */
  provider: slug,
  /** The provider's own transaction number; with `provider` it identifies the payment. */
  transactionId: partnerId(100),
  /** Our reference for the payment attempt. */
  reference: partnerId(100),
  obligationId: uuid,
  amount: vnd,
  paidAt: instant,
});
export type Payment = z.infer<typeof paymentSchema>;

/** A verified carrier's report about one parcel. */
export const shipmentEventSchema = z.strictObject({
  shipmentId: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,100}$/)),
  direction: z.enum(['inbound', 'outbound']),
  carrier: slug,
  state: z.enum(SHIPMENT_STATES),
  /** The carrier's own status code, unchanged. */
  carrierCode: partnerId(50),
  occurredAt: instant,
});
export type ShipmentEvent = z.infer<typeof shipmentEventSchema>;

/**
 * All commands of a dossier. Each entry point (API, queue, webhook, import) builds one from validated input and passes it to
 * `decide`.
 */
export type Command =
  | {
      readonly type: 'create-draft';
      readonly draft: Draft;
      /** How long the province keeps a draft after its last change. Absent: for ever. */
      readonly keptDays?: number;
    }
  | { readonly type: 'delete-draft' }
  | { readonly type: 'change-draft'; readonly change: DraftChange }
  | { readonly type: 'change-contact'; readonly contact: ContactChange }
  | { readonly type: 'change-filer'; readonly filer: Filer | null }
  | ({ readonly type: 'request-correction'; readonly reason: string } & Particulars)
  | { readonly type: 'attach-document'; readonly document: DossierDocument }
  | { readonly type: 'remove-document'; readonly documentId: string }
  /** As sent: checked against the procedure's declaration. */
  | { readonly type: 'declare'; readonly answers: unknown }
  | { readonly type: 'submit' }
  | { readonly type: 'import-dossier'; readonly draft: Draft; readonly nationalCode: string }
  | { readonly type: 'supplement'; readonly note?: string | undefined; readonly handedOver?: HandedOver | undefined }
  | { readonly type: 'request-withdrawal'; readonly reason: string }
  | { readonly type: 'record-payment'; readonly payment: Payment }
  | { readonly type: 'record-shipment-event'; readonly shipment: ShipmentEvent }
  | { readonly type: 'fire-timer'; readonly timer: Timer }
  | {
      readonly type: 'suspend';
      readonly suspensionId: string;
      readonly decision: string;
      readonly reason: string;
      /** When the decision was recorded; absent: now. */
      readonly since?: string | undefined;
    }
  | {
      readonly type: 'lift-suspension';
      readonly suspensionId: string;
      readonly decision: string;
      /** When the lifting was recorded; absent: now. */
      readonly liftedAt?: string | undefined;
    }
  | { readonly type: 'record-form'; readonly issued: IssuedForm }
  | OfficerAction;

export type CommandType = Command['type'];
