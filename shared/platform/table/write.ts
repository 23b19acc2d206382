import {
  DeleteCommand,
  PutCommand,
  type PutCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { patiently, StoreBusyError } from './busy.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';
import { WriteRefusedError } from './write-refused.ts';

// Every write of a row goes through here, so that what the table says about a write is understood in one place: a
// condition that does not hold, others that write the same rows, a table that takes no more. A write that the SDK
// repeats by itself after a lost answer fails on its own condition: whoever cannot live with that looks for its own mark
// in the row that stands.

type Row = Record<string, unknown>;
type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
export type Update = Omit<UpdateCommandInput, 'TableName' | 'Key' | 'ReturnValuesOnConditionCheckFailure'>;
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What became of a write under a condition. */
export type Written = {
  readonly done: boolean;
  /** Done: what `ReturnValues` asked for. Not done: the row that stands; undefined when there is none. */
  readonly row: Row | undefined;
};

export type Transacted =
  | { readonly done: true }
  /** By position, the items whose condition did not hold: the row that stands where the item asked for it. */
  | { readonly done: false; readonly failed: ReadonlyMap<number, Row | undefined> };

const ALL_OLD = 'ALL_OLD' as const;
const IS_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Writes a row whatever stands there. @throws StoreBusyError */
export async function putRow({ client, name }: Table, Item: Key & Row): Promise<void> {
  await send(() => client.send(new PutCommand({ TableName: name, Item })));
}

/** Writes a row unless there is one already. @throws StoreBusyError */
export const putOnce = (table: Table, Item: Key & Row): Promise<Written> => putIf(table, Item, IS_NEW);

/** Writes a row if the one that stands fulfils a condition. @throws StoreBusyError */
export function putIf({ client, name }: Table, Item: Key & Row, condition: Condition): Promise<Written> {
  const input = { TableName: name, Item, ...condition, ReturnValuesOnConditionCheckFailure: ALL_OLD };
  return send(() => client.send(new PutCommand(input)));
}

/** Changes a row, if it fulfils the condition where there is one. @throws StoreBusyError */
export function updateRow({ client, name }: Table, { pk, sk }: Key, update: Update): Promise<Written> {
  const conditional = update.ConditionExpression !== undefined;
  const input = {
    TableName: name,
    Key: { pk, sk },
    ...update,
    ...(conditional && { ReturnValuesOnConditionCheckFailure: ALL_OLD }),
  };
  return send(() => client.send(new UpdateCommand(input)));
}

/** @throws StoreBusyError */
export async function deleteRow({ client, name }: Table, { pk, sk }: Key): Promise<void> {
  await send(() => client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } })));
}

/** As an item of a transaction: a row that must not be there yet. */
export const once = ({ name }: Table, Item: Key & Row): TransactItem => ({
  Put: { TableName: name, Item, ...IS_NEW, ReturnValuesOnConditionCheckFailure: ALL_OLD },
});

/** As an item of a transaction: a row, whatever stands there. */
export const puts = ({ name }: Table, Item: Key & Row): TransactItem => ({ Put: { TableName: name, Item } });

/** As an item of a transaction: changes a row, or makes it. */
export const changes = ({ name }: Table, { pk, sk }: Key, update: Update): TransactItem => ({
  Update: { TableName: name, Key: { pk, sk }, UpdateExpression: undefined, ...update },
});

/**
 * Writes all items or none, and waits for others who write some of them at this moment.
 * @throws StoreBusyError
 * @throws WriteRefusedError
 */
export const transact = (table: Table, items: readonly TransactItem[]): Promise<Transacted> =>
  patiently(() => transactOnce(table, items));

/** As {@link transact}, for who must read again before a second try. */
export async function transactOnce({ client }: Table, items: readonly TransactItem[]): Promise<Transacted> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...items] }));
    return { done: true };
  } catch (error) {
    if (!named(error, 'TransactionCanceledException')) throw error;
    const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: readonly Reason[] };
    const failed = [...reasons.entries()].filter(([, { Code }]) => Code === 'ConditionalCheckFailed');
    if (failed.length > 0) return { done: false, failed: new Map(failed.map(([n, { Item }]) => [n, rowOf(Item)])) };
    const codes = reasons.flatMap(({ Code = 'None' }) => (Code === 'None' ? [] : [Code]));
    const [first = 'without-reason'] = codes;
    if (codes.every((code) => PASSING.includes(code))) throw new StoreBusyError(first);
    throw new WriteRefusedError(codes);
  }
}

type Reason = { readonly Code?: string; readonly Item?: Parameters<typeof unmarshall>[0] };

/** Reasons that are over as soon as others are done. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

const rowOf = (item: Reason['Item']): Row | undefined => item && unmarshall(item);

const named = (error: unknown, name: string): error is Error => error instanceof Error && error.name === name;

function send(request: () => Promise<{ Attributes?: Row | undefined }>): Promise<Written> {
  return patiently(async () => {
    try {
      return { done: true, row: (await request()).Attributes };
    } catch (error) {
      if (named(error, 'TransactionConflictException')) throw new StoreBusyError('TransactionConflict');
      if (!named(error, 'ConditionalCheckFailedException')) throw error;
      return { done: false, row: rowOf((error as Reason).Item) };
    }
  });
}
