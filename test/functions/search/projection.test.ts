import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../functions/search/entry.ts';
import { projector } from '../../../functions/search/projection/project.ts';
import { termsOf } from '../../../functions/search/terms.ts';
import { EVENT_TYPES } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { StoreBusyError } from '../../../shared/platform/table/busy.ts';
import { inProcessing, submitted } from '../../shared/dossier/world.ts';
import { live, seeds } from '../figures/counting/world.ts';
import { expectedRows, SearchWorld, term } from './world.ts';

/** The snapshot after each event. */
function statesOf(log: readonly RecordedEvent[]): readonly Dossier[] {
  const states: Dossier[] = [];
  for (const event of log) states.push(evolve(states.at(-1), event));
  return states;
}

const logs = seeds.map((seed) => live(seed, 1)).filter((log) => log.length > 0);

describe('the rows of a dossier', () => {
  it('are those of its newest snapshot after each event that is heard', async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const world = new SearchWorld();
        for (const [n, state] of statesOf(log).entries()) {
          const heard = EVENT_TYPES[log[n]?.type ?? 'submitted'].search;
          world.keep(state);
          if (heard) await world.project(state.dossierId, { version: state.version });
          expect(world.rows).toEqual(await expectedRows([state]));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('come to the same with duplicates, reordered notifications and concurrent workers', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.nat(), { minLength: 1, maxLength: 50 }), async (log, dice) => {
        const world = new SearchWorld();
        let throws = 0;
        const next = (below: number) => (dice[throws++ % dice.length] ?? 0) % below;
        world.store.before = async () => {
          for (let n = next(4); n > 0; n -= 1) await Promise.resolve();
        };
        const workers = [1, 2, 3].map(() => projector({ table: world.store.table, term }));
        const states = statesOf(log);
        const handled: Promise<unknown>[] = [];
        for (const state of states) {
          world.keep(state);
          for (let copies = next(3); copies > 0; copies -= 1) {
            const { version } = states[next(states.length)] ?? state;
            handled.push((workers[next(3)] ?? world.project)(state.dossierId, { version }).catch(unlessBusy));
          }
          if (next(2) === 0) await Promise.all(handled);
        }
        await Promise.all(handled);
        const last = states.at(-1) as Dossier;
        await world.project(last.dossierId, { version: last.version });
        expect(world.rows).toEqual(await expectedRows([last]));
      }),
      { numRuns: 15 },
    );
  });

  it('are written in parts when they are too many, and one that dies between leaves nothing behind', async () => {
    const world = new SearchWorld();
    const { state } = inProcessing();
    const many = { ...state, agencies: Array.from({ length: 30 }, (_, n) => `H50.${100 + n}.1`) };
    world.keep(many);
    let writes = 0;
    world.store.before = async (operation) => {
      if (operation === 'TransactWriteItems' && ++writes === 3) throw new Error('the sandbox dies');
    };
    await expect(world.project(state.dossierId)).rejects.toThrow();
    expect(world.rows.length).toBeGreaterThan(100);
    world.store.before = async () => {};
    // The next snapshot needs none of them.
    world.keep({ ...state, version: state.version + 1 });
    await world.project(state.dossierId);
    expect(world.rows).toEqual(await expectedRows([state]));
    world.keep({ ...many, version: state.version + 2 });
    await world.project(state.dossierId);
    expect(world.rows).toEqual(await expectedRows([many]));
  });

  it('are not read or written again for what is in them already', async () => {
    const world = new SearchWorld();
    const { state } = inProcessing();
    world.keep(state);
    const asked: string[] = [];
    world.store.before = async (operation) => void asked.push(operation);
    expect(await world.project(state.dossierId, { version: state.version })).toBe('written');
    expect(await world.project(state.dossierId, { version: state.version })).toBe('same');
    expect(asked).toEqual(['GetItem', 'GetItem', 'TransactWriteItems', 'GetItem']);
  });

  it('of a draft are none, and an unknown dossier is parked', async () => {
    const world = new SearchWorld();
    const draft = { ...submitted().state, status: 'draft' as const };
    world.keep(draft);
    expect(await world.project(draft.dossierId)).toBe('draft');
    expect(world.rows).toEqual([]);
    await expect(world.project('7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b')).rejects.toThrow('dossier-not-found');
  });

  it('of a dossier that ended stay for its people, and go by a time', async () => {
    const world = new SearchWorld();
    const { state } = inProcessing();
    await world.add(state);
    await world.add({ ...state, version: 90, status: 'returned', returnedAt: '2026-12-01T02:00:00.000Z' });
    const rows = [...world.store.beginning('FIND#')];
    expect(rows.every(([key]) => /#(id|phone|name)#/.test(key))).toBe(true);
    expect(rows.length).toBeGreaterThan(5);
    const expiries = new Set([...rows, ...world.store.beginning('FOUND#')].map(([, row]) => row.expiresAt));
    expect([...expiries]).toEqual([Date.parse('2028-12-01T02:00:00.000Z') / 1000]);
  });
});

it('an event that the search does not hear changes nothing of what is found', async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (log) => {
      let before: Dossier | undefined;
      for (const [n, state] of statesOf(log).entries()) {
        const { type } = log[n] as RecordedEvent;
        if (before !== undefined && before.status !== 'draft' && !EVENT_TYPES[type].search) {
          expect(entryOf(state, await termsOf(state, term)), type).toEqual(
            entryOf(before, await termsOf(before, term)),
          );
        }
        before = state;
      }
    }),
    { numRuns: 100 },
  );
});

const unlessBusy = (error: unknown) => {
  if (!(error instanceof StoreBusyError)) throw error;
};
