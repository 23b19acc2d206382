import type { Fact } from '../../../infra/local/facts/fact.ts';
import type { Capability } from './capabilities.ts';

/** A running emulator, ours or somebody else's. */
export interface Emulator {
  /** For the person who reads the output: "MiniStack 1.5.33". */
  readonly title: string;
  readonly endpoint: string;
  /** Ends it and everything it started; does nothing to one we did not start. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly port: number;
  readonly region: string;
  readonly logFile: string;
  /** Told what a long start is at: what is being fetched, what is waited for. */
  readonly detail: (text: string) => void;
}

/** A letter that an emulator's mail service took. */
export type Mail = {
  readonly To: readonly string[];
  readonly Source: string;
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
};

/** A message that lies in a queue. */
export type HeldMessage = {
  readonly Body: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue?: string }>>;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
};

/** What AWS does not let anybody see, and tests look at. */
export interface Windows {
  /** Letters taken, oldest first. */
  mails(endpoint: string): Promise<readonly Mail[]>;
  /** What every queue holds by the queue's address, messages in flight included, without receiving it. `queue`: that one only. */
  queues(endpoint: string, queue?: string): Promise<ReadonlyMap<string, readonly HeldMessage[]>>;
}

/** All there is to know of an emulator: another one is another folder with one of these. */
export interface EmulatorRecord {
  /** For people. */
  readonly title: string;
  /** Answers 200 once it is healthy, and on no other emulator. */
  readonly health: `/${string}`;
  /** Where it answers as a stage of an API, below its endpoint. */
  apiPath(apiId: string, stage: string): `/${string}`;
  readonly shows: Readonly<Record<Capability, boolean>>;
  /** Queue batches one function handles at once in `npm start`: as few as the emulator lets a mapping have. */
  readonly workers: 1 | 2;
  /** Milliseconds that one step of the deploy may take. */
  readonly stepTimeoutMs: number;
  /** Milliseconds that the demo waits for one thing to happen. */
  readonly patienceMs: number;
  /** What is read back after a deploy, and put back where its CloudFormation drops it. */
  readonly facts: readonly Fact[];
  readonly windows: Windows;
  /** Installs it when needed, and starts it on loopback. */
  start(options: StartOptions): Promise<Emulator>;
}
