import { describe, expect, it } from 'vitest';
import type { ServiceError } from './cloud/dynamodb/errors.ts';
import { DynamoDb } from './cloud/dynamodb/service.ts';
import { type StreamRecord, TableRows } from './cloud/dynamodb/table.ts';
import type { Item } from './cloud/dynamodb/values.ts';
import { Scheduler } from './world/scheduler.ts';

const TableName = 't';
const key = (sk: string): Item => ({ pk: { S: 'p' }, sk: { S: sk } });

function open() {
  const scheduler = new Scheduler(0);
  const records: StreamRecord[] = [];
  const gsi1 = { partition: 'gsi1pk', sort: 'gsi1sk', projected: ['summary'] };
  const table = new TableRows(
    { name: TableName, key: { partition: 'pk', sort: 'sk' }, indexes: { gsi1 } },
    {
      now: () => scheduler.now,
      later: (ms, run) => scheduler.after(ms, run),
      lag: () => 0,
      onRecord: (record) => records.push(record),
    },
  );
  const service = new DynamoDb(table, {
    now: () => scheduler.now,
    transactionMs: () => 10,
    sleep: (ms) => scheduler.sleep(ms),
  });
  const call = (operation: string, body: object) => service.call(operation, { TableName, ...body } as never);
  const took: object[] = [];
  service.meter = (from, operation, units) => took.push({ from, operation, ...units });
  const failure = (operation: string, body: object) =>
    call(operation, body).then(
      () => undefined,
      (error: ServiceError) => error,
    );
  return { scheduler, records, took, call, failure };
}

/** Source: DynamoDB Developer Guide, "Change data capture for DynamoDB Streams". */
describe('the simulated table tells its stream', () => {
  it('of a row inserted once, modified after, and removed, and of nothing that changes nothing', async () => {
    const { records, call } = open();
    await call('PutItem', { Item: key('a') });
    await call('PutItem', { Item: key('a') });
    await call('UpdateItem', {
      Key: key('a'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await call('DeleteItem', { Key: key('a') });
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  });
});

/** Source: DynamoDB Developer Guide, "DynamoDB read and write operations". */
describe('the simulated table', () => {
  it('takes what AWS takes: by size, double in a transaction, refused or not, and for each index besides', async () => {
    const { scheduler, took, call, failure } = open();
    const indexed = (at: string, note: string) => ({
      Item: { ...key('a'), gsi1pk: { S: 'i' }, gsi1sk: { S: at }, summary: { S: note }, text: { S: 'x'.repeat(1500) } },
    });
    const units = async (operation: string, body: object) => {
      await failure(operation, body);
      await scheduler.run(() => false, scheduler.now + 50);
      const { read, write } = took.at(-1) as { read: number; write: number };
      return [read, write];
    };
    expect(await units('PutItem', indexed('1', 'x'))).toEqual([0, 2 + 1]);
    expect(await units('PutItem', indexed('1', 'x'))).toEqual([0, 2]);
    expect(await units('PutItem', indexed('1', 'y'))).toEqual([0, 2 + 1]);
    expect(await units('PutItem', indexed('2', 'y'))).toEqual([0, 2 + 2]);
    const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
    expect(await units('PutItem', { Item: key('a'), ...isNew })).toEqual([0, 2]);
    expect(await units('GetItem', { Key: key('a') })).toEqual([0.5, 0]);
    expect(await units('GetItem', { Key: key('a'), ConsistentRead: true })).toEqual([1, 0]);
    expect(await units('GetItem', { Key: key('none') })).toEqual([0.5, 0]);
    const partition = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } };
    for (const sk of ['b', 'c', 'd']) await call('PutItem', { Item: { ...key(sk), text: { S: 'x'.repeat(1500) } } });
    expect(await units('Query', { ...partition })).toEqual([1, 0]);
    expect(await units('Query', { ...partition, ConsistentRead: true })).toEqual([2, 0]);
    const both = [{ Put: { TableName, Item: key('e') } }, { Delete: { TableName, Key: key('a') } }];
    const written = call('TransactWriteItems', { TransactItems: both });
    await scheduler.run(() => false, scheduler.now + 50);
    await written;
    expect(took.at(-1)).toMatchObject({ read: 0, write: 2 + 4 + 1 });
  });
});
