import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readLog } from '../../../shared/platform/delivery/event-log.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { patiently, StoreBusyError } from '../../../shared/platform/table/busy.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putOnce, transactOnce } from '../../../shared/platform/table/write.ts';
import { contribution } from '../counting/contribution.ts';
import { monthOf } from '../counting/period.ts';
import { type Additions, type FiguresRow, nextWrite } from '../counting/rows.ts';
import type { ProcedureFacts } from '../counting/statistics-state.ts';
import { rowUpdate } from './addition.ts';
import { balanceItems, type Standing } from './balance-items.ts';

export type Projection = {
  readonly table: Table;
  readonly procedure: (code: string, version: number) => Promise<ProcedureFacts | undefined>;
  /** Waits for a number of milliseconds. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** More attempts than elsewhere: all dossiers of an agency update the same rows, so conflicts are frequent. */
const TRIES = 12;
/**
 * A transaction holds 100 items: these, the cursor, and corrections of balances of later years. When that exceeds the limit (a
 * long log, years late), events are written one by one: one event changes at most five balances.
 */
const MAX_ROWS = 60;
const MAX_ITEMS = 100;

/**
 * Brings one generation of figures up to date with a dossier's log. The increments and the cursor are written in one
 * transaction, conditional on the cursor being unchanged. So each event counts exactly once, regardless of how often and in
 * which order notifications arrive.
 */
export function projector({ table, procedure, pause }: Projection) {
  const { client, name } = table;
  /** Months known to be listed, by generation. */
  const listed = new Set<string>();
  /** Running rows found in another year than expected. */
  const standing: Standing = new Map();

  async function countedUpTo(dossierId: string, generation: number): Promise<number> {
    const Key = keys.cursor(dossierId, 'figures');
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return (Item?.[attributeOf(generation)] as number | undefined) ?? 0;
  }

  /**
   * Readers find the existing months in one list. A month is listed before it is counted, so that none is missed, and marked as
   * having balances; months of a generation started without balances lack the mark.
   */
  async function list(generation: number, rows: readonly FiguresRow[]): Promise<void> {
    for (const month of new Set(rows.map(({ period }) => monthOf(period)))) {
      if (listed.has(`${generation} ${month}`)) continue;
      await putOnce(table, { ...keys.figuresMonth(generation, month), balances: true });
      listed.add(`${generation} ${month}`);
    }
  }

  /** @returns false when the cursor was moved concurrently, or a balance was not as expected */
  async function write(dossierId: string, generation: number, from: number, to: number, items: Items) {
    const written = await transactOnce(table, [
      cursorUpdate(name, dossierId, generation, from, to),
      ...items.rows,
      ...items.balances.items,
    ]);
    if (!written.done) items.balances.learn(written.failed, 1 + items.rows.length);
    return written.done;
  }

  function itemsOf(generation: number, { rows, balances }: Additions): Items {
    return {
      rows: rows.map(({ kind, period, id, counts }) =>
        rowUpdate(name, keys.figures(generation, kind, period, id), counts),
      ),
      balances: balanceItems(name, generation, balances, standing),
    };
  }

  /**
   * @param version of the event in the notification; when it is already counted, nothing else is read
   * @returns number of events counted
   * @throws StoreBusyError when other writers keep updating the same rows; SQS redelivers the message
   */
  return async (dossierId: string, generation: number, version?: number): Promise<number> => {
    let from = await countedUpTo(dossierId, generation);
    if (version !== undefined && from >= version) return 0;
    const log = await readLog(table, dossierId);
    const [first] = log;
    if (first === undefined || !('draft' in first)) throw new PermanentError('dossier-not-found');
    const facts = await procedure(first.draft.procedureCode, first.procedureVersion);
    if (facts === undefined) throw new PermanentError('procedure-not-found');
    const increments = contribution(log, facts);
    /** @returns number of events counted by the next write */
    async function countOn(): Promise<number> {
      // A draft does not count: nothing is written, and the next notification of the dossier checks again.
      if (!increments.some((i) => i.version > from)) return 0;
      let next = nextWrite(dossierId, increments, from, log.length, MAX_ROWS);
      let items = itemsOf(generation, next);
      if (1 + items.rows.length + items.balances.items.length > MAX_ITEMS) {
        next = nextWrite(dossierId, increments, from, log.length, 1);
        items = itemsOf(generation, next);
      }
      await list(generation, next.rows);
      const [began, to] = [from, next.version];
      const done = await write(dossierId, generation, began, to, items);
      from = done ? to : await countedUpTo(dossierId, generation);
      if (!done) throw new StoreBusyError('overtaken');
      return to - began;
    }
    let counted = 0;
    for (;;) {
      const more = await patiently(countOn, TRIES, pause);
      if (more === 0) return counted;
      counted += more;
    }
  };
}

type Items = {
  readonly rows: readonly ReturnType<typeof rowUpdate>[];
  readonly balances: ReturnType<typeof balanceItems>;
};

const attributeOf = (generation: number) => `g${generation}`;

function cursorUpdate(TableName: string, dossierId: string, generation: number, from: number, to: number) {
  return {
    Update: {
      TableName,
      Key: keys.cursor(dossierId, 'figures'),
      UpdateExpression: 'SET #counted = :to',
      ConditionExpression: from === 0 ? 'attribute_not_exists(#counted)' : '#counted = :from',
      ExpressionAttributeNames: { '#counted': attributeOf(generation) },
      ExpressionAttributeValues: { ':to': to, ...(from > 0 && { ':from': from }) },
    },
  };
}
