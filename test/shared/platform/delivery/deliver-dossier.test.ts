import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { readCursor, rewind } from '../../../../shared/platform/delivery/cursors.ts';
import { HaltedError } from '../../../../shared/platform/delivery/errors.ts';
import { readTail } from '../../../../shared/platform/delivery/event-log.ts';
import { PartnerUnavailableError, UnknownOutcomeError } from '../../../../shared/platform/partners/outcomes.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { draft } from '../../dossier/world.ts';
import { DOSSIER, World } from './world.ts';

const fails = (error: Error) => async () => {
  throw error;
};

test('sends what lies after the cursor, in order, and leaves a clean cursor', async () => {
  const world = new World();
  world.append(1, 2, 3);
  expect(await world.deliver({ version: 1 })).toEqual({ outcome: 'delivered', version: 3, events: 3 });
  world.append(4);
  await world.deliver({ version: 4 });
  expect(world.received).toEqual([1, 2, 3, 4]);
  expect(world.cursor()).toMatchObject({ sent: 4 });
  expect(world.cursor()).not.toHaveProperty('leaseOwner');
});

test('one new event takes three requests plus the breaker read, a stale notification one', async () => {
  const world = new World();
  world.append(1);
  await world.deliver({ version: 1 });
  expect(world.double.requests).toEqual(['Get', 'Update', 'Query', 'Update']);
  world.double.requests.length = 0;
  expect(await world.deliver({ version: 1 })).toEqual({ outcome: 'stale' });
  expect(world.double.requests).toEqual(['Update']);
});

test('a log read by the caller is not read again, unless events are missing', async () => {
  const world = new World();
  const tail = async (from: number) => (await readTail(world.double.table, DOSSIER, from))?.log ?? [];
  const asked = async (version: number, log: readonly RecordedEvent[]) => {
    world.double.requests.length = 0;
    await world.deliver({ version }, { log });
    return world.double.requests.filter((request) => request === 'Query').length;
  };
  world.double.put({ ...keys.snapshot(DOSSIER), dossier: { applicant: draft().applicant } });
  world.append(1, 2);
  expect(await asked(2, await tail(0))).toBe(0);
  // None; a part that starts after the cursor's next event; a part that ends before the notified version.
  world.append(3, 4);
  expect(await asked(4, await tail(3))).toBe(1);
  world.append(5);
  expect(await asked(5, [])).toBe(1);
  world.append(6);
  const early = await tail(0);
  world.append(7);
  expect(await asked(7, early)).toBe(1);
  // A coalesced notification announced more than was read before the lease was taken.
  world.append(8);
  const behind = await tail(0);
  world.append(9);
  world.double.put({ ...keys.cursor(DOSSIER, 'somewhere'), ...world.cursor(), wanted: 9 });
  expect(await asked(8, behind)).toBe(1);
  expect(world.received).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('delivery records are written with the cursor’s advance, in one request', async () => {
  const world = new World();
  world.append(1, 2);
  const row = (version: number) => ({ pk: 'KEPT', sk: String(version) });
  const send: typeof world.send = async (batch, context) => {
    await world.send(batch, context);
    context.keep(row(batch[0].version));
  };
  await world.deliver({}, { send });
  expect(world.double.requests).toEqual(['Get', 'Update', 'Query', 'TransactWrite', 'TransactWrite']);
  expect([1, 2].map((version) => world.double.get(row(version)))).toEqual([row(1), row(2)]);
  expect(world.cursor()).toMatchObject({ sent: 2 });
  // A worker that lost the lease has sent the batch nevertheless.
  world.append(3);
  world.destination = () => rewind(world.double.table, DOSSIER, 'somewhere', 2);
  expect(await world.deliver({}, { send })).toMatchObject({ reason: 'lease-lost' });
  expect(world.double.get(row(3))).toEqual(row(3));
  expect(world.cursor()).toMatchObject({ sent: 2 });
});

test('reads a log of many pages', async () => {
  const world = new World();
  world.double.pageSize = 2;
  world.append(1, 2, 3, 4, 5);
  await world.deliver();
  expect(world.received).toEqual([1, 2, 3, 4, 5]);
});

test('refuses to send past a gap in the log', async () => {
  const world = new World();
  world.append(1, 3);
  await expect(world.deliver()).rejects.toThrow('gap');
  expect(world.received).toEqual([]);
});

test('two workers: one works, the other requeues its notification', async () => {
  const world = new World();
  world.append(1);
  const taken = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  world.destination = () => {
    reached.resolve();
    return taken.promise;
  };
  const first = world.deliver({ version: 1 });
  await reached.promise;
  world.append(2);
  expect(await world.deliver({ version: 2 })).toMatchObject({ outcome: 'later', reason: 'busy' });
  taken.resolve();
  await first;
  expect(world.received).toEqual([1]);
  await world.deliver(world.queue[0]?.notification);
  expect(world.received).toEqual([1, 2]);
});

test('a transient failure is counted and requeued with back-off; other notifications wait as well', async () => {
  const world = new World();
  world.append(1);
  world.destination = fails(new PartnerUnavailableError('somewhere', 'down'));
  expect(await world.deliver({ version: 1 })).toEqual({ outcome: 'later', reason: 'down', delaySeconds: 1 });
  expect(world.cursor()).toMatchObject({ attempts: 1, lastCause: 'down', inDoubt: false });
  expect(await world.deliver({ version: 1 })).toMatchObject({ outcome: 'later', reason: 'busy' });
  expect(world.asked).toEqual([false]);
  world.now += 1000;
  await world.deliver({ version: 1 });
  expect(world.cursor()).toMatchObject({ attempts: 2 });
  world.destination = async () => {};
  world.now += 10_000;
  await world.deliver({ version: 1 });
  expect(world.received).toEqual([1]);
  expect(world.cursor()).not.toHaveProperty('attempts');
});

test("the destination's Retry-After is honoured, up to the SQS maximum", async () => {
  const world = new World();
  world.append(1);
  world.destination = fails(new PartnerUnavailableError('somewhere', 'busy', 5000));
  expect(await world.deliver()).toMatchObject({ delaySeconds: 900 });
});

test('after an unknown outcome attempts ask first, until one succeeds', async () => {
  const world = new World();
  world.append(1, 2);
  world.destination = fails(new UnknownOutcomeError('somewhere', 'timeout'));
  await world.deliver();
  world.now += 60_000;
  world.destination = fails(new PartnerUnavailableError('somewhere', 'down'));
  await world.deliver();
  world.now += 60_000;
  world.destination = async () => {};
  await world.deliver();
  expect(world.asked).toEqual([false, true, true, false]);
});

test('after a crash between sending and recording the next worker asks first', async () => {
  const world = new World();
  world.append(1);
  world.double.step = async (when, request) => {
    if (when === 'in' && request === 'Update' && world.received.length > 0) throw new Error('crash');
  };
  await expect(world.deliver()).rejects.toThrow('crash');
  world.double.step = async () => {};
  expect(await world.deliver()).toMatchObject({ outcome: 'later', reason: 'busy' });
  world.now += 31_000;
  await world.deliver();
  expect(world.asked).toEqual([false, true]);
});

test('a permanent rejection blocks the dossier with its cause; only a redrive of the parked notification removes the block', async () => {
  const world = new World();
  world.append(1, 2, 3);
  world.destination = async ([version]) => {
    if (version === 2) throw new PermanentError('malformed');
  };
  expect(await world.deliver()).toEqual({ outcome: 'blocked', cause: 'malformed', parked: true });
  expect(world.parked).toEqual([{ notification: { dossierId: DOSSIER, unblock: 2 }, cause: 'malformed' }]);
  world.append(4);
  expect(await world.deliver({ version: 4 })).toEqual({ outcome: 'blocked', cause: 'malformed', parked: false });
  expect(world.queue).toEqual([]);
  world.destination = async () => {};
  await world.deliver(world.parked[0]?.notification);
  expect(world.received).toEqual([1, 2, 3, 4]);
});

test('an old parked notification does not remove a newer block', async () => {
  const world = new World();
  world.append(1, 2);
  world.destination = async ([version]) => {
    if (version === 2) throw new PermanentError('malformed');
  };
  await world.deliver();
  expect(await world.deliver({ unblock: 1 })).toMatchObject({ outcome: 'blocked', parked: false });
});

test('a rewind resends from there, even during an active delivery', async () => {
  const world = new World();
  world.append(1, 2, 3);
  await world.deliver();
  await rewind(world.double.table, DOSSIER, 'somewhere', 1);
  expect(await readCursor(world.double.table, DOSSIER, 'somewhere')).toMatchObject({ sent: 1 });
  world.destination = async ([version]) => {
    if (version === 2) await rewind(world.double.table, DOSSIER, 'somewhere', 0);
    world.destination = async () => {};
  };
  expect(await world.deliver()).toMatchObject({ outcome: 'later', reason: 'lease-lost' });
  await world.deliver(world.queue[0]?.notification);
  expect(world.received).toEqual([1, 2, 3, 2, 1, 2, 3]);
});

test('after a rewind the destination is asked about all events that may have been sent without a record', async () => {
  const world = new World();
  world.append(1, 2, 3);
  world.destination = fails(new UnknownOutcomeError('somewhere', 'timeout'));
  await world.deliver({}, { split: (events) => [events as never] });
  await rewind(world.double.table, DOSSIER, 'somewhere', 0);
  world.destination = async () => {};
  world.append(4);
  await world.deliver();
  expect(world.asked).toEqual([false, true, true, true, false]);
});

test('a halted destination gets nothing: nothing parked, nothing requeued, the cursor stays', async () => {
  const world = new World();
  world.append(1);
  world.destination = fails(new HaltedError('disabled'));
  expect(await world.deliver()).toEqual({ outcome: 'halted' });
  expect([world.queue, world.parked]).toEqual([[], []]);
  expect(world.cursor()).not.toHaveProperty('sent');
});

test('a defect of ours is left to SQS: the error is rethrown, the lease expires', async () => {
  const world = new World();
  world.append(1);
  world.destination = fails(new TypeError('defect'));
  await expect(world.deliver()).rejects.toThrow('defect');
  expect(world.cursor()).toHaveProperty('leaseOwner');
});

test('no batch is started near the function’s timeout', async () => {
  const world = new World();
  world.append(1, 2);
  world.destination = async () => {
    world.now += 1000;
  };
  expect(await world.deliver({}, { stopAt: world.now + 500 })).toMatchObject({ reason: 'out-of-time' });
  expect(world.received).toEqual([1]);
  expect(world.cursor()).not.toHaveProperty('leaseOwner');
});

test('events outside the destination’s filter are skipped', async () => {
  const world = new World();
  world.append(1, 2, 3);
  const outcome = await world.deliver({}, { filter: ({ version }) => version === 2 });
  expect(outcome).toEqual({ outcome: 'delivered', version: 3, events: 3 });
  expect(world.received).toEqual([2]);
});

test('history has all events before the batch, only on request', async () => {
  const world = new World();
  world.append(1, 2, 3);
  await world.deliver();
  world.append(4);
  const seen: number[][] = [];
  const send = async (_: unknown, { history }: { history: readonly { version: number }[] }) => {
    seen.push(history.map((e) => e.version));
  };
  await world.deliver({}, { withHistory: true, send });
  expect(seen).toEqual([[1, 2, 3]]);
});
