import type * as z from 'zod/mini';
import type { PaymentNotice } from '../../../shared/partner-messages/payment-notices.ts';
import type { MethodAndCache } from '../../../shared/platform/http/caching.ts';
import type { RouteReply } from '../../../shared/platform/http/request.ts';
import type { Route } from '../../../shared/platform/http/route.ts';
import type { PartnerCall } from '../../../shared/platform/partners/call.ts';
import type { Language } from '../../../shared/text/text.ts';

/** Data for the payer's receipt. Personal data: sent to the provider and stored nowhere else. */
export type ReceiptDetails = {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  /** `MaDVC` at the national platform. */
  readonly serviceCode: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly payer: { readonly name: string; readonly identifier: string; readonly address: string };
  /** VND. */
  readonly fees: readonly {
    /** A national code, never our own. */
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
  /** Until when the payer may pay with this intent. */
  readonly payBy: string;
  readonly payerIp: string;
  readonly language: Language;
  readonly receipt: ReceiptDetails;
};

/** Outcome of a callback, to be mapped to the provider's own reply. */
export type PaymentVerdict =
  | 'recorded'
  | 'duplicate'
  | 'unknown-reference'
  | 'wrong-amount'
  | 'not-for-us'
  /** The transaction number is already used by another payment. */
  | 'conflict'
  | 'malformed'
  | 'forged'
  | 'failed-here';

export type Callback = {
  readonly reading:
    | { readonly kind: 'verified'; readonly notice: PaymentNotice }
    | { readonly kind: 'forged' }
    /** Signed by the provider, but required data is missing. */
    | { readonly kind: 'malformed'; readonly field: string };
  reply(verdict: PaymentVerdict): RouteReply;
};

export type CallbackInput = { readonly rawBody: string; readonly query: Readonly<Record<string, string>> };

export type TransactionState = 'paid' | 'pending' | 'failed' | 'unknown';

/** The part of a provider that starts payments. */
export type PaymentIntents = {
  /** @throws PartnerRefusedError, PartnerUnavailableError, UnknownOutcomeError */
  createIntent(request: IntentRequest): Promise<{ readonly payUrl: string }>;
};

/**
 * The part of a provider that receives callbacks. A callback is verified before anything is written; success is returned only
 * after the record is durable.
 */
export type PaymentCallbacks = {
  /** Our identity at the provider, to compare with a notice's `partner`. */
  readonly partner: string;
  /** Verifies, then parses. Throws only when the keys cannot be read. */
  readCallback(input: CallbackInput): Promise<Callback>;
  /** Reply when the keys could not be read. */
  failure(): RouteReply;
};

/** What a provider can be asked afterwards. No function asks yet: it is for the reconciliation of payments that are not decided. */
export type PaymentRecords = {
  query(attempt: { readonly reference: string; readonly at: string }): Promise<TransactionState>;
};

/** Dependencies for opening a provider. */
export type Opening<C, S> = {
  readonly config: C;
  /** Return URL of the payer's browser. */
  readonly returnUrl: string;
  /** Active values of the provider's secret, newest first. */
  readonly secrets: () => Promise<readonly [S, ...S[]]>;
  readonly call: PartnerCall;
  readonly clock: () => Date;
};

/**
 * One payment provider: its code is in its folder, and `registry.ts` lists it. Everything that depends on the set of providers
 * (the province file, secrets, permissions, routes) is derived from the registry.
 */
export type ProviderAdapter<C extends object, S> = {
  /** Schema of its entry in the province file under `payments.providers`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** Schema of its secret, `payment-<name>`. */
  readonly secret: z.ZodMiniType<S>;
  /** Its simulator in `local/simulators`, and the entry with the simulator's address; undefined: no simulator. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Route of its callback. */
  readonly callback: MethodAndCache & Pick<Route, 'path' | 'summary' | 'success'>;
  /** Starts payments. */
  readonly intents: (opening: Opening<C, S>) => PaymentIntents;
  /** Receives callbacks. */
  readonly callbacks: (opening: Opening<C, S>) => PaymentCallbacks;
};

/** A provider in the registry, with the types of its configuration and secret erased. */
export type RegisteredProvider = ProviderAdapter<object, unknown>;

/**
 * The only type cast: erases the provider's own types. Safe, because it receives only values that its own schemas validated.
 */
export const registered = <C extends object, S extends string | object>(
  adapter: ProviderAdapter<C, S>,
): RegisteredProvider & { readonly config: z.ZodMiniType<C> } =>
  adapter as unknown as RegisteredProvider & { readonly config: z.ZodMiniType<C> };
