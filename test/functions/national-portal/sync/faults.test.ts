import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DossierEvent } from '../../../../shared/dossier/events.ts';
import { CALL_FAULTS } from './faulty-portal.ts';
import { HISTORIES } from './histories.ts';
import { expectSameCopy } from './same-copy.ts';
import { SyncWorld } from './world.ts';

const DEATHS = ['dies-before', 'dies-after'] as const;
const histories = Object.entries(HISTORIES);
/** A draft is not synced; it is the first event of its log. */
const untold = (events: readonly DossierEvent[]) => (events[0]?.type === 'imported' ? 0 : 1);

/** Where reading may start: [what the portal has, the next events]. All at once, and after three events. */
function cuts(events: readonly DossierEvent[]): [number, number][] {
  const first = untold(events);
  const later = Array.from({ length: events.length - first }, (_, index) => first + index);
  return [[first, events.length], ...later.map((cut): [number, number] => [cut, Math.min(cut + 3, events.length)])];
}

/** A world whose portal has the first `cut` events. */
async function upTo(events: readonly DossierEvent[], cut: number): Promise<SyncWorld> {
  const world = new SyncWorld();
  if (cut === 0) return world;
  world.write(events.slice(0, cut));
  world.notification({ version: cut });
  await world.settle();
  return world;
}

/** The portal has the first `cut` events; the rest arrive with one notification, with faults injected. */
async function course(events: readonly DossierEvent[], cut: number, faultAt: SyncWorld['faultAt']): Promise<SyncWorld> {
  const world = await upTo(events, cut);
  const before = world.points;
  world.faultAt = ({ number, isCall }) => faultAt({ number: number - before, isCall });
  world.write(events);
  world.notification({ version: events.length });
  await world.settle();
  return world;
}

/** External calls of a worker without faults: true for a call to the portal. */
async function pointsOf(events: readonly DossierEvent[], cut: number): Promise<boolean[]> {
  const points: boolean[] = [];
  await course(events, cut, ({ isCall }) => void points.push(isCall));
  return points;
}

test.each(histories)('%s: after any single fault the copy equals ours', async (_, events) => {
  for (const [cut, end] of cuts(events)) {
    const log = events.slice(0, end);
    for (const [at, isCall] of (await pointsOf(log, cut)).entries()) {
      // Crashing before the next call equals crashing after this one.
      for (const fault of isCall ? [...CALL_FAULTS, 'dies-after' as const] : ['dies-after' as const]) {
        const world = await course(log, cut, ({ number }) => (number === at ? fault : undefined));
        expectSameCopy(world, `${fault} at ${at} between versions ${cut} and ${end}`);
      }
    }
  }
});

test.each(histories)('%s: a rewind to any version sends missing events and blocks nothing', async (_, events) => {
  for (let version = 0; version <= events.length; version += 1) {
    for (let cut = Math.max(version, untold(events)); cut <= events.length; cut += 1) {
      const world = await upTo(events, cut);
      await world.rewind(version);
      world.write(events);
      world.notification();
      await world.settle();
      expectSameCopy(world, `rewound from ${cut} to ${version}`);
    }
  }
});

test.each(histories)('%s: redriving a dead letter succeeds once the portal accepts it', async (_, events) => {
  for (const [cut, end] of cuts(events)) {
    const log = events.slice(0, end);
    for (const [at, isCall] of (await pointsOf(log, cut)).entries()) {
      if (!isCall) continue;
      const world = await course(log, cut, ({ number }) => (number >= at ? 'refused' : undefined));
      world.faultAt = () => undefined;
      world.redrive();
      await world.settle();
      expectSameCopy(world, `refused from ${at} on between versions ${cut} and ${end}`);
    }
  }
});

test('an event rejected by the portal becomes a dead letter and blocks its dossier', async () => {
  const events = HISTORIES['filed at the portal'] ?? [];
  const world = await course(events, 1, () => 'refused');
  expect(world.parked).toMatchObject([{ unblock: 2 }]);
});

test('with random faults, new events and rewinds the copy finally equals ours', async () => {
  const action = fc.oneof(
    { weight: 4, arbitrary: fc.record({ events: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ rewind: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ repeat: fc.nat(20) }) },
  );
  const fault = fc.constantFrom(undefined, undefined, undefined, ...CALL_FAULTS, ...DEATHS);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...histories.map(([, events]) => events)),
      fc.array(action, { maxLength: 12 }),
      fc.array(fault, { maxLength: 60, size: 'max' }),
      async (events, actions, faults) => {
        const world = new SyncWorld();
        world.faultAt = ({ number, isCall }) => {
          const one = faults[number];
          return isCall || DEATHS.some((death) => death === one) ? one : undefined;
        };
        let there = 0;
        for (const act of actions) {
          if ('rewind' in act) await world.rewind(Math.min(act.rewind, await world.sent()));
          else if ('events' in act) there = Math.min(events.length, there + act.events);
          if (there === 0) continue;
          world.write(events.slice(0, there));
          world.notification('repeat' in act ? { version: Math.min(there, act.repeat + 1) } : {});
          if (!('repeat' in act)) await world.settle();
        }
        world.faultAt = () => undefined;
        world.write(events);
        world.notification({ version: events.length });
        await world.settle();
        world.redrive();
        await world.settle();
        expectSameCopy(world);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 300), interruptAfterTimeLimit: 60_000 },
  );
});
