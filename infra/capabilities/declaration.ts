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
  /** The rows of the declaration, and the table's name. */
  readonly table: Grant;
  /** A worker of a stack before this one, or declared before in this one. @throws Error if there is none */
  readonly worker: (name: FunctionName) => QueueWorker;
};

type Declared = {
  /** What it does with rows of the table: no more is granted. */
  readonly rows: TableRights;
};

/** A function behind the API. */
export type ApiDeclaration = Declared & {
  readonly stack: 'api';
  /** What an error costs people; a sentence for whoever is woken by the alarm. */
  readonly businessImpact: string;
  readonly uses: (where: Where) => readonly Grant[];
};

/** A function that the province's events are put to, by a rule and a queue of its own. */
export type ConsumerDeclaration = Declared & {
  readonly stack: 'processing' | 'integrations';
  /** What an error costs people; a sentence for whoever is woken by the alarm. */
  readonly businessImpact: string;
  /** Types of events that are put to it: read off a column of `event-types.ts`, or off a registry of its capability. */
  readonly hears: readonly EventType[];
  /** `submitted`: not of drafts, which are their applicants' own affair. */
  readonly of: 'submitted' | 'all';
  readonly uses: (where: Where) => readonly Grant[];
  /** How its queue and its function are set. */
  readonly queue: (
    stack: ProvinceStack,
  ) => Omit<BusConsumerProps, 'name' | 'businessImpact' | 'bus' | 'pattern' | 'uses'>;
  /** What else feeds its queue. */
  readonly andFedBy?: (where: Where, worker: QueueWorker) => void;
};

/** A function that nobody waits for, fed by another queue, a rule, a stream or a clock. */
export type WorkerDeclaration = Declared & {
  readonly stack: 'processing' | 'integrations';
  /** Makes it with what feeds it. @returns the worker, if others send to its queue or may */
  readonly add: (where: Where) => QueueWorker | undefined;
};

export type Declarations<N extends FunctionName> = {
  readonly [K in N]: K extends ApiFunctionName
    ? ApiDeclaration
    : K extends ConsumerName
      ? ConsumerDeclaration
      : WorkerDeclaration;
};
