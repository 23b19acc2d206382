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
import { named } from '../aws/refused.ts';
import { patiently, StoreBusyError } from './busy.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';
import { WriteRefusedError } from './write-refused.ts';

// Every write of a row goes through here, so that DynamoDB's errors are interpreted in one place: a failed condition, a
// conflict with concurrent writers, throttling. When the SDK retries a write after a lost response, the write fails on its own
// condition: callers that must tell this apart look for their own mark in the current row.

type Row = Record<string, unknown>;
type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
export type Update = Omit<UpdateCommandInput, 'TableName' | 'Key' | 'ReturnValuesOnConditionCheckFailure'>;
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Result of a conditional write. */
export type Written = {
  readonly done: boolean;
  /** Done: the attributes requested by `ReturnValues`. Not done: the current row; undefined when there is none. */
  readonly row: Row | undefined;
};

export type Transacted =
  | { readonly done: true }
  /** By position, the items whose condition failed: the current row where the item requested it. */
  | { readonly done: false; readonly failed: ReadonlyMap<number, Row | undefined> };

const ALL_OLD = 'ALL_OLD' as const;
const IS_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Writes a row unconditionally. @throws StoreBusyError */
export async function putRow({ client, name }: Table, Item: Key & Row): Promise<void> {
  await send(() => client.send(new PutCommand({ TableName: name, Item })));
}

/** Writes a row unless it exists. @throws StoreBusyError */
export const putOnce = (table: Table, Item: Key & Row): Promise<Written> => putIf(table, Item, IS_NEW);

/** Writes a row if the current one satisfies a condition. @throws StoreBusyError */
export function putIf({ client, name }: Table, Item: Key & Row, condition: Condition): Promise<Written> {
  const input = { TableName: name, Item, ...condition, ReturnValuesOnConditionCheckFailure: ALL_OLD };
  return send(() => client.send(new PutCommand(input)));
}

/** Updates a row, if it satisfies the optional condition. @throws StoreBusyError */
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

/** Transaction item: creates a row that must not exist yet. */
export const once = ({ name }: Table, Item: Key & Row): TransactItem => ({
  Put: { TableName: name, Item, ...IS_NEW, ReturnValuesOnConditionCheckFailure: ALL_OLD },
});

/** Transaction item: writes a row unconditionally. */
export const puts = ({ name }: Table, Item: Key & Row): TransactItem => ({ Put: { TableName: name, Item } });

/** Transaction item: updates a row, or creates it. */
export const changes = ({ name }: Table, { pk, sk }: Key, update: Update): TransactItem => ({
  Update: { TableName: name, Key: { pk, sk }, UpdateExpression: undefined, ...update },
});

/**
 * Writes all items or none; retries conflicts with concurrent writers.
 * @throws StoreBusyError
 * @throws WriteRefusedError
 */
export const transact = (table: Table, items: readonly TransactItem[]): Promise<Transacted> =>
  patiently(() => transactOnce(table, items));

/** As {@link transact} without retries, for callers that must read again before a second attempt. */
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

/** Transient cancellation reasons. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

const rowOf = (item: Reason['Item']): Row | undefined => item && unmarshall(item);

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
