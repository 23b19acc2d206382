import {
  COUNTERS,
  type Counter,
  type Counts,
  OFFICER_COUNTERS,
  type OfficerCounter,
} from '../../functions/figures/counting/counters.ts';
import { type Figures, figuresOf } from '../../functions/figures/counting/figures.ts';
import { type QualityIndex, qualityIndex } from '../../functions/figures/counting/quality-index.ts';
import { PROCEDURE_COUNTERS, type Sums, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** One line of a table: its key, its figures, and the sums they were made of. */
export type Row = { readonly key: string; readonly name: string; readonly figures: Figures; readonly counts: Counts };

/** The period's figures in each grouping that leaders use. */
export type Report = {
  readonly total: Row;
  readonly byAgency: readonly Row[];
  readonly byField: readonly Row[];
  readonly byChannel: readonly Row[];
  /** Each month with what it took over from the one before. */
  readonly byMonth: readonly Row[];
  readonly byDay: readonly Row[];
  /** Month, agency, field and channel: the finest. */
  readonly detail: readonly Row[];
  readonly officers: readonly { readonly key: string; readonly counts: Readonly<Record<OfficerCounter, number>> }[];
  readonly index: QualityIndex;
};

const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  postal: 'Bưu chính công ích',
};

/** The period starts with no earlier dossiers. */
const NOTHING: Counts = {};

export function reportOf({ detail, day, officer, procedure }: Tally, world: World): Report {
  const agencies = new Map(world.agencies.map((a) => [a.agencyId, a.name.vi]));
  const fields = new Map(world.procedures.map((p) => [p.field.code, p.field.name.vi]));
  const grouped = (part: number, name: (key: string) => string) =>
    [...grouping(detail, (key) => key.split('|')[part] ?? '')]
      .sort(byKey)
      .map(([key, counts]) => rowOf(key, name(key), NOTHING, counts));
  const total = countsOf([...detail.values()].reduce(plus, new Float64Array(COUNTERS.length)));
  const procedures = new Map([...procedure].map(([code, numbers]) => [code, named(PROCEDURE_COUNTERS, numbers)]));
  return {
    total: rowOf('', world.provinceName, NOTHING, total),
    byAgency: grouped(1, (id) => agencies.get(id) ?? id),
    byField: grouped(2, (code) => fields.get(code) ?? code),
    byChannel: grouped(3, (channel) => CHANNEL_NAMES[channel] ?? channel),
    byMonth: inTurn([...grouping(detail, (key) => key.split('|')[0] ?? '')].sort(byKey)),
    byDay: inTurn([...day].sort(byKey).map(([key, numbers]) => [key, countsOf(numbers)])),
    detail: [...detail].sort(byKey).map(([key, numbers]) => rowOf(key, key, NOTHING, countsOf(numbers))),
    officers: [...officer].sort(byKey).map(([key, numbers]) => ({ key, counts: named(OFFICER_COUNTERS, numbers) })),
    index: qualityIndex({ before: NOTHING, within: total, procedures }),
  };
}

const rowOf = (key: string, name: string, before: Counts, counts: Counts): Row => ({
  key,
  name,
  counts,
  figures: figuresOf(before, counts),
});

/** Consecutive rows in time: each begins where the one before it ended. */
function inTurn(periods: readonly (readonly [string, Counts])[]): readonly Row[] {
  const before = new Float64Array(COUNTERS.length);
  return periods.map(([key, counts]) => {
    const row = rowOf(key, key, countsOf(before), counts);
    for (const [i, counter] of COUNTERS.entries()) before[i] = (before[i] ?? 0) + (counts[counter] ?? 0);
    return row;
  });
}

function grouping(sums: Sums, keyOf: (key: string) => string): ReadonlyMap<string, Counts> {
  const groups = new Map<string, Float64Array>();
  for (const [key, numbers] of sums) {
    const group = keyOf(key);
    groups.set(group, plus(groups.get(group) ?? new Float64Array(numbers.length), numbers));
  }
  return new Map([...groups].map(([key, numbers]) => [key, countsOf(numbers)]));
}

function plus(sum: Float64Array, numbers: Float64Array): Float64Array {
  return sum.map((number, i) => number + (numbers[i] ?? 0));
}

const countsOf = (numbers: Float64Array): Counts => named<Counter>(COUNTERS, numbers);

function named<C extends string>(names: readonly C[], numbers: Float64Array): Record<C, number> {
  return Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? 0])) as Record<C, number>;
}

/** By code units, so that the order is the same on every machine. */
const byKey = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) =>
  a < b ? -1 : a > b ? 1 : 0;
