import type { EventType } from '../../shared/dossier/event-types.ts';
import type { BusConsumerProps } from '../constructs/bus-consumer.ts';
import type { Grant } from '../constructs/grant.ts';
import type { ProvinceStack } from '../constructs/province-stack.ts';
import type { QueueWorker } from '../constructs/queue-worker.ts';
import type { ApiFunctionName, ConsumerName, FunctionName } from '../functions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import type { TableRights } from '../table-rights.ts';

/** What a declaration builds on. */
export type Where = {
  readonly name: FunctionName;
  readonly stack: ProvinceStack;
  readonly stateful: StatefulStack;
  /** The declared rows, and the table's name. */
  readonly table: Grant;
  /** A worker of an earlier stack, or declared earlier in this one. @throws Error if there is none */
  readonly worker: (name: FunctionName) => QueueWorker;
};

type Declared = {
  /** What it does with rows of the table; nothing else is granted. */
  readonly rows: TableRights;
};

/** A function behind the API. */
export type ApiDeclaration = Declared & {
  readonly stack: 'api';
  /** What an error costs the province; one sentence for the operator on call. */
  readonly businessImpact: string;
  readonly uses: (where: Where) => readonly Grant[];
};

/** A function that subscribes to the province's events, through a rule and a queue of its own. */
export type ConsumerDeclaration = Declared & {
  readonly stack: 'processing' | 'integrations';
  /** What an error costs the province; one sentence for the operator on call. */
  readonly businessImpact: string;
  /** Subscribed event types, read from a column of `event-types.ts` or from a registry of its capability. */
  readonly hears: readonly EventType[];
  /** `submitted`: excludes drafts, which only their applicants see. */
  readonly of: 'submitted' | 'all';
  readonly uses: (where: Where) => readonly Grant[];
  /** Settings of its queue and its function. */
  readonly queue: (
    stack: ProvinceStack,
  ) => Omit<BusConsumerProps, 'name' | 'businessImpact' | 'bus' | 'pattern' | 'uses'>;
  /** What else feeds its queue. */
  readonly andFedBy?: (where: Where, worker: QueueWorker) => void;
};

/** An asynchronous function fed by another queue, a rule, a stream or a schedule. */
export type WorkerDeclaration = Declared & {
  readonly stack: 'processing' | 'integrations';
  /** Creates it with its event sources. @returns the worker, if others may send to its queue */
  readonly add: (where: Where) => QueueWorker | undefined;
};

export type Declarations<N extends FunctionName> = {
  readonly [K in N]: K extends ApiFunctionName
    ? ApiDeclaration
    : K extends ConsumerName
      ? ConsumerDeclaration
      : WorkerDeclaration;
};
