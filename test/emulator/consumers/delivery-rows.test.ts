import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { breaker } from '../../../shared/platform/delivery/breaker.ts';
import { cursors, LeaseLostError, readCursor, rewind } from '../../../shared/platform/delivery/cursors.ts';
import { table } from '../kit.ts';

/** The same work by several sandboxes at the same moment. */
const atOnce = <T>(work: (index: number) => Promise<T>, times = 6): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)));
const id = () => randomUUID();

describe('a delivery cursor', () => {
  it('is leased to one worker; who lost the lease can write nothing', async () => {
    const dossierId = id();
    const cursor = cursors(table, dossierId, 'test');
    const leases = await atOnce((index) =>
      cursor.acquire({ dossierId }, { owner: `w${index}`, now: 1_000, until: 2_000 }),
    );
    const held = leases.filter((lease) => lease.state === 'held');
    expect([held.length, leases.filter((lease) => lease.state === 'busy').length]).toEqual([1, 5]);
    const [first] = held;
    if (first?.state !== 'held') throw new Error('the lease is not held');
    await cursor.advance(first.owner, 3, 3_000);
    expect(await cursor.acquire({ dossierId }, { owner: 'next', now: 2_500, until: 9_000 })).toMatchObject({
      state: 'busy',
      until: 3_000,
    });
    const next = await cursor.acquire({ dossierId }, { owner: 'next', now: 3_000, until: 9_000 });
    expect(next).toMatchObject({ state: 'held', sent: 3, inDoubt: true });
    await expect(cursor.finish(first.owner, 9)).rejects.toThrow(LeaseLostError);
    await cursor.finish('next', 4);
    expect(await cursor.acquire({ dossierId, version: 4 }, { owner: 'w', now: 4_000, until: 5_000 })).toEqual({
      state: 'stale',
    });
  });

  it('stands still when it is blocked, until the very block is opened; a rewind stops who is at work', async () => {
    const dossierId = id();
    const cursor = cursors(table, dossierId, 'test');
    await cursor.acquire({ dossierId }, { owner: 'a', now: 1_000, until: 9_000 });
    await cursor.block('a', 2, 'portal-refused');
    const asked = { dossierId, version: 5 };
    expect(await cursor.acquire(asked, { owner: 'b', now: 10_000, until: 20_000 })).toEqual({
      state: 'blocked',
      cause: 'portal-refused',
    });
    expect(await cursor.acquire({ ...asked, unblock: 3 }, { owner: 'b', now: 10_000, until: 20_000 })).toMatchObject({
      state: 'blocked',
    });
    expect(await cursor.acquire({ ...asked, unblock: 2 }, { owner: 'b', now: 10_000, until: 20_000 })).toMatchObject({
      state: 'held',
      inDoubt: true,
    });
    await cursor.advance('b', 5, 20_000);
    await rewind(table, dossierId, 'test', 1);
    await expect(cursor.advance('b', 6, 20_000)).rejects.toThrow(LeaseLostError);
    expect(await readCursor(table, dossierId, 'test')).toMatchObject({ sent: 1, doubtUntil: 5, inDoubt: true });
  });

  it('waits out a back-off', async () => {
    const dossierId = id();
    const cursor = cursors(table, dossierId, 'test');
    await cursor.acquire({ dossierId }, { owner: 'a', now: 1_000, until: 9_000 });
    await cursor.fail('a', { attempts: 3, notBefore: 5_000, inDoubt: false, cause: 'down' });
    expect(await cursor.acquire({ dossierId }, { owner: 'b', now: 2_000, until: 9_000 })).toEqual({
      state: 'busy',
      until: 5_000,
    });
    expect(await cursor.acquire({ dossierId }, { owner: 'b', now: 5_000, until: 9_000 })).toMatchObject({
      state: 'held',
      attempts: 3,
    });
  });
});

describe('a circuit breaker', () => {
  it('is opened by the failures of all sandboxes together, lets one probe through, and closes with it', async () => {
    let now = 1_000_000;
    const destination = `stores-${id()}`;
    const sandboxes = Array.from({ length: 5 }, () => breaker(table, destination, () => now));
    for (const sandbox of sandboxes) {
      expect((await sandbox.look()).state).toBe('closed');
      await sandbox.failed();
      now += 2_000;
    }
    const gates = async () => {
      const seen = await Promise.all(sandboxes.map((sandbox) => sandbox.look()));
      now += 1;
      return new Set(seen.map(({ state }) => state));
    };
    expect([...(await gates())]).toEqual(['half-open']);
    const probes = await Promise.all(sandboxes.map((sandbox) => sandbox.probe()));
    expect(probes.filter(Boolean)).toHaveLength(1);
    now += 1_600;
    expect([...(await gates())]).toEqual(['open']);
    await sandboxes[probes.indexOf(true)]?.succeeded();
    now += 1_600;
    expect([...(await gates())]).toEqual(['closed']);
  });
});
