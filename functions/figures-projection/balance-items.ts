import { type BalanceChange, balanceWrite, beforeYear, RUNNING, type Running } from '../../shared/figures/balances.ts';
import { BALANCE_COUNTERS, type Counts } from '../../shared/figures/counters.ts';
import { keys } from '../../shared/store/keys.ts';
import type { TransactItem } from '../../shared/store/write.ts';
import { addition } from './addition.ts';

/** Running rows as they were last seen, by key. */
export type Standing = Map<string, Running>;

/** Items of a write that change balances. */
export type BalanceItems = {
  /** The running rows first. */
  readonly items: readonly TransactItem[];
  /**
   * After a write that was refused: what the running rows say that stood in its way.
   * @param first position of the first of these items in the write
   */
  learn(failed: ReadonlyMap<number, Readonly<Record<string, unknown>> | undefined>, first: number): void;
};

/**
 * Each balance under the condition that its running row stands where it is thought to: where nothing is known, in the
 * year of what is added, or nowhere. That is so except at the first addition of a year and for what comes a year late;
 * then the write is refused, learns from it, and is tried again.
 */
export function balanceItems(
  TableName: string,
  generation: number,
  changes: readonly BalanceChange[],
  standing: Standing,
): BalanceItems {
  const running: TransactItem[] = [];
  const others: TransactItem[] = [];
  for (const change of changes) {
    const { kind, id } = change;
    const keyOf = (period: string) => keys.figures(generation, kind, period, id);
    const stands = standing.get(idOf(generation, change));
    const write = balanceWrite(change, stands);
    const { text, names, values } = addition(write.running.counts);
    const condition = conditionOf(stands, write.opened.length > 0);
    running.push({
      Update: {
        TableName,
        Key: keyOf(RUNNING),
        UpdateExpression: `SET #year = :year ${text}`.trim(),
        ConditionExpression: condition.text,
        ExpressionAttributeNames: { ...names, ...condition.names, '#year': 'year' },
        ExpressionAttributeValues: { ...values, ...condition.values, ':year': write.running.year },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    });
    for (const { year, counts } of write.opened) {
      others.push({ Put: { TableName, Item: { ...keyOf(beforeYear(year)), ...counts } } });
    }
    for (const { year, counts } of write.corrected) {
      const added = addition(counts);
      others.push({
        Update: {
          TableName,
          Key: keyOf(beforeYear(year)),
          UpdateExpression: added.text,
          ExpressionAttributeNames: added.names,
          ExpressionAttributeValues: added.values,
        },
      });
    }
  }
  return {
    items: [...running, ...others],
    learn: (failed, first) => {
      for (const [n, change] of changes.entries()) {
        if (!failed.has(first + n)) continue;
        const row = failed.get(first + n);
        const id = idOf(generation, change);
        if (row === undefined) standing.delete(id);
        else standing.set(id, runningOf(row));
      }
    },
  };
}

const idOf = (generation: number, { kind, id }: BalanceChange) => `${generation} ${kind} ${id}`;

function runningOf({ pk, sk, year, ...counts }: Readonly<Record<string, unknown>>): Running {
  return { year: year as number, counts: counts as Counts };
}

/** @param copied whether the row's counts are copied, and so must be what they were */
function conditionOf(stands: Running | undefined, copied: boolean) {
  if (stands === undefined) return { text: 'attribute_not_exists(#year) OR #year = :year', names: {}, values: {} };
  const same = copied ? BALANCE_COUNTERS : [];
  const names = Object.fromEntries(same.map((counter, n) => [`#s${n}`, counter]));
  const held = same.flatMap((counter, n) => {
    const count = stands.counts[counter];
    return count === undefined ? [] : [[`:s${n}`, count] as const];
  });
  const terms = same.map((counter, n) =>
    stands.counts[counter] === undefined ? `attribute_not_exists(#s${n})` : `#s${n} = :s${n}`,
  );
  return {
    text: ['#year = :stands', ...terms].join(' AND '),
    names,
    values: { ...Object.fromEntries(held), ':stands': stands.year },
  };
}
