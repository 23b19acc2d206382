import { expect, test } from 'vitest';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import { PartnerUnavailableError } from '../../../../shared/platform/partners/outcomes.ts';
import { TableDouble } from './table-double.ts';
import { DOSSIER, World } from './world.ts';

function two() {
  const double = new TableDouble();
  const time = { now: 1_780_000_000_000 };
  const clock = () => time.now;
  return { double, time, a: breaker(double.table, 'x', clock), b: breaker(double.table, 'x', clock) };
}

test('opens for all workers after five consecutive failures, and allows one probe after the pause', async () => {
  const { time, a, b } = two();
  for (let i = 0; i < 5; i += 1) {
    await a.look();
    expect(await b.look()).toEqual({ state: 'closed' });
    await a.failed();
  }
  time.now += 1500;
  expect(await b.look()).toEqual({ state: 'open', retryInMs: 500 });
  time.now += 500;
  expect(await a.look()).toEqual({ state: 'half-open' });
  expect(await b.look()).toEqual({ state: 'half-open' });
  expect([await a.probe(), await b.probe()]).toEqual([true, false]);
  expect(await b.look()).toEqual({ state: 'open', retryInMs: 3000 });
});

test('a failed probe lengthens the pause, a successful one closes the breaker for all workers', async () => {
  const { time, a, b } = two();
  for (let i = 0; i < 5; i += 1) await a.failed();
  time.now += 2000;
  await a.probe();
  await a.failed();
  expect(await a.look()).toEqual({ state: 'open', retryInMs: 3000 });
  time.now += 3000;
  expect(await b.look()).toEqual({ state: 'half-open' });
  expect(await b.probe()).toBe(true);
  await b.succeeded();
  time.now += 1500;
  expect(await a.look()).toEqual({ state: 'closed' });
});

test.each([
  ['succeeded', 'closed'],
  ['failed', 'half-open'],
] as const)(
  'of two concurrent probe requests in one sandbox, the result of the winner counts when it %s',
  async (outcome, state) => {
    const { double, time, a, b } = two();
    for (let i = 0; i < 5; i += 1) await a.failed();
    time.now += 2000;
    // Both have read the half-open state; the second is rejected after the first has its result.
    await a.look();
    let late = false;
    double.step = async (when, request) => {
      if (when !== 'in' || request !== 'Update') return;
      if (late) await new Promise(setImmediate);
      late = true;
    };
    expect((await Promise.all([a.probe(), a.probe()])).filter(Boolean)).toHaveLength(1);
    await a[outcome]();
    // After the longest pause, and long before a silent probe expires.
    time.now += 3000;
    expect(await b.look()).toEqual({ state });
  },
);

test('a probe that never reports is replaced by another one', async () => {
  const { time, a, b } = two();
  for (let i = 0; i < 5; i += 1) await a.failed();
  time.now += 2000;
  expect(await a.probe()).toBe(true);
  time.now += 10_000;
  expect(await b.probe()).toBe(true);
});

test('a success in between and a long pause both reset the count', async () => {
  const { time, a } = two();
  for (let i = 0; i < 4; i += 1) await a.failed();
  await a.succeeded();
  for (let i = 0; i < 4; i += 1) await a.failed();
  time.now += 31_000;
  await a.failed();
  expect(await a.look()).toEqual({ state: 'closed' });
});

test('costs one read per 1.5 s and no write while all is well', async () => {
  const { double, time, a } = two();
  for (let i = 0; i < 10; i += 1) {
    await a.look();
    await a.succeeded();
    time.now += 100;
  }
  expect(double.requests).toEqual(['Get']);
  time.now += 500;
  await a.look();
  expect(double.requests).toEqual(['Get', 'Get']);
});

test('while it is open at most one pending notification per dossier stays queued, and the destination gets no calls', async () => {
  const world = new World();
  world.append(1);
  for (let i = 0; i < 5; i += 1) await world.delivery.breaker.failed();
  expect(await world.deliver({ version: 1 })).toEqual({ outcome: 'later', reason: 'circuit-open', delaySeconds: 2 });
  expect(world.queue[0]?.notification).toMatchObject({ attempt: 1 });
  expect(await world.deliver({ version: 3 })).toEqual({ outcome: 'coalesced', reason: 'circuit-open' });
  expect(await world.deliver({ version: 2 })).toEqual({ outcome: 'coalesced', reason: 'circuit-open' });
  expect([world.queue.length, world.cursor().wanted, world.asked]).toEqual([1, 3, []]);
  // A redelivery, because the worker crashed before requeuing: it keeps the pending place.
  expect(await world.deliver({ version: 1 })).toMatchObject({ outcome: 'later' });
  expect(world.queue.length).toBe(2);
});

test('duplicates of a pending notification are coalesced, after any duplicate delivery or worker crash', async () => {
  const world = new World();
  world.append(1);
  const notification = { dossierId: DOSSIER, version: 1 };
  const put = (id: string) => world.queue.push({ id, notification, at: world.now });
  for (let copy = 0; copy < 9; copy += 1) put(`copy-${copy}`);
  // The same message again, because its worker crashed after requeuing the notification.
  put('copy-0');
  const [end, turns] = [world.now + 600_000, { now: 0 }];
  world.destination = async () => {
    if (world.now < end) throw new PartnerUnavailableError('somewhere', 'down');
  };
  for (let next = world.queue.shift(); next !== undefined && turns.now < 500; next = world.queue.shift()) {
    turns.now += 1;
    world.now = Math.max(world.now, next.at);
    await world.deliver(next.notification, {}, next.id);
    // All ten and the messages they requeued were handled.
    if (turns.now > 20) expect(world.queue.length).toBeLessThanOrEqual(1);
  }
  expect(world.received).toEqual([1]);
});

test('after an outage of 20 s a dossier is up to date within seconds, for any jitter', async () => {
  for (const random of [0, 0.25, 0.5, 0.75, 0.999]) {
    const world = new World();
    world.append(1);
    const end = world.now + 20_000;
    world.destination = async () => {
      if (world.now < end) throw new PartnerUnavailableError('somewhere', 'down');
    };
    world.queue.push({ id: 'first', notification: { dossierId: DOSSIER, version: 1 }, at: world.now });
    for (let next = world.queue.shift(); next !== undefined; next = world.queue.shift()) {
      world.now = Math.max(world.now, next.at);
      await world.deliver(next.notification, { random: () => random });
    }
    expect(world.received).toEqual([1]);
    expect(world.now - end).toBeLessThanOrEqual(6_000);
  }
});
