import type { Case, Time } from './case.ts';

/** A table's stream and the function that reads it, which fails as often as it is told to. */
export type Streams = {
  /** Writes so many rows of a partition, one after the other. */
  readonly write: (partition: string, rows: number) => void;
  /** The next invocations that see a row fail. */
  readonly fail: (row: string, times: number) => void;
  /** Rows of each invocation so far, in order. */
  readonly invocations: () => readonly (readonly string[])[];
  /** Rows of those that did not fail, in order. */
  readonly handled: () => readonly string[];
  /** What lies at the destination for failures. */
  readonly givenUp: () => readonly unknown[];
  readonly time: Time;
};
export type StreamCase = Case<Streams>;

/** An emulator reads streams by a timer of its own, which cannot be controlled; the batches are random there. */
const simulatedOnly = 'which rows a batch holds depends on when an emulator polls';
const RETRIES = 'AWS Lambda Developer Guide, "How Lambda processes records from stream and queue-based event sources"';
const DISCARDED =
  'AWS Lambda Developer Guide, "Configuring error handling for DynamoDB streams": on-failure destinations';

const ofPartition = (rows: readonly string[], partition: string) => rows.filter((row) => row.startsWith(partition));

export const streamCases: readonly StreamCase[] = [
  {
    name: 'rows of one partition arrive in order, with any rows between them',
    source: 'Amazon DynamoDB Developer Guide, "Change data capture for DynamoDB Streams": item-level order',
    run: async ({ write, handled, time }) => {
      for (let round = 0; round < 3; round += 1) for (const partition of ['a', 'b']) write(partition, 1);
      await time.pass(5);
      return [ofPartition(handled(), 'a'), ofPartition(handled(), 'b')];
    },
    aws: [
      ['a1', 'a2', 'a3'],
      ['b1', 'b2', 'b3'],
    ],
    simulatedOnly,
  },
  {
    name: 'a failing batch is redelivered as a whole, before all later records',
    source: RETRIES,
    run: async ({ write, fail, handled, time }) => {
      fail('a2', 1);
      write('a', 3);
      await time.pass(1);
      write('a', 1);
      await time.pass(30);
      return handled();
    },
    aws: ['a1', 'a2', 'a3', 'a4'],
    simulatedOnly,
  },
  {
    name: 'a failing batch is bisected before each retry',
    source: `${RETRIES}: BisectBatchOnFunctionError`,
    run: async ({ write, fail, invocations, time }) => {
      fail('a1', 3);
      write('a', 4);
      await time.pass(30);
      const sizes = invocations().map((rows) => rows.length);
      return [sizes.slice(0, 3), new Set(invocations().flat()).size];
    },
    aws: [[4, 2, 1], 4],
    simulatedOnly,
  },
  {
    name: 'expired records are discarded to the failure destination with their position only, and the rest continues',
    source: DISCARDED,
    run: async ({ write, fail, invocations, givenUp, time }) => {
      fail('a1', Number.POSITIVE_INFINITY);
      write('a', 2);
      await time.pass(100);
      return [givenUp(), invocations().at(-1)];
    },
    aws: [[{ DDBStreamBatchInfo: { startSequenceNumber: '1', endSequenceNumber: '1', batchSize: 1 } }], ['a2']],
    simulatedOnly,
  },
];
