import type { Increment } from '../../functions/figures/counting/contribution.ts';
import { COUNTERS, OFFICER_COUNTERS } from '../../functions/figures/counting/counters.ts';
import { monthOf } from '../../functions/figures/counting/period.ts';
import type { STATUS_NAMES } from '../../shared/dossier/status.ts';
import type { RefundState } from '../../shared/dossier/values.ts';
import type { CHANNELS } from '../../shared/values.ts';
import type { Checked } from './check-dossier.ts';
import { keptOf, moneyOf } from './money.ts';

/** Sums by row; a row's numbers are in the order of the counter names. */
export type Sums = Map<string, Float64Array>;

/** All that is kept of a simulated dossier. Only additions, so the order of dossiers does not matter. */
export type Tally = {
  /** `<month>|<agency>|<field>|<channel>`, by `COUNTERS`. */
  readonly detail: Sums;
  /** `<day>`, the whole province, by `COUNTERS`. */
  readonly day: Sums;
  /** `<officer>`, who works at one agency only here, by `OFFICER_COUNTERS`. */
  readonly officer: Sums;
  /** `<procedure>`, by `PROCEDURE_COUNTERS`. */
  readonly procedure: Sums;
  /** Counted from the dossiers themselves, independently of the figures: `arrived`, `events`, `status|…`, `channel|…`, `finished|…`. */
  readonly seen: Map<string, number>;
};

export const PROCEDURE_COUNTERS = ['feesPaid', 'feesPaidOnline'] as const;

const INDEX = {
  dossier: indexOf(COUNTERS),
  officer: indexOf(OFFICER_COUNTERS),
  procedure: indexOf(PROCEDURE_COUNTERS),
};

export const emptyTally = (): Tally => ({
  detail: new Map(),
  day: new Map(),
  officer: new Map(),
  procedure: new Map(),
  seen: new Map(),
});

/** Adds one dossier. */
export function count(tally: Tally, increments: readonly Increment[], { dossier, log }: Checked): void {
  // Most increments of a dossier fall on the row of the one before them.
  let [lastDay, lastAgency] = ['', ''];
  let [ofDay, ofDetail] = [NONE, NONE];
  for (const increment of increments) {
    const { day, agencyId, counts } = increment;
    switch (increment.of) {
      case 'dossier':
        if (day !== lastDay || agencyId !== lastAgency) {
          ofDay = rowOf(tally.day, day, COUNTERS.length);
          const grain = `${monthOf(day)}|${agencyId}|${increment.field}|${increment.channel}`;
          ofDetail = rowOf(tally.detail, grain, COUNTERS.length);
          [lastDay, lastAgency] = [day, agencyId];
        }
        add(counts, INDEX.dossier, ofDetail, ofDay);
        if (increment.counts.feesPaid !== undefined) {
          const { feesPaid, feesPaidOnline = 0 } = increment.counts;
          const ofProcedure = rowOf(tally.procedure, increment.procedureCode, PROCEDURE_COUNTERS.length);
          add({ feesPaid, feesPaidOnline }, INDEX.procedure, ofProcedure);
        }
        break;
      case 'officer':
        add(counts, INDEX.officer, rowOf(tally.officer, increment.officer, OFFICER_COUNTERS.length));
    }
  }
  see(tally, 'arrived');
  see(tally, 'events', log.length);
  see(tally, `status|${dossier.status}`);
  if (dossier.submittedAt !== undefined) see(tally, `channel|${dossier.channel}`);
  const timeliness = timelinessOf(dossier, log);
  if (timeliness !== undefined) see(tally, `finished|${timeliness}`);
  countMoney(tally, log);
}

/** Sums that must agree, VND and cases. */
function countMoney(tally: Tally, log: Checked['log']): void {
  const money = moneyOf(log);
  for (const name of ['asked', 'cancelled', 'paid', 'unpaid', 'surplus'] as const)
    see(tally, `vnd|${name}`, money[name]);
  see(tally, 'vnd|kept', keptOf(money));
  for (const { reason, amount, state } of money.cases.values()) {
    const key = `${state}|${reason === 'lower-assessment' ? 'difference' : 'surplus'}`;
    see(tally, `refunds|${key}`);
    see(tally, `refunds-vnd|${key}`, amount);
  }
}

/** Refund cases in these states, counted from the logs, and their amount, VND. */
export function refundsSeen(tally: Tally, ...states: readonly RefundState[]) {
  const sum = (what: string, of: readonly string[] = ['surplus', 'difference']) =>
    states
      .flatMap((state) => of.map((one) => tally.seen.get(`${what}|${state}|${one}`) ?? 0))
      .reduce((a, b) => a + b, 0);
  return { cases: sum('refunds'), amount: sum('refunds-vnd'), ofSurplus: sum('refunds-vnd', ['surplus']) };
}

/** Timeliness of a finished dossier: as the completing event says, or by the timestamps where another system reports. */
function timelinessOf({ appointmentAt, completedAt }: Checked['dossier'], log: Checked['log']): string | undefined {
  const finished = log.findLast((e) => e.type === 'completed' || isReported(e));
  if (finished === undefined) return undefined;
  if (finished.type === 'completed') return finished.timeliness ?? 'untimed';
  if (appointmentAt === undefined || completedAt === undefined) return 'untimed';
  return completedAt > appointmentAt ? 'overdue' : 'on-time';
}

const isReported = (event: Checked['log'][number]) =>
  event.type === 'status-reported' && event.toStatus === 'completed';

/** Adds all of `other` to `tally`. */
export function merge(tally: Tally, other: Tally): void {
  for (const kind of ['detail', 'day', 'officer', 'procedure'] as const) {
    for (const [key, numbers] of other[kind]) {
      const sum = tally[kind].get(key);
      if (sum === undefined) tally[kind].set(key, numbers);
      else for (let i = 0; i < numbers.length; i += 1) sum[i] = (sum[i] ?? 0) + (numbers[i] ?? 0);
    }
  }
  for (const [key, number] of other.seen) see(tally, key, number);
}

/** Dossiers in a status, counted from the dossiers. */
export const seenIn = (tally: Tally, status: (typeof STATUS_NAMES)[number]) => tally.seen.get(`status|${status}`) ?? 0;
export const seenBy = (tally: Tally, channel: (typeof CHANNELS)[number]) => tally.seen.get(`channel|${channel}`) ?? 0;

function see({ seen }: Tally, what: string, times = 1): void {
  seen.set(what, (seen.get(what) ?? 0) + times);
}

const NONE: Float64Array = new Float64Array(0);

function rowOf(sums: Sums, key: string, length: number): Float64Array {
  let numbers = sums.get(key);
  if (numbers === undefined) {
    numbers = new Float64Array(length);
    sums.set(key, numbers);
  }
  return numbers;
}

type Index = Readonly<Record<string, number>>;

function add(counts: Readonly<Record<string, number>>, index: Index, row: Float64Array, too?: Float64Array): void {
  for (const name in counts) {
    const at = index[name] as number;
    const by = counts[name] ?? 0;
    row[at] = (row[at] ?? 0) + by;
    if (too !== undefined) too[at] = (too[at] ?? 0) + by;
  }
}

function indexOf(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i]));
}
