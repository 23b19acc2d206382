import { keys } from '../../../shared/platform/table/keys.ts';
import { type BalanceChange, balanceWrite, beforeYear, RUNNING, type Running } from '../counting/balances.ts';
import { BALANCE_COUNTERS, type Counts } from '../counting/counters.ts';
import { addition, rowUpdate } from './addition.ts';

/** Running rows as last read, by key. */
export type Standing = Map<string, Running>;

/**
 * Transaction items that change balances, running rows first. Each is conditional on its running row being in the expected
 * year: by default, the year of the increment, or absent. The condition fails only for the first increment of a year and for
 * one that is a year late. The rejected write returns the actual row and is then retried.
 */
export function balanceItems(
  TableName: string,
  generation: number,
  changes: readonly BalanceChange[],
  standing: Standing,
) {
  const writes = changes.map((change) =>
    itemsOf(TableName, generation, change, standing.get(idOf(generation, change))),
  );
  return {
    items: [...writes.map(({ running }) => running), ...writes.flatMap(({ years }) => years)],
    /**
     * After a rejected write: takes over the running rows that failed the condition.
     * @param first position of the first of these items in the write
     */
    learn: (failed: ReadonlyMap<number, Readonly<Record<string, unknown>> | undefined>, first: number): void => {
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

function itemsOf(TableName: string, generation: number, change: BalanceChange, stands: Running | undefined) {
  const keyOf = (period: string) => keys.figures(generation, change.kind, period, change.id);
  const write = balanceWrite(change, stands);
  const { text, names, values } = addition(write.running.counts);
  const condition = conditionOf(stands, write.opened.length > 0);
  const running = {
    Update: {
      TableName,
      Key: keyOf(RUNNING),
      UpdateExpression: `SET #year = :year ${text}`.trim(),
      ConditionExpression: condition.text,
      ExpressionAttributeNames: { ...names, ...condition.names, '#year': 'year' },
      ExpressionAttributeValues: { ...values, ...condition.values, ':year': write.running.year },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  };
  const opened = write.opened.map(({ year, counts }) => ({
    Put: { TableName, Item: { ...keyOf(beforeYear(year)), ...counts } },
  }));
  const corrected = write.corrected.map(({ year, counts }) => rowUpdate(TableName, keyOf(beforeYear(year)), counts));
  return { running, years: [...opened, ...corrected] };
}

const idOf = (generation: number, { kind, id }: BalanceChange) => `${generation} ${kind} ${id}`;

function runningOf({ pk, sk, year, ...counts }: Readonly<Record<string, unknown>>): Running {
  return { year: year as number, counts: counts as Counts };
}

/** @param copied whether the row's counts are copied and must therefore be unchanged */
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
