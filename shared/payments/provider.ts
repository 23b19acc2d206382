import type { Reply } from '../http/request.ts';
import type { Language } from '../text.ts';

/** Providers that a payer can be sent to. `counter` is not one of them. */
export const ONLINE_PROVIDERS = ['platform', 'vnpay'] as const;
export type OnlineProvider = (typeof ONLINE_PROVIDERS)[number];

/** What the payer gets a receipt for. Personal data: goes into the request to the provider and nowhere else. */
export type ReceiptDetails = {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly payer: { readonly name: string; readonly identifier: string; readonly address: string };
  /** VND. */
  readonly fees: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: 'fee' | 'charge';
    readonly amount: number;
  }[];
};

export type IntentRequest = {
  readonly reference: string;
  /** VND. */
  readonly amount: number;
  readonly createdAt: string;
  /** Until when the payer may pay by this intent. */
  readonly payBy: string;
  readonly payerIp: string;
  readonly language: Language;
  readonly receipt: ReceiptDetails;
};

/** What a verified callback says. */
export type PaymentNotice = {
  readonly reference: string;
  readonly transactionId: string;
  /** Whose account at the provider: ours, or the message is not for us. */
  readonly partner: string;
  /** VND. */
  readonly amount: number;
  readonly currency: string;
  readonly paid: boolean;
  /** The provider's own result codes, joined with `/`. */
  readonly resultCode: string;
  /** Absent when the provider's time stamp cannot be read. */
  readonly paidAt?: string | undefined;
};

/** Outcome of a callback, to be told to the provider in its own words. */
export type Verdict =
  | 'recorded'
  | 'duplicate'
  | 'unknown-reference'
  | 'wrong-amount'
  | 'not-for-us'
  /** The transaction number stands for something else already. */
  | 'conflict'
  | 'malformed'
  | 'forged'
  | 'failed-here';

export type Callback = {
  readonly reading:
    | { readonly kind: 'verified'; readonly notice: PaymentNotice }
    | { readonly kind: 'forged' }
    /** Signed by the provider, yet without something that is needed. */
    | { readonly kind: 'malformed'; readonly field: string };
  reply(verdict: Verdict): Reply;
};

export type CallbackInput = { readonly rawBody: string; readonly query: Readonly<Record<string, string>> };

export type TransactionState = 'paid' | 'pending' | 'failed' | 'unknown';

/** Where payers are sent. */
export type PaymentIntents = {
  /** @throws PartnerUnavailableError when it is not known whether the intent exists; PartnerRefusedError */
  createIntent(request: IntentRequest): Promise<{ readonly payUrl: string }>;
};

/** What a provider tells. A callback is verified before anything is written; its success reply comes after the record is durable. */
export type PaymentCallbacks = {
  readonly name: OnlineProvider;
  /** Our own identity there, to compare a notice's `partner` with. */
  readonly partner: string;
  /** Verifies, then parses. Throws only when the keys cannot be read. */
  readCallback(input: CallbackInput): Promise<Callback>;
  /** What to answer when even the keys could not be read. */
  failure(): Reply;
};

/** What a provider can be asked afterwards. What one cannot do is absent. */
export type PaymentRecords = {
  query?(attempt: { readonly reference: string; readonly at: string }): Promise<TransactionState>;
  /** The electronic receipt, PDF. */
  fetchReceipt?(reference: string): Promise<Uint8Array>;
  refund?(payment: {
    readonly reference: string;
    readonly transactionId: string;
    readonly amount: number;
  }): Promise<void>;
};
