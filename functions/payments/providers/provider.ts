import type * as z from 'zod/mini';
import type { PaymentNotice } from '../../../shared/partner-messages/payment-notices.ts';
import type { Reply } from '../../../shared/platform/http/request.ts';
import type { Route } from '../../../shared/platform/http/route.ts';
import type { PartnerCall } from '../../../shared/platform/partners/call.ts';
import type { Language } from '../../../shared/text/text.ts';

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
  /** @throws PartnerRefusedError, PartnerUnavailableError, UnknownOutcomeError */
  createIntent(request: IntentRequest): Promise<{ readonly payUrl: string }>;
};

/** What a provider tells. A callback is verified before anything is written; its success reply comes after the record is durable. */
export type PaymentCallbacks = {
  /** Our own identity there, to compare a notice's `partner` with. */
  readonly partner: string;
  /** Verifies, then parses. Throws only when the keys cannot be read. */
  readCallback(input: CallbackInput): Promise<Callback>;
  /** What to answer when even the keys could not be read. */
  failure(): Reply;
};

/** What a provider can be asked afterwards. No function asks yet: it is for the reconciliation of payments that are not decided. */
export type PaymentRecords = {
  query(attempt: { readonly reference: string; readonly at: string }): Promise<TransactionState>;
};

/** What a provider is opened with. */
export type Opening<C, S> = {
  readonly config: C;
  /** Where the payer's browser comes back to. */
  readonly returnUrl: string;
  /** Values of the provider's own secret in force, newest first. */
  readonly secrets: () => Promise<readonly [S, ...S[]]>;
  readonly call: PartnerCall;
  readonly clock: () => Date;
};

/**
 * Everything that one payment provider brings: its folder holds it, and `registry.ts` names it. What depends on providers
 * (the province's file, secrets, rights, routes) follows from the registry.
 */
export type ProviderAdapter<C extends object, S> = {
  /** Its entry in the province's file below `payments.providers`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** What its secret, `payment-<name>`, holds. */
  readonly secret: z.ZodMiniType<S>;
  /** The simulator of `local/simulators` that plays it, and its entry with the simulator's address; undefined: none does. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Where it calls back, and what it is answered. */
  readonly callback: Pick<Route, 'method' | 'path' | 'summary' | 'success'>;
  /** Sends payers there. */
  readonly intents: (opening: Opening<C, S>) => PaymentIntents;
  /** Hears what it tells. */
  readonly callbacks: (opening: Opening<C, S>) => PaymentCallbacks;
};

/** A provider as the registry holds it: what its own configuration and secret look like is its own affair. */
export type RegisteredProvider = ProviderAdapter<object, unknown>;

/** The one place where its own types are let go: its functions get only what its own schemas let through. */
export const registered = <C extends object, S extends string | object>(
  adapter: ProviderAdapter<C, S>,
): RegisteredProvider & { readonly config: z.ZodMiniType<C> } =>
  adapter as unknown as RegisteredProvider & { readonly config: z.ZodMiniType<C> };
