import * as z from 'zod/mini';
import { email, instant, line, phone, provinceCode, slug, vietnamesePhone } from '../values.ts';
import { organisationIdentity, personIdentity } from './identity.ts';

/** States of a shipment. The project's own list: no carrier publishes an official one. */
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
  /** Required only online: at reception people may have none. */
  phone: z.optional(phone),
  email: z.optional(email),
  address: line(500),
};

/** The applicant: a person or an organisation. Personal data: stored in the table, never in an event, queue or log. */
export const applicantSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('citizen'), name: line(200), identity: personIdentity, ...contact }),
  z.strictObject({
    kind: z.literal('organisation'),
    name: line(300),
    identity: organisationIdentity,
    representative: z.optional(line(200)),
    ...contact,
  }),
]);
export type Applicant = z.infer<typeof applicantSchema>;

/** In what capacity someone files for the owner: a parent or guardian of a person, an officer of an organisation, an agent. */
export const FILER_BASES = ['parent', 'guardian', 'officer', 'agent'] as const;
export type FilerBasis = (typeof FILER_BASES)[number];

/** The person who files for the owner (người nộp). Personal data, as the applicant's. */
export const filerSchema = z.strictObject({
  name: line(200),
  identity: personIdentity,
  basis: z.enum(FILER_BASES),
  /** The paper that proves it: name, number and date; only a parent needs none. */
  document: z.optional(line(300)),
  phone: z.optional(phone),
  email: z.optional(email),
  address: z.optional(line(500)),
  /** Who gets the notices about the dossier. */
  noticesTo: z._default(z.enum(['filer', 'applicant']), 'filer'),
});
export type Filer = z.infer<typeof filerSchema>;

/** Where and how the result is to be returned. */
export const resultDeliverySchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('counter') }),
  z.strictObject({ method: z.literal('electronic') }),
  z.strictObject({
    method: z.literal('post'),
    receiverName: line(200),
    receiverPhone: vietnamesePhone,
    receiverAddress: line(500),
    /** Two-digit code of the destination province. */
    receiverProvinceCode: provinceCode,
  }),
]);
export type ResultDelivery = z.infer<typeof resultDeliverySchema>;

/** Particulars of a dossier as they are to be: absent ones stay. */
export const PARTICULARS = {
  applicant: z.optional(applicantSchema),
  /** Null: the owner acts alone from now on. */
  filer: z.optional(z.nullable(filerSchema)),
  resultDelivery: z.optional(resultDeliverySchema),
};
const particularsSchema = z.strictObject(PARTICULARS);
export type Particulars = z.infer<typeof particularsSchema>;

export const supplementItemSchema = z.strictObject({
  /** Component of the procedure that is missing or wrong; absent when the form's content itself is wrong. */
  component: z.optional(slug),
  content: line(500),
  reason: line(500),
  guidance: line(1000),
});
export type SupplementItem = z.infer<typeof supplementItemSchema>;

/**
 * How a file of a component came about: filed by the applicant, made from a handed-over paper by an officer, or taken by an
 * officer from a database that holds the data.
 */
export const DOCUMENT_ORIGINS = ['filed', 'scanned', 'database'] as const;
export type DocumentOrigin = (typeof DOCUMENT_ORIGINS)[number];
/** The head's approval of an officer's action: two people stand for it. */
export const approvalSchema = z.strictObject({
  /** Subject of the head's account at the identity provider. */
  approver: line(200),
  approvedAt: instant,
  /** Number of the paper that has it, where it was given on paper. */
  reference: z.optional(line(100)),
});
export type Approval = z.infer<typeof approvalSchema>;

/** A verified file of a component, or a result document. The bytes are in the documents bucket. */
export type DossierDocument = {
  readonly documentId: string;
  readonly component: string;
  readonly kind: 'component' | 'result';
  readonly fileName: string;
  /** Of a component's file; absent in older records: filed. */
  readonly origin?: DocumentOrigin | undefined;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
};

/** Result of another agency: completed work, or its opinion. */
export const BRANCH_RESULTS = ['done', 'agreed', 'disagreed'] as const;
export type BranchResult = (typeof BRANCH_RESULTS)[number];

/** Provider name for payments at reception. */
export const COUNTER = 'counter';

/**
 * `open`: to be decided by the head. `approved`: to be paid back. The others are final unless taken back: `paid` with its evidence, `refused` on a
 * legal ground that the log has, `dropped` because another assessment or another refund took its place.
 */
export const REFUND_STATES = ['open', 'approved', 'paid', 'refused', 'dropped'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** How it was paid back: by transfer, in cash, or by the provider that took it. */
export const REFUND_METHODS = ['bank-transfer', 'cash', 'provider'] as const;
export type RefundMethod = (typeof REFUND_METHODS)[number];

/** A requested fee. VND. */
export type Fee = { readonly code: string; readonly amount: number };

/** Why a payment settles nothing: each case becomes a refund to be made. */
export type SurplusReason =
  | 'already-paid'
  | 'wrong-amount'
  | 'no-such-obligation'
  | 'dossier-closed'
  /** Its transaction number belongs to another payment of this dossier. */
  | 'transaction-reused'
  /** Its obligation was refunded, or dropped by a correction. */
  | 'no-longer-due'
  /** It was credited, and the dossier ended early. */
  | 'withdrawn'
  | 'stopped';
