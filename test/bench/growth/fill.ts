import { marshall } from '@aws-sdk/util-dynamodb';
import {
  balancesOf,
  balanceWrite,
  beforeYear,
  hasBalance,
  RUNNING,
} from '../../../functions/figures/counting/balances.ts';
import type { Increment } from '../../../functions/figures/counting/contribution.ts';
import { BALANCE_COUNTERS, type BalanceCounter, type Counts } from '../../../functions/figures/counting/counters.ts';
import { dayAfter, monthOf } from '../../../functions/figures/counting/period.ts';
import type { RowKind } from '../../../functions/figures/counting/row-ids.ts';
import { rowsOf } from '../../../functions/figures/counting/rows.ts';
import { inboxIndexKey, keys, ownerIndexKey } from '../../../shared/platform/table/keys.ts';
import type { ProvinceWorld } from '../../faults/app/province.ts';
import type { Item } from '../../faults/cloud/dynamodb/values.ts';
import type { Template } from './template.ts';

export type Size = { readonly dossiers: number; readonly months: number };

/** The day on which the world begins. */
export const TODAY = '2026-03-02';
/**
 * The last days, and two months of the year before in tables that are old enough, are the same in every table: what is
 * asked about must not differ, only what else there is.
 */
export const RECENT_DAYS = 20;
const RECENT = 480;
export const AUTUMN = { from: '2025-11-01', days: 58 };
const IN_AUTUMN = 400;
/** What was filed in autumn is open at the end of the year, at every agency. */
const AUTUMN_ENDS = '2026-01-15';
/** Days ago from which on all others lie: before last month, and before the autumn. */
const EARLIER = { young: 33, old: 130 };
const AGENCIES = Array.from({ length: 100 }, (_, n) => `H50.${100 + n}`);
/** Days from filing to the end. */
const TAKES = 3;
/** One in so many of the older dossiers is still open, at one agency's reception. */
const OPEN = 20;
export const DESK = 'H50.20';
/** Days. */
const MONTH = 30;
const UUID_DIGITS = 12;

type Clone = {
  readonly n: number;
  readonly dossierId: string;
  readonly day: string;
  /** Where it is not {@link TAKES} days later. */
  readonly ends?: string;
  readonly open: boolean;
};

export const hasAutumn = (months: number): boolean => months >= 12;

function* clones({ dossiers, months }: Size): Generator<Clone> {
  const old = hasAutumn(months);
  const fixed = RECENT + (old ? IN_AUTUMN : 0);
  const earlier = old ? EARLIER.old : EARLIER.young;
  const days = Math.max(MONTH, months * MONTH - earlier);
  for (let n = 0; n < dossiers; n += 1) {
    const dossierId = `10000000-0000-4000-8000-${n.toString(16).padStart(UUID_DIGITS, '0')}`;
    const ago = 1 + (n % RECENT_DAYS);
    if (n < RECENT) yield { dossierId, day: dayAfter(TODAY, -ago), n, open: ago <= TAKES };
    else if (n < fixed)
      yield { dossierId, day: dayAfter(AUTUMN.from, n % AUTUMN.days), ends: AUTUMN_ENDS, n, open: false };
    else {
      const before = earlier + Math.floor(((n - fixed) * days) / (dossiers - fixed));
      yield { dossierId, day: dayAfter(TODAY, -before), n, open: n % OPEN === 0 };
    }
  }
}

/** Puts dossiers into a table as they would lie there, and what they add to the figures. */
export function fill(world: ProvinceWorld, template: Template, size: Size): void {
  const sums = new Sums();
  for (const clone of clones(size)) {
    for (const item of template.rows) put(world, rowOf(item, template, clone));
    if (clone.open) put(world, timerOf(clone));
    sums.add(clone.dossierId, incrementsOf(template, clone));
  }
  for (const item of sums.items()) put(world, item);
}

function put({ table }: ProvinceWorld, item: Item): void {
  table.rows.replace(undefined, item);
  for (const index of table.indexes.values()) if (index.holds(item)) index.replace(undefined, item);
}

/** The same row of another dossier; what it holds is shared with all others. */
function rowOf(item: Item, template: Template, { dossierId, day, n, open }: Clone): Item {
  const pk = item.pk?.S ?? '';
  if (pk.startsWith('CODE#')) return { ...item, pk: { S: `CODE#H50.100-${n}` }, dossierId: { S: dossierId } };
  const own = { ...item, pk: { S: pk.replace(template.dossierId, dossierId) } };
  if (item.sk?.S !== 'SNAPSHOT') return own;
  return {
    ...own,
    gsi2pk: { S: ownerIndexKey(`owner-${n}`) },
    gsi2sk: { S: `${day}T02:00:00.000Z#${dossierId}` },
    ...(open && {
      gsi1pk: { S: inboxIndexKey(DESK) },
      gsi1sk: { S: `examination#${day}T02:00:00.000Z#${dossierId}` },
    }),
  };
}

/** A deadline that is still to come. */
function timerOf({ dossierId, n, day }: Clone): Item {
  const at = `${dayAfter(day, 4000)}T02:00:00.000Z`;
  return marshall({ ...keys.timer(n % 4, at, dossierId, 'due'), dossierId, timer: { type: 'due', at } }) as Item;
}

/** What the dossier adds: the first half on the day it is filed, the rest some days later, at agencies of its own. */
function incrementsOf({ increments, open }: Template, clone: Clone): readonly Increment[] {
  const agencies = new Map<string, string>();
  const placed = (agencyId: string) => {
    const own = agencies.get(agencyId) ?? AGENCIES[(Math.floor(clone.n / 4) + agencies.size * 37) % AGENCIES.length];
    agencies.set(agencyId, own ?? agencyId);
    return own ?? agencyId;
  };
  return increments.flatMap((one) => {
    if (clone.open && one.version > open) return [];
    const day = one.version > open ? (clone.ends ?? dayAfter(clone.day, TAKES)) : clone.day;
    const agencyId = placed(one.agencyId);
    return [{ ...one, day, agencyId, ...(one.of === 'officer' && { officer: `${one.officer}-${agencyId}` }) }];
  });
}

/** Rows of figures, added up in memory as the store would; a counter that comes back to zero stays. */
class Sums {
  readonly #rows = new Map<
    string,
    { readonly key: [RowKind, string, string]; readonly counts: Record<string, number> }
  >();
  readonly #balances = new Map<string, { kind: RowKind; id: string; years: Map<number, Record<string, number>> }>();
  readonly #months = new Set<string>();

  add(dossierId: string, increments: readonly Increment[]): void {
    for (const { kind, period, id, counts } of rowsOf(dossierId, increments)) {
      this.#months.add(monthOf(period));
      const name = `${kind} ${period} ${id}`;
      const row = this.#rows.get(name) ?? { key: [kind, period, id], counts: {} };
      this.#rows.set(name, row);
      addTo(row.counts, counts);
    }
    for (const { kind, id, years } of balancesOf(dossierId, increments)) {
      const balance = this.#balances.get(`${kind} ${id}`) ?? { kind, id, years: new Map() };
      this.#balances.set(`${kind} ${id}`, balance);
      for (const [year, counts] of years) {
        const sum = balance.years.get(year) ?? {};
        balance.years.set(year, sum);
        addTo(sum, counts);
      }
    }
  }

  *items(): Generator<Item> {
    for (const month of this.#months) yield row({ ...keys.figuresMonth(1, month), balances: true });
    for (const { key, counts } of this.#rows.values()) yield row({ ...keys.figures(1, ...key), ...counts });
    for (const { kind, id, years } of this.#balances.values()) {
      if (!hasBalance(kind)) continue;
      const known = new Map([...years].map(([year, sum]) => [year, sum as Counts<BalanceCounter>]));
      const { running, corrected } = balanceWrite({ kind, id, years: known }, undefined);
      const touched = BALANCE_COUNTERS.filter((counter) => [...years.values()].some((sum) => counter in sum));
      const zeros = Object.fromEntries(touched.map((counter) => [counter, 0]));
      yield row({ ...keys.figures(1, kind, RUNNING, id), ...zeros, ...running.counts, year: running.year });
      for (const { year, counts } of corrected)
        yield row({ ...keys.figures(1, kind, beforeYear(year), id), ...counts });
    }
  }
}

const row = (of: Record<string, unknown>) => marshall(of, { removeUndefinedValues: true }) as Item;

function addTo(sum: Record<string, number>, counts: Counts<string>): void {
  for (const [counter, by = 0] of Object.entries(counts)) sum[counter] = (sum[counter] ?? 0) + by;
}
