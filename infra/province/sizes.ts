import type { ProvinceFile } from './schema.ts';

export type Size = {
  /** Requests a second the API takes in, and the burst above it. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** MiB of a function that answers people; a vCPU comes with 1769. */
  readonly memory: number;
  /** Invocations at once of one queue worker. */
  readonly workerConcurrency: number;
  /** Sandboxes kept for the national portal's sync: also the most that the portal ever sees at once. */
  readonly portalConcurrency: number;
  /** Requests that one address may make in five minutes: several times what the largest office of the class makes at its peak. */
  readonly firewall: { readonly requestsPerAddress: number };
};

/**
 * By load, at four times the peak of the class: a small province takes under 1,000 dossiers a day, the largest 21,100
 * with 75 state changes and 185 reads a second at peak.
 */
export const SIZES: Readonly<Record<ProvinceFile['size'], Size>> = {
  small: {
    throttle: { rate: 100, burst: 200 },
    memory: 512,
    workerConcurrency: 5,
    portalConcurrency: 2,
    firewall: { requestsPerAddress: 3_000 },
  },
  medium: {
    throttle: { rate: 300, burst: 600 },
    memory: 512,
    workerConcurrency: 10,
    portalConcurrency: 5,
    firewall: { requestsPerAddress: 6_000 },
  },
  large: {
    throttle: { rate: 1200, burst: 2400 },
    memory: 1024,
    workerConcurrency: 50,
    portalConcurrency: 10,
    firewall: { requestsPerAddress: 12_000 },
  },
};
