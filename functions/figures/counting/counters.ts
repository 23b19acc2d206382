/**
 * Where a dossier that was received stands: at every moment in exactly one place, so that the sums of the table agree
 * with each other. The first five are open, the others are ends.
 */
export const OPEN_PLACES = ['inTime', 'overdue', 'waitingSupplement', 'waitingPayment', 'stopped'] as const;
export const FINISHED_PLACES = ['finishedEarly', 'finishedOnTime', 'finishedOverdue', 'finishedUntimed'] as const;
export const OTHER_ENDS = ['withdrawn', 'rejected', 'closedAfterStop'] as const;
export type Place = (typeof OPEN_PLACES)[number] | (typeof FINISHED_PLACES)[number] | (typeof OTHER_ENDS)[number];

/**
 * What is counted of dossiers. Every counter is a level: its sum over all days up to one is the number of dossiers of
 * which it is true at that day's end, and the sum over a period is the change within it. Nothing but addition is ever
 * needed, in whatever order the events come.
 */
export const COUNTERS = [
  ...OPEN_PLACES,
  ...FINISHED_PLACES,
  ...OTHER_ENDS,
  'receivedDirect',
  'receivedOnline',
  'receivedPostal',
  /** Taken over from another agency of the province, less handed over: nothing over the province as a whole. */
  'takenOver',
  'awaitingReturn',
  'returned',
  'returnedByPost',
  /** Of the quality index: dossiers with an appointment that is kept or broken so far, open and ended ones apart. */
  'openKept',
  'openBroken',
  'endedKept',
  'endedBroken',
  /** Of the quality index: finished dossiers that came online and have an electronic result. */
  'onlineResults',
  'componentsDigitised',
  'resultsDigitised',
  /** Obligations settled, and those settled by a payment provider. */
  'feesPaid',
  'feesPaidOnline',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Counters of which a balance is ever asked for; of all others only what happened within a period. */
export const BALANCE_COUNTERS = [
  ...OPEN_PLACES,
  'awaitingReturn',
  'openKept',
  'openBroken',
] as const satisfies readonly Counter[];
export type BalanceCounter = (typeof BALANCE_COUNTERS)[number];

/** What is counted of one officer's work; all of it happens once and is never taken back. */
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

/** What is counted of a procedure: whether its fees are paid at all, and online. */
export type ProcedureCounter = 'feesPaid' | 'feesPaidOnline';

/** Numbers by counter; what is not there is zero. */
export type Counts<C extends string = Counter> = Readonly<Partial<Record<C, number>>>;

/** The sum of counts; zeros are left out. */
export function add<C extends string>(...all: readonly Counts<C>[]): Counts<C> {
  const sum: Partial<Record<C, number>> = {};
  for (const counts of all) {
    for (const [counter, by] of Object.entries(counts) as [C, number][]) sum[counter] = (sum[counter] ?? 0) + by;
  }
  for (const counter of Object.keys(sum) as C[]) if (sum[counter] === 0) delete sum[counter];
  return sum;
}

/** What has to be added to one to come to the other; zeros are left out. */
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

/** Of some counts those of which there are balances; zeros are left out. */
export function balanceOf(counts: Counts<string>): Counts<BalanceCounter> {
  const kept: Partial<Record<BalanceCounter, number>> = {};
  for (const counter of BALANCE_COUNTERS) if (counts[counter]) kept[counter] = counts[counter];
  return kept;
}

/** The same to be taken away. */
export const negative = (counts: Counts<string>): Counts<string> => difference(counts, {});
