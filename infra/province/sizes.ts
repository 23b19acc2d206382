import type { ProvinceFile } from './schema.ts';

export type Throttle = { readonly rate: number; readonly burst: number };

export type Size = {
  /** Requests a second that each method of the API takes in, and the burst above it. */
  readonly throttle: Throttle;
  /** What partners' callbacks have to themselves (`docs/decisions/0022-callbacks-apart.md`). */
  readonly callbacks: {
    /** Of each callback. */
    readonly throttle: Throttle;
    /** Sandboxes kept for each function that takes callbacks, and the most it gets. */
    readonly concurrency: number;
  };
  /** MiB of a function that answers people; a vCPU comes with 1769. */
  readonly memory: number;
  /** Invocations at once of one queue worker. */
  readonly workerConcurrency: number;
  /** Sandboxes kept for the national portal's sync: also the most that the portal ever sees at once. */
  readonly portalConcurrency: number;
  /** Requests that one address may make in five minutes: several times what the largest office of the class makes at its peak. */
  readonly firewall: { readonly requestsPerAddress: number };
  /**
   * What the table and each of its indexes take at once, without having grown to it first: units a second. AWS begins with
   * 12,000 and 4,000 and takes less for an error; a figure can be raised and never lowered.
   */
  readonly warm: { readonly table: Throughput; readonly index: Throughput };
  readonly notices: Notices;
};

/**
 * Notices by each channel. A dossier brings about four, warnings to offices included: 84,000 a day in the largest
 * province. `perSecond` is what the channel's service (SES) must allow and is never exceeded by us, `perDay` twice an
 * ordinary day.
 */
type Notices = {
  readonly perSecond: number;
  readonly perDay: number;
  /** Sandboxes that send at once, each its share of `perSecond`. Not below 2, which is the least that Lambda takes. */
  readonly senders: number;
};

type Throughput = { readonly readUnitsPerSecond: number; readonly writeUnitsPerSecond: number };

const AS_AWS_BEGINS: Throughput = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 };

/**
 * By load, at four times the peak of the class: a small province takes under 1,000 dossiers a day, the largest 21,100
 * with 75 state changes and 185 reads a second at peak. A state change costs up to 45 write and 24 read units with
 * all it sets off (`npm run bench -- requests`), of which an index has a tenth.
 */
export const SIZES: Readonly<Record<ProvinceFile['size'], Size>> = {
  small: {
    throttle: { rate: 100, burst: 200 },
    callbacks: { throttle: { rate: 50, burst: 200 }, concurrency: 10 },
    memory: 512,
    workerConcurrency: 5,
    portalConcurrency: 2,
    firewall: { requestsPerAddress: 3_000 },
    notices: { perSecond: 4, perDay: 8_000, senders: 2 },
    warm: { table: AS_AWS_BEGINS, index: AS_AWS_BEGINS },
  },
  medium: {
    throttle: { rate: 300, burst: 600 },
    callbacks: { throttle: { rate: 100, burst: 400 }, concurrency: 20 },
    memory: 512,
    workerConcurrency: 10,
    portalConcurrency: 5,
    firewall: { requestsPerAddress: 6_000 },
    notices: { perSecond: 10, perDay: 50_000, senders: 2 },
    warm: { table: AS_AWS_BEGINS, index: AS_AWS_BEGINS },
  },
  large: {
    throttle: { rate: 1200, burst: 2400 },
    callbacks: { throttle: { rate: 200, burst: 800 }, concurrency: 40 },
    memory: 1024,
    workerConcurrency: 50,
    portalConcurrency: 10,
    firewall: { requestsPerAddress: 12_000 },
    notices: { perSecond: 40, perDay: 170_000, senders: 5 },
    warm: { table: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 14_000 }, index: AS_AWS_BEGINS },
  },
};
