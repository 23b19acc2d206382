/**
 * State of a received dossier for statistics: exactly one at any time, so that the columns add up. The first six are open, the
 * others are final.
 */
export const OPEN_PLACES = [
  'inTime',
  'overdueAtReception',
  'overdue',
  'waitingSupplement',
  'waitingPayment',
  'stopped',
] as const;
export const FINISHED_PLACES = ['finishedEarly', 'finishedOnTime', 'finishedOverdue', 'finishedUntimed'] as const;
export const OTHER_ENDS = ['withdrawn', 'rejected', 'closedAfterStop'] as const;
export type Place = (typeof OPEN_PLACES)[number] | (typeof FINISHED_PLACES)[number] | (typeof OTHER_ENDS)[number];

/**
 * Dossier counters. Every counter is a level: its sum over all days up to a day is the number of dossiers with that property at
 * the end of the day; its sum over a period is the change within it. Only addition is needed, in any order of events.
 */
export const COUNTERS = [
  ...OPEN_PLACES,
  ...FINISHED_PLACES,
  ...OTHER_ENDS,
  'receivedDirect',
  'receivedOnline',
  'receivedPostal',
  /** Taken over from another agency of the province, minus handed over: sums to zero over the province. */
  'takenOver',
  /** Not decided on in time by the receiving agency, which keeps the count. */
  'lateAtReception',
  'awaitingReturn',
  'returned',
  'returnedByPost',
  /** Quality index: dossiers with an appointment kept or missed so far, open and ended ones separately. */
  'openKept',
  'openBroken',
  'endedKept',
  'endedBroken',
  /** Quality index: finished online dossiers with an electronic result. */
  'onlineResults',
  'componentsDigitised',
  'resultsDigitised',
  /** Settled obligations, and those settled through a payment provider. */
  'feesPaid',
  'feesPaidOnline',
  /** Refund cases that are not final: not dossiers but cases, and their amount. */
  'refundsOpen',
  'refundsOpenVnd',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Counters that need a balance; all others are only read for a period. */
export const BALANCE_COUNTERS = [
  ...OPEN_PLACES,
  'awaitingReturn',
  'openKept',
  'openBroken',
  'refundsOpen',
  'refundsOpenVnd',
] as const satisfies readonly Counter[];
export type BalanceCounter = (typeof BALANCE_COUNTERS)[number];

/** Counters of one officer's work; increments are never reversed. */
export const OFFICER_COUNTERS = [
  'accepted',
  'refusals',
  'supplementRequests',
  'workEarly',
  'workOnTime',
  'workOverdue',
  'sentBack',
] as const;
export type OfficerCounter = (typeof OFFICER_COUNTERS)[number];

/** Counters of a procedure: fees paid, and fees paid online. */
export type ProcedureCounter = 'feesPaid' | 'feesPaidOnline';

/** Numbers by counter; absent means zero. */
export type Counts<C extends string = Counter> = Readonly<Partial<Record<C, number>>>;

/** Sum of counts; zeros are omitted. */
export function add<C extends string>(...all: readonly Counts<C>[]): Counts<C> {
  const sum: Partial<Record<C, number>> = {};
  for (const counts of all) {
    for (const [counter, by] of Object.entries(counts) as [C, number][]) sum[counter] = (sum[counter] ?? 0) + by;
  }
  for (const counter of Object.keys(sum) as C[]) if (sum[counter] === 0) delete sum[counter];
  return sum;
}

/** Difference between two counts; zeros are omitted. */
export function difference<C extends string>(from: Counts<C>, to: Counts<C>): Counts<C> {
  const change: Partial<Record<C, number>> = {};
  if (from === to) return change;
  for (const counter in to) {
    const by = (to[counter] as number) - (from[counter] ?? 0);
    if (by !== 0) change[counter] = by;
  }
  for (const counter in from) {
    if (to[counter] === undefined && from[counter] !== 0) change[counter] = -(from[counter] as number);
  }
  return change;
}

/** The counts that have balances; zeros are omitted. */
export function balanceOf(counts: Counts<string>): Counts<BalanceCounter> {
  const kept: Partial<Record<BalanceCounter, number>> = {};
  for (const counter of BALANCE_COUNTERS) if (counts[counter]) kept[counter] = counts[counter];
  return kept;
}

/** The negated counts. */
export const negative = (counts: Counts<string>): Counts<string> => difference(counts, {});
