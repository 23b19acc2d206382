import { expect, test } from 'vitest';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import { TransientError } from '../../../../shared/platform/delivery/errors.ts';
import { TableDouble } from './table-double.ts';
import { DOSSIER, World } from './world.ts';

function two() {
  const double = new TableDouble();
  const time = { now: 1_780_000_000_000 };
  const clock = () => time.now;
  return { double, time, a: breaker(double.table, 'x', clock), b: breaker(double.table, 'x', clock) };
}

test('opens for everybody after five failures in a row, and lets one probe through after the rest', async () => {
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

test('a failed probe lengthens the rest, a good one closes the breaker for everybody', async () => {
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
  'of two that ask for the probe at once in one sandbox, the one that has it is heard when it %s',
  async (outcome, state) => {
    const { double, time, a, b } = two();
    for (let i = 0; i < 5; i += 1) await a.failed();
    time.now += 2000;
    // Both have seen that it is half-open; who comes second is told so after the first one has its answer.
    await a.look();
    let late = false;
    double.step = async (when, request) => {
      if (when !== 'in' || request !== 'Update') return;
      if (late) await new Promise(setImmediate);
      late = true;
    };
    expect((await Promise.all([a.probe(), a.probe()])).filter(Boolean)).toHaveLength(1);
    await a[outcome]();
    // After the longest rest, and long before a probe that says nothing is given up.
    time.now += 3000;
    expect(await b.look()).toEqual({ state });
  },
);

test('a probe that never reports back gives way to another one', async () => {
  const { time, a, b } = two();
  for (let i = 0; i < 5; i += 1) await a.failed();
  time.now += 2000;
  expect(await a.probe()).toBe(true);
  time.now += 10_000;
  expect(await b.probe()).toBe(true);
});

test('a success in between and a long pause both start the count anew', async () => {
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

test('while it is open one notification of a dossier waits for all, and the destination is left alone', async () => {
  const world = new World();
  world.append(1);
  for (let i = 0; i < 5; i += 1) await world.delivery.breaker.failed();
  expect(await world.deliver({ version: 1 })).toEqual({ outcome: 'later', reason: 'circuit-open', delaySeconds: 2 });
  expect(world.queue[0]?.notification).toMatchObject({ attempt: 1 });
  expect(await world.deliver({ version: 3 })).toEqual({ outcome: 'coalesced', reason: 'circuit-open' });
  expect(await world.deliver({ version: 2 })).toEqual({ outcome: 'coalesced', reason: 'circuit-open' });
  expect([world.queue.length, world.cursor().wanted, world.asked]).toEqual([1, 3, []]);
  // The same notification once more, because its worker died before it was put back: it keeps its place.
  expect(await world.deliver({ version: 1 })).toMatchObject({ outcome: 'later' });
  expect(world.queue.length).toBe(2);
});

test('copies of one notification become one while they wait, whichever came twice and whoever died over it', async () => {
  const world = new World();
  world.append(1);
  const notification = { dossierId: DOSSIER, version: 1 };
  const put = (id: string) => world.queue.push({ id, notification, at: world.now });
  for (let copy = 0; copy < 9; copy += 1) put(`copy-${copy}`);
  // The same message a second time, because its worker died after it had put the notification back.
  put('copy-0');
  const [end, turns] = [world.now + 600_000, { now: 0 }];
  world.destination = async () => {
    if (world.now < end) throw new TransientError('down');
  };
  for (let next = world.queue.shift(); next !== undefined && turns.now < 500; next = world.queue.shift()) {
    turns.now += 1;
    world.now = Math.max(world.now, next.at);
    await world.deliver(next.notification, {}, next.id);
    // All ten have had their turn, and what they put back has had one.
    if (turns.now > 20) expect(world.queue.length).toBeLessThanOrEqual(1);
  }
  expect(world.received).toEqual([1]);
});

test('after an outage of 20 s a dossier is caught up within seconds, however the dice fall', async () => {
  for (const random of [0, 0.25, 0.5, 0.75, 0.999]) {
    const world = new World();
    world.append(1);
    const end = world.now + 20_000;
    world.destination = async () => {
      if (world.now < end) throw new TransientError('down');
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
