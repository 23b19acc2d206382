import * as z from 'zod/mini';
import { SHIPMENT_STATES } from '../../../shared/dossier/values.ts';
import type { CarrierReport } from '../../../shared/partner-messages/carrier-reports.ts';
import type { RouteReply } from '../../../shared/platform/http/request.ts';
import type { PartnerCall } from '../../../shared/platform/partners/call.ts';
import { email, line, phone, provinceCode } from '../../../shared/values.ts';

/** A parcel for an applicant. Personal data: sent to the carrier and stored nowhere else. */
export type ParcelOrder = {
  /** Our order number, which the carrier stores: the dossier code. The same number means the same parcel. */
  readonly orderNumber: string;
  /** Cash on delivery, VND. */
  readonly cashOnDelivery: number;
  /** Description of the contents, without names of people. */
  readonly content: string;
  readonly receiver: {
    readonly name: string;
    readonly phone: string;
    readonly address: string;
    /** Two digits. */
    readonly provinceCode: string;
  };
};

/** Sender of parcels: the one-stop shop, named in every order. */
export const senderSchema = z.object({
  name: line(200),
  address: line(300),
  phone,
  email: z.optional(email),
  provinceCode,
});
export type Sender = z.infer<typeof senderSchema>;

/** Places orders at a carrier. */
export type Carrier = {
  /**
   * Places one order per number: a number that the carrier already has is a success, so an order with an unknown outcome is
   * simply repeated.
   * @throws PartnerRefusedError, PartnerUnavailableError, UnknownOutcomeError
   */
  order(order: ParcelOrder): Promise<{ readonly known: boolean; readonly carrierNumber?: string | undefined }>;
  // Not called by any function yet: quotes before a delivery is chosen, cancelling and polling belong to the postal services
  // that are still to come (sending in by post, redelivery, carriers that are polled).
  /** VND. */
  fee?(parcel: { readonly grams: number; readonly toProvinceCode: string }): Promise<number>;
  cancel?(orderNumber: string): Promise<void>;
  /** Reports after a cursor, oldest first, the number of invalid items, and the next cursor. */
  pollPage?(
    cursor: string,
  ): Promise<{ readonly reports: readonly CarrierReport[]; readonly unreadable: number; readonly cursor: string }>;
};

/** Outcome of a push, to be mapped to the carrier's own reply. */
export type PushOutcome = 'taken' | 'bad-token' | 'not-readable' | 'failed-here' | 'no-such-order';

/** Carrier code → our state. Keys are the carrier's codes as text. */
export const stateTableSchema = z.record(z.string().check(z.minLength(1), z.maxLength(50)), z.enum(SHIPMENT_STATES));

/** A carrier's codes and their meanings, with sources: `states.json` beside its adapter. */
export const stateFileSchema = z.strictObject({
  foundation: z.enum(['seen', 'second-hand', 'background', 'decided']),
  note: z.string(),
  states: stateTableSchema,
});

/** Returns the values of the carrier's secret, newest first. */
export type SecretValues<S> = () => Promise<readonly S[]>;

/** Dependencies for placing orders. */
export type Ordering<C, S> = {
  readonly config: C;
  readonly sender: Sender;
  readonly secrets: SecretValues<S>;
  readonly call: PartnerCall;
  readonly clock: () => Date;
};

/**
 * One carrier: its code is in its folder, and `registry.ts` lists it. Everything that depends on the set of carriers (the
 * province file, secrets, permissions, routes) is derived from the registry.
 */
export type CarrierAdapter<C extends object, S extends object> = {
  /** Schema of its entry in the province file under `post.carriers`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** Schema of its secret, `carrier-<name>`. */
  readonly secret: z.ZodMiniType<S>;
  /** Its simulator in `local/simulators`, and the entry with the simulator's address; undefined: no simulator. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Meaning of its codes. */
  readonly states: z.infer<typeof stateTableSchema>;
  /** Push reports of the carrier. */
  readonly push: {
    /** Whether the call proves knowledge of this value of the secret. */
    readonly knows: (headers: Readonly<Record<string, string | undefined>>, secret: S) => boolean;
    /** @returns the name of the invalid field when it is not a report */
    readonly read: (body: unknown) => CarrierReport | { readonly field: string };
    readonly reply: (outcome: PushOutcome) => RouteReply;
  };
  /** Places orders; undefined: the carrier only reports on parcels ordered elsewhere. */
  readonly open: ((ordering: Ordering<C, S>) => Carrier) | undefined;
};

/** A carrier in the registry, with the types of its configuration and secret erased. */
export type RegisteredCarrier = CarrierAdapter<object, object>;

/** The only type cast: erases the carrier's own types. Safe, because it receives only values that its own schemas validated. */
export const registered = <C extends object, S extends object>(
  adapter: CarrierAdapter<C, S>,
): RegisteredCarrier & { readonly config: z.ZodMiniType<C> } =>
  adapter as unknown as RegisteredCarrier & { readonly config: z.ZodMiniType<C> };
