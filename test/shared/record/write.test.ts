import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isBusy, patiently, StoreBusyError } from '../../../shared/platform/table/busy.ts';
import { once, putOnce, transact, updateRow } from '../../../shared/platform/table/write.ts';
import { WriteRefusedError } from '../../../shared/platform/table/write-refused.ts';
import { cancelled, DynamoServer, type Fault, inProgress, otherParameters } from './dynamo-server.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
  vi.spyOn(Math, 'random').mockReturnValue(0.01);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.stop();
});

const KEY = { pk: 'A', sk: 'a' };
const OTHER = { pk: 'B', sk: 'b' };
const both = () => {
  const table = server.open();
  return transact(table, [once(table, { ...KEY, name: 'Nguyễn Văn An' }), once(table, OTHER)]);
};
const secret = { name: { S: 'Nguyễn Văn An' } };
const reasons = (...codes: string[]): Fault => {
  return () => cancelled(codes.map((Code) => ({ Code, ...(Code === 'ConditionalCheckFailed' && { Item: secret }) })));
};

describe('a transaction', () => {
  it('returns the current row of each item whose condition failed', async () => {
    server.double.put({ ...OTHER, is: 'there' });
    const written = await both();
    expect(written).toEqual({ done: false, failed: new Map([[1, { ...OTHER, is: 'there' }]]) });
    expect(server.double.rows.size).toBe(1);
  });

  it('reports the failed condition even without the row', async () => {
    server.double.put({ ...KEY, is: 'there' });
    const table = server.open();
    const item = { Put: { TableName: table.name, Item: KEY, ConditionExpression: 'attribute_not_exists(pk)' } };
    expect(await transact(table, [item])).toEqual({ done: false, failed: new Map([[0, undefined]]) });
  });

  it('that fails on a condition is not retried, even with other conflicts', async () => {
    server.fault = reasons('TransactionConflict', 'ConditionalCheckFailed');
    expect(await both()).toEqual({ done: false, failed: new Map([[1, { name: 'Nguyễn Văn An' }]]) });
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['ValidationError', 'None'],
    ['None', 'ItemCollectionSizeLimitExceeded'],
    ['TransactionConflict', 'ValidationError'],
    ['AccessDenied', 'None'],
  ])('that the table rejects (%s, %s) is tried once, and the error contains no row', async (...codes) => {
    server.fault = reasons(...codes);
    const error = await both().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WriteRefusedError);
    expect((error as WriteRefusedError).reasons).toEqual(codes.filter((code) => code !== 'None'));
    expect(JSON.stringify({ ...(error as object), message: (error as Error).message })).not.toContain('Nguy');
    expect([server.asked.length, isBusy(error)]).toEqual([1, false]);
  });

  it('still in progress is repeated with its own token, then reported as busy', async () => {
    server.fault = () => inProgress;
    const error = await both().catch((thrown: unknown) => thrown);
    expect(isBusy(error)).toBe(true);
    const tokens = new Set(server.asked.map(({ input }) => input.ClientRequestToken));
    expect([server.asked.length, tokens.size]).toEqual([2, 1]);
  });

  it('whose token was used for another one is a defect, not a busy table', async () => {
    server.fault = () => otherParameters;
    const error = await both().catch((thrown: unknown) => thrown);
    expect([(error as Error).name, isBusy(error)]).toEqual(['IdempotentParameterMismatchException', false]);
    expect(server.asked).toHaveLength(1);
  });

  it('retried has a new token: the table would replay the first result', async () => {
    let times = 0;
    server.fault = (asked) => (times++ === 0 ? reasons('TransactionConflict', 'None')(asked) : undefined);
    expect(await both()).toEqual({ done: true });
    expect(new Set(server.asked.map(({ input }) => input.ClientRequestToken)).size).toBe(2);
  });
});

describe('a write of one row', () => {
  it('returns the current row when the condition failed, or that there is none', async () => {
    const table = server.open();
    expect(await putOnce(table, { ...KEY, n: 1 })).toEqual({ done: true, row: undefined });
    expect(await putOnce(table, { ...KEY, n: 2 })).toEqual({ done: false, row: { ...KEY, n: 1 } });
    const change = {
      UpdateExpression: 'SET n = :n',
      ConditionExpression: 'n = :n',
      ExpressionAttributeValues: { ':n': 3 },
    };
    expect(await updateRow(table, KEY, change)).toEqual({ done: false, row: { ...KEY, n: 1 } });
    expect(await updateRow(table, OTHER, change)).toEqual({ done: false, row: undefined });
  });
});

describe('retries', () => {
  const busy = async () => {
    throw new StoreBusyError('TransactionConflict');
  };

  it('end after the maximum attempts, each pause at most twice the previous one, none longer than 400 ms', async () => {
    vi.restoreAllMocks();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const pauses: number[] = [];
    const error = await patiently(busy, 8, async (ms) => void pauses.push(ms)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreBusyError', causeCode: 'TransactionConflict' });
    expect(pauses).toEqual([25, 50, 100, 200, 400, 400, 400]);
  });

  it('are not nested: an error marked as already retried is not retried', async () => {
    let inner = 0;
    const twice = () =>
      patiently(
        () => {
          inner += 1;
          return patiently(busy, 3, async () => undefined);
        },
        5,
        async () => undefined,
      );
    await expect(twice()).rejects.toThrow(StoreBusyError);
    expect(inner).toBe(1);
  });

  it('apply to busy tables only', async () => {
    let tries = 0;
    const broken = async () => {
      tries += 1;
      throw new Error('defect');
    };
    await expect(patiently(broken)).rejects.toThrow('defect');
    expect(tries).toBe(1);
  });
});
