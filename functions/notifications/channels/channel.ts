import type * as z from 'zod/mini';
import type { FormerContact } from '../../../shared/dossier/parties.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { ProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import type { Notice, Post } from '../notice.ts';

/** Recipient: the applicant of a dossier, where notices went before a correction, or a post of an agency. */
export type Recipient =
  | { readonly kind: 'applicant'; readonly dossier: Dossier; readonly former?: FormerContact | undefined }
  | { readonly kind: 'office'; readonly post: Post; readonly agency: Agency | undefined };

/** Outcome of a notice; all are final. */
export type Sent =
  /** `messageId`: the id given by the service. */
  | { readonly state: 'sent'; readonly messageId: string }
  /** The address is suppressed; `cause` contains no address. */
  | { readonly state: 'unreachable'; readonly cause: string }
  /** The address may not receive this notice. */
  | { readonly state: 'withheld' };

/** The service will never accept this notice. `causeCode` is stable and contains no address. */
export class NoticeRefusedError extends Error {
  override readonly name = 'NoticeRefusedError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** The service is throttling: the notice was not sent and is retried later. `causeCode` is stable. */
export class ChannelThrottledError extends Error {
  override readonly name = 'ChannelThrottledError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** One notification channel. Format, rate limit, suppression and consent are internal to the channel. */
export type Channel = {
  /** Called at the start of each batch of messages. */
  onBatchStart?(): void;
  /** Address of a recipient on this channel; undefined: none. */
  addressOf(recipient: Recipient): string | undefined;
  /**
   * Sends a notice, or the confirmation request that must precede it.
   * @param eventId id of the event; the same on every retry
   * @throws NoticeRefusedError, ChannelThrottledError, or a transient error
   */
  send(recipient: Recipient, address: string, notice: Notice, eventId: string): Promise<Sent>;
};

/** Province settings for a channel. */
export type Place = {
  /** Physical name of a resource of the province: `motcua-<slug>-<what>`. */
  readonly named: (what: string) => string;
  /** Minimum interval between two notices of one sandbox, so that all sandboxes together respect the province's rate. */
  readonly everyMs: number;
};

/** An IAM permission on resources of the province's account and region. */
export type ChannelRight = {
  readonly actions: readonly string[];
  readonly on: readonly { readonly service: string; readonly resource: string; readonly resourceName: string }[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Dependencies for opening a channel. */
export type Opening<R, S> = {
  readonly settings: R;
  /** Returns the values of the channel's secret, newest first. */
  readonly secrets: () => Promise<readonly S[]>;
  readonly table: Table;
  /** Key for pseudonyms of addresses. */
  readonly key: ProvinceKey;
  readonly clock: () => Date;
};

/**
 * One notification channel: its code is in its folder, and `registry.ts` lists it. Everything that depends on the set of
 * channels (the province file, secrets, permissions, environment) is derived from the registry.
 */
export type ChannelAdapter<C extends object, R extends object, S> = {
  /** Schema of its entry in the province file under `notices`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** Schema of its secret, `notices-<name>`; undefined: no secret. */
  readonly secret: z.ZodMiniType<S> | undefined;
  /** Its simulator in `local/simulators`, and the entry with the simulator's address; undefined: no simulator. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Settings of the channel, under its name in the variable `NOTICE_CHANNELS`. */
  readonly settings: z.ZodMiniType<R>;
  readonly environment: (config: C, place: Place) => R;
  /** Its IAM permissions. */
  readonly rights: (config: C, place: Place) => readonly ChannelRight[];
  readonly open: (opening: Opening<R, S>) => Channel;
};

/** A channel in the registry, with the types of its configuration and secret erased. */
export type RegisteredChannel = ChannelAdapter<object, object, unknown>;

/** The only type cast: erases the channel's own types. Safe, because it receives only values that its own schemas validated. */
export const registered = <C extends object, R extends object, S>(
  adapter: ChannelAdapter<C, R, S>,
): RegisteredChannel & { readonly config: z.ZodMiniType<C>; readonly settings: z.ZodMiniType<R> } =>
  adapter as unknown as RegisteredChannel & {
    readonly config: z.ZodMiniType<C>;
    readonly settings: z.ZodMiniType<R>;
  };
