import type { ProvinceFile } from './schema.ts';

export type Throttle = { readonly rate: number; readonly burst: number };

export type Size = {
  /** Requests a second that each method of the API accepts, and the burst above it. */
  readonly throttle: Throttle;
  /** Capacity reserved for partner callbacks (`docs/decisions/0022-callbacks-apart.md`). */
  readonly callbacks: {
    /** Of each callback. */
    readonly throttle: Throttle;
    /** Reserved concurrency of each function that takes callbacks; also its maximum. */
    readonly concurrency: number;
  };
  /** MiB of a function that answers people; Lambda gives one vCPU at 1769. */
  readonly memory: number;
  /** Concurrent invocations of one queue worker. */
  readonly workerConcurrency: number;
  /** Reserved concurrency of the sync with the national portal: also the most concurrent calls that the portal sees. */
  readonly portalConcurrency: number;
  /** Requests that one address may make in five minutes: several times what the largest office of the class makes at its peak. */
  readonly firewall: { readonly requestsPerAddress: number };
  /**
   * Warm throughput of the table and of each of its indexes, units a second. AWS starts with 12,000 and 4,000 and rejects
   * less as an error; a value can be raised and never lowered.
   */
  readonly warm: { readonly table: Throughput; readonly index: Throughput };
  readonly notices: Notices;
};

/**
 * Notices per channel. A dossier causes about four, warnings to offices included: 84,000 a day in the largest
 * province. `perSecond` is the quota that the channel's service (SES) must grant and that we never exceed, `perDay` twice an
 * ordinary day.
 */
type Notices = {
  readonly perSecond: number;
  readonly perDay: number;
  /** Sandboxes that send at once, each its share of `perSecond`. At least 2, Lambda's minimum. */
  readonly senders: number;
};

type Throughput = { readonly readUnitsPerSecond: number; readonly writeUnitsPerSecond: number };

const AS_AWS_BEGINS: Throughput = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 };

/**
 * By load, at four times the peak of the class: a small province receives under 1,000 dossiers a day, the largest 21,100
 * with 75 state changes and 185 reads a second at peak. A state change with everything it triggers costs up to 45 write
 * and 24 read units (`npm run bench -- requests`), of which an index has a tenth.
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
