import type { Fact } from '../../../infra/local/facts/fact.ts';
import type { Capability } from './capabilities.ts';

/** A running emulator, started by us or not. */
export interface Emulator {
  /** Display name: "MiniStack 1.5.33". */
  readonly title: string;
  readonly endpoint: string;
  /** Stops it and everything it started; does nothing to one we did not start. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly port: number;
  readonly region: string;
  readonly logFile: string;
  /** Receives the current activity of a long start: what is being fetched, what is waited for. */
  readonly detail: (text: string) => void;
}

/** An e-mail that an emulator's mail service accepted. */
export type Mail = {
  readonly To: readonly string[];
  readonly Source: string;
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
};

/** A message in a queue. */
export type HeldMessage = {
  readonly Body: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue?: string }>>;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
};

/** State that AWS does not expose, and that tests inspect. */
export interface Windows {
  /** Accepted e-mails, oldest first. */
  mails(endpoint: string): Promise<readonly Mail[]>;
  /** Messages of every queue by the queue's address, messages in flight included, without receiving them. `queue`: that one only. */
  queues(endpoint: string, queue?: string): Promise<ReadonlyMap<string, readonly HeldMessage[]>>;
}

/** Everything the launcher needs of an emulator: another emulator is another folder with one of these records. */
export interface EmulatorRecord {
  /** Display name. */
  readonly title: string;
  /** Answers 200 once it is healthy, and on no other emulator. */
  readonly health: `/${string}`;
  /** Path below its endpoint at which it serves a stage of an API. */
  apiPath(apiId: string, stage: string): `/${string}`;
  readonly shows: Readonly<Record<Capability, boolean>>;
  /** Queue batches one function handles at once in `npm start`: the minimum that the emulator allows. */
  readonly workers: 1 | 2;
  /** Time-out of one step of the deploy. Milliseconds. */
  readonly stepTimeoutMs: number;
  /** Time-out of one wait in the demo. Milliseconds. */
  readonly patienceMs: number;
  /** Facts read back after a deploy, and restored where its CloudFormation drops them. */
  readonly facts: readonly Fact[];
  readonly windows: Windows;
  /** Installs it when needed, and starts it on loopback. */
  start(options: StartOptions): Promise<Emulator>;
}
