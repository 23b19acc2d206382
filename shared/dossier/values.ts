import * as z from 'zod/mini';
import { email, line, personalId, phone, provinceCode, slug, taxCode } from '../values.ts';

/** States of a shipment, the project's own list: no carrier publishes an official one. */
export const SHIPMENT_STATES = [
  'registered',
  'collecting',
  'collected',
  'in_transit',
  'delivering',
  'delivered',
  'undeliverable',
  'returned',
  'cancelled',
] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

const contact = {
  phone,
  email: z.optional(email),
  address: line(500),
};

/** The person or organisation that applies. Personal data: lives in the table, never in an event, queue or log. */
export const applicantSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('citizen'), name: line(200), personalId, ...contact }),
  z.strictObject({
    kind: z.literal('organisation'),
    name: line(300),
    taxCode,
    representative: z.optional(line(200)),
    ...contact,
  }),
]);
export type Applicant = z.infer<typeof applicantSchema>;

/** Where and how the result is to be returned. */
export const resultDeliverySchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('counter') }),
  z.strictObject({ method: z.literal('electronic') }),
  z.strictObject({
    method: z.literal('post'),
    receiverName: line(200),
    receiverPhone: phone,
    receiverAddress: line(500),
    /** Two-digit code of the province the parcel goes to. */
    receiverProvinceCode: provinceCode,
  }),
]);
export type ResultDelivery = z.infer<typeof resultDeliverySchema>;

export const supplementItemSchema = z.strictObject({
  /** Component of the procedure that is missing or wrong; absent when the form's content itself is wrong. */
  component: z.optional(slug),
  content: line(500),
  reason: line(500),
  guidance: line(1000),
});
export type SupplementItem = z.infer<typeof supplementItemSchema>;

/** A verified file that fills a component, or a result paper. The bytes are in the documents bucket. */
export type DossierDocument = {
  readonly documentId: string;
  readonly component: string;
  readonly kind: 'component' | 'result';
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
};

/** What an agency that was asked brings back: work done, or its opinion. */
export const BRANCH_RESULTS = ['done', 'agreed', 'disagreed'] as const;
export type BranchResult = (typeof BRANCH_RESULTS)[number];

/** Stands for a payment provider where money was taken at the counter. */
export const COUNTER = 'counter';

/** A fee that is asked for. VND. */
export type Fee = { readonly code: string; readonly amount: number };

/** Why money that arrived settles nothing: each case becomes a refund to be made. */
export type SurplusReason =
  | 'already-paid'
  | 'wrong-amount'
  | 'no-such-obligation'
  | 'dossier-closed'
  /** Its transaction number stands for another payment of this dossier. */
  | 'transaction-reused'
  /** What it paid was given back, or dropped by a correction. */
  | 'no-longer-due'
  /** It was credited, and the dossier ended early. */
  | 'withdrawn'
  | 'stopped';
