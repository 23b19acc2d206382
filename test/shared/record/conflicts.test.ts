import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isBusy } from '../../../shared/platform/table/busy.ts';
import { conflict, DynamoServer, type Fault, isWrite, throttled, throttledItem } from './dynamo-server.ts';
import type { Writer } from './writer.ts';
import { WRITERS } from './writers.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
  // Pauses have jitter; with a small value they end at once.
  vi.spyOn(Math, 'random').mockReturnValue(0.01);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.stop();
});

const rows = Object.entries(WRITERS);

/** Result of a write and the table's content afterwards, with this fault from its first request on. */
async function outcomeOf({ prepare, write }: Writer, fault?: Fault) {
  const table = server.open();
  server.double.rows.clear();
  await prepare?.(table);
  const before = structuredClone(server.double.rows);
  const asked = server.asked.length;
  server.fault = fault ?? (() => undefined);
  const result = await write(table).catch((error: unknown) => ({ threw: (error as Error).name, busy: isBusy(error) }));
  server.fault = () => undefined;
  return { result, rows: withoutMarks(), before, asked: server.asked.slice(asked) };
}

/** The rows of the table, without the random marks by which writers recognise their own writes. */
function withoutMarks() {
  const rows = [...server.double.rows].map(([id, { mark, disabling, ...row }]) => [id, row] as const);
  return new Map(structuredClone(rows));
}

/** Every second write fails, starting with the first. */
function everySecond(goesWrong: Fault): Fault {
  let writes = 0;
  return (asked) => (isWrite(asked) && writes++ % 2 === 0 ? goesWrong(asked) : undefined);
}

describe('a write', () => {
  it('is tested here for every module that writes', () => {
    const writing = ['shared', 'functions', 'infra', 'operate'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(room, file))
        .filter((file) => /from '.*\/write\.ts'/.test(readFileSync(file, 'utf8'))),
    );
    expect([...new Set(rows.map(([, { file }]) => file))].toSorted()).toEqual(writing.toSorted());
  });

  it.each(rows)('%s: has the same result with occasional conflicts', async (_, writer) => {
    const usual = await outcomeOf(writer);
    expect(usual.result ?? {}).not.toHaveProperty('threw');
    const met = await outcomeOf(writer, everySecond(conflict));
    expect({ result: met.result, rows: met.rows }).toEqual({ result: usual.result, rows: usual.rows });
    expect(met.asked.filter(isWrite).length).toBeGreaterThan(usual.asked.filter(isWrite).length);
  });

  it.each(rows)('%s: with permanent conflicts changes nothing, reports it, and ends', async (_, writer) => {
    const {
      result,
      rows: after,
      before,
      asked,
    } = await outcomeOf(writer, (one) => (isWrite(one) ? conflict(one) : undefined));
    expect(result).toEqual({ threw: 'StoreBusyError', busy: true });
    expect(after).toEqual(before);
    expect(asked.length).toBeLessThanOrEqual(24);
  });

  it.each(rows)('%s: throttling is no defect', async (_, writer) => {
    const { result, rows: after, before } = await outcomeOf(writer, (one) => (isWrite(one) ? throttled : undefined));
    expect(result).toMatchObject({ busy: true });
    expect(after).toEqual(before);
  });

  it.each(rows)('%s: with a lost response is applied once', async (_, writer) => {
    const usual = await outcomeOf(writer);
    const lost = await outcomeOf(
      writer,
      everySecond(() => 'lost'),
    );
    expect(lost.result).toEqual('afterLostAnswer' in writer ? writer.afterLostAnswer : usual.result);
    if (!writer.repeats) expect(lost.rows).toEqual(usual.rows);
  });

  const transactions = rows.filter(([, { file }]) => readFileSync(file, 'utf8').includes('transact'));
  it.each(transactions)('%s: waits while one of its rows is throttled', async (_, writer) => {
    const usual = await outcomeOf(writer);
    const fault = everySecond((one) => (one.operation === 'TransactWriteItems' ? throttledItem(one) : undefined));
    const met = await outcomeOf(writer, fault);
    expect({ result: met.result, rows: met.rows }).toEqual({ result: usual.result, rows: usual.rows });
  });
});
