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
  /** Waits so many milliseconds. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** All dossiers of an agency add to the same rows, so a writer meets others more often than elsewhere. */
const TRIES = 12;
/**
 * One write holds 100 items: these, the cursor, and what a balance has to correct of later years. If that is too much (a
 * long log, years late), events are written one by one: one changes five balances at most.
 */
const MAX_ROWS = 60;
const MAX_ITEMS = 100;

/**
 * Brings one set of figures up to date with one dossier's log. What is added and how far the log is counted are written
 * together, on condition that nobody has counted further meanwhile: each event counts exactly once, however often and in
 * whatever order the news of it comes.
 */
export function projector({ table, procedure, pause }: Projection) {
  const { client, name } = table;
  /** Months known to be listed, by generation. */
  const listed = new Set<string>();
  /** Running rows that were found to stand in another year than was taken for granted. */
  const standing: Standing = new Map();

  async function countedUpTo(dossierId: string, generation: number): Promise<number> {
    const Key = keys.cursor(dossierId, 'figures');
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return (Item?.[attributeOf(generation)] as number | undefined) ?? 0;
  }

  /**
   * Readers find the months there are in one list. Listed before they are counted, so that none is overlooked; with the
   * mark that balances are kept, which months of a set that was begun without them do not have.
   */
  async function list(generation: number, rows: readonly FiguresRow[]): Promise<void> {
    for (const month of new Set(rows.map(({ period }) => monthOf(period)))) {
      if (listed.has(`${generation} ${month}`)) continue;
      await putOnce(table, { ...keys.figuresMonth(generation, month), balances: true });
      listed.add(`${generation} ${month}`);
    }
  }

  /** @returns false when somebody else has counted further meanwhile, or a balance stands otherwise than was thought. */
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
   * @param version of the event that was told of; counted that far already: nothing is read further.
   * @returns number of events counted
   * @throws StoreBusyError when others go on adding to the same rows; the queue brings the work back
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
    /** @returns how many events the next write has counted. */
    async function countOn(): Promise<number> {
      // A draft counts for nothing: there is nothing to write, and the next news of the dossier looks again.
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
