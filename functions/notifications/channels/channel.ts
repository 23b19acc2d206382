import type * as z from 'zod/mini';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { ProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import type { Notice, Post } from '../notice.ts';

/** Who is told: the applicant of a dossier, or a post of an agency. */
export type Recipient =
  | { readonly kind: 'applicant'; readonly dossier: Dossier }
  | { readonly kind: 'office'; readonly post: Post; readonly agency: Agency | undefined };

/** What came of a notice; all of these are final. */
export type Sent =
  /** `messageId`: what the service calls it. */
  | { readonly state: 'sent'; readonly messageId: string }
  /** Nobody writes to this address any more; `cause` holds no address. */
  | { readonly state: 'unreachable'; readonly cause: string }
  /** None may go to this address. */
  | { readonly state: 'withheld' };

/** The service will never take this notice as it is. `causeCode` is stable and holds no address. */
export class NoticeRefusedError extends Error {
  override readonly name = 'NoticeRefusedError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** The service takes no more for now, this notice neither: it was not sent, and goes again later. `causeCode` is stable. */
export class ChannelThrottledError extends Error {
  override readonly name = 'ChannelThrottledError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** One way to reach people. Its form, pace, suppression and permission are its own affair. */
export type Channel = {
  /** Called at the start of each batch of messages. */
  onBatchStart?(): void;
  /** Where somebody is reached this way; undefined: nowhere. */
  addressOf(recipient: Recipient): string | undefined;
  /**
   * Sends a notice, or what has to go to the address before one may.
   * @param eventId of the event that the notice is of: the same whenever it comes again
   * @throws NoticeRefusedError, ChannelThrottledError, or anything else that may pass.
   */
  send(recipient: Recipient, address: string, notice: Notice, eventId: string): Promise<Sent>;
};

/** What the province gives a channel. */
export type Place = {
  /** Physical name of something of the province: `motcua-<slug>-<what>`. */
  readonly named: (what: string) => string;
  /** Least time between two notices of one sandbox, so that all together keep to the rate of the province's size. */
  readonly everyMs: number;
};

/** A permission in AWS, on resources of the province's account and region. */
export type ChannelRight = {
  readonly actions: readonly string[];
  readonly on: readonly { readonly service: string; readonly resource: string; readonly resourceName: string }[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** What a channel is opened with. */
export type Opening<R, S> = {
  readonly settings: R;
  /** Asks for the values of its own secret, newest first. */
  readonly secrets: () => Promise<readonly S[]>;
  readonly table: Table;
  /** For pseudonyms of addresses. */
  readonly key: ProvinceKey;
  readonly clock: () => Date;
};

/**
 * Everything that one channel brings: its folder holds it, and `registry.ts` names it. What depends on channels (the
 * province's file, secrets, rights, environment) follows from the registry.
 */
export type ChannelAdapter<C extends object, R extends object, S> = {
  /** Its entry in the province's file below `notices`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** What its secret, `notices-<name>`, holds; undefined: it has none. */
  readonly secret: z.ZodMiniType<S> | undefined;
  /** The simulator of `local/simulators` that plays its service, and its entry with the simulator's address; undefined: none does. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** What it is opened with, below its name in the variable `NOTICE_CHANNELS`. */
  readonly settings: z.ZodMiniType<R>;
  readonly environment: (config: C, place: Place) => R;
  /** What it may do in AWS. */
  readonly rights: (config: C, place: Place) => readonly ChannelRight[];
  readonly open: (opening: Opening<R, S>) => Channel;
};

/** A channel as the registry holds it: what its own configuration and secret look like is its own affair. */
export type RegisteredChannel = ChannelAdapter<object, object, unknown>;

/** The one place where its own types are let go: it gets only what its own schemas let through. */
export const registered = <C extends object, R extends object, S>(
  adapter: ChannelAdapter<C, R, S>,
): RegisteredChannel & { readonly config: z.ZodMiniType<C>; readonly settings: z.ZodMiniType<R> } =>
  adapter as unknown as RegisteredChannel & {
    readonly config: z.ZodMiniType<C>;
    readonly settings: z.ZodMiniType<R>;
  };
