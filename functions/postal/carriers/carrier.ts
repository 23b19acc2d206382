import * as z from 'zod/mini';
import { SHIPMENT_STATES } from '../../../shared/dossier/values.ts';
import type { CarrierReport } from '../../../shared/partner-messages/carrier-reports.ts';
import type { Reply } from '../../../shared/platform/http/request.ts';
import type { PartnerCall } from '../../../shared/platform/partners/call.ts';
import { email, line, phone, provinceCode } from '../../../shared/values.ts';

/** A parcel to be taken to an applicant. Personal data: goes to the carrier and nowhere else. */
export type ParcelOrder = {
  /** Our number of the parcel, which the carrier keeps: the dossier code. The same number is the same parcel. */
  readonly orderNumber: string;
  /** VND to be collected on delivery. */
  readonly cashOnDelivery: number;
  /** What is in it, in words without people's names. */
  readonly content: string;
  readonly receiver: {
    readonly name: string;
    readonly phone: string;
    readonly address: string;
    /** Two digits. */
    readonly provinceCode: string;
  };
};

/** Who hands parcels over: the one-stop shop, as every order names it. */
export const senderSchema = z.object({
  name: line(200),
  address: line(300),
  phone,
  email: z.optional(email),
  provinceCode,
});
export type Sender = z.infer<typeof senderSchema>;

/** Orders parcels at a carrier. */
export type Carrier = {
  /**
   * Orders once per number: a number the carrier has already is a success, so an order whose outcome is not known is
   * simply repeated.
   * @throws PartnerRefusedError, PartnerUnavailableError, UnknownOutcomeError
   */
  order(order: ParcelOrder): Promise<{ readonly known: boolean; readonly carrierNumber?: string | undefined }>;
  // Not called by any function yet: quotes before a delivery is chosen, cancelling and polling belong to the postal services
  // that are still to come (sending in by post, redelivery, carriers that are polled).
  /** VND. */
  fee?(parcel: { readonly grams: number; readonly toProvinceCode: string }): Promise<number>;
  cancel?(orderNumber: string): Promise<void>;
  /** Reports after a cursor, oldest first, how many items were none, and the cursor to go on from. */
  pollPage?(
    cursor: string,
  ): Promise<{ readonly reports: readonly CarrierReport[]; readonly unreadable: number; readonly cursor: string }>;
};

/** What becomes of a push, to be told to the carrier in its own words. */
export type PushOutcome = 'taken' | 'bad-token' | 'not-readable' | 'failed-here' | 'no-such-order';

/** Carrier code → our state. Keys are the carrier's codes as text. */
export const stateTableSchema = z.record(z.string().check(z.minLength(1), z.maxLength(50)), z.enum(SHIPMENT_STATES));

/** A carrier's codes and what they mean, with what that rests on: `states.json` beside its adapter. */
export const stateFileSchema = z.strictObject({
  foundation: z.enum(['seen', 'second-hand', 'background', 'decided']),
  note: z.string(),
  states: stateTableSchema,
});

/** Asks for the values of the carrier's own secret, newest first. */
export type SecretValues<S> = () => Promise<readonly S[]>;

/** What an order is made with. */
export type Ordering<C, S> = {
  readonly config: C;
  readonly sender: Sender;
  readonly secrets: SecretValues<S>;
  readonly call: PartnerCall;
  readonly clock: () => Date;
};

/**
 * Everything that one carrier brings: its folder holds it, and `registry.ts` names it. What depends on carriers (the
 * province's file, secrets, rights, routes) follows from the registry.
 */
export type CarrierAdapter<C extends object, S extends object> = {
  /** Its entry in the province's file below `post.carriers`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** What its secret, `carrier-<name>`, holds. */
  readonly secret: z.ZodMiniType<S>;
  /** The simulator of `local/simulators` that plays it, and its entry with the simulator's address; undefined: none does. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Meaning of its codes. */
  readonly states: z.infer<typeof stateTableSchema>;
  /** How it tells of parcels by calling us. */
  readonly push: {
    /** Whether the call knows this value of the secret. */
    readonly knows: (headers: Readonly<Record<string, string | undefined>>, secret: S) => boolean;
    /** @returns the name of the field that is wrong, when it is not a report */
    readonly read: (body: unknown) => CarrierReport | { readonly field: string };
    readonly reply: (outcome: PushOutcome) => Reply;
  };
  /** Orders parcels; undefined: it only reports about those that were ordered elsewhere. */
  readonly open: ((ordering: Ordering<C, S>) => Carrier) | undefined;
};

/** A carrier as the registry holds it: what its own configuration and secret look like is its own affair. */
export type RegisteredCarrier = CarrierAdapter<object, object>;

/** The one place where its own types are let go: its functions get only what its own schemas let through. */
export const registered = <C extends object, S extends object>(
  adapter: CarrierAdapter<C, S>,
): RegisteredCarrier & { readonly config: z.ZodMiniType<C> } =>
  adapter as unknown as RegisteredCarrier & { readonly config: z.ZodMiniType<C> };
