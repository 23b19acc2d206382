import { beforeEach, expect, it } from 'vitest';
import { rebuildSearch } from '../../../operate/search/rebuild.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { inProcessing, submitted, uuidOf } from '../../shared/dossier/world.ts';
import { expectedRows, SearchWorld, term } from './world.ts';

const one = inProcessing().state;
const other = { ...submitted().state, dossierId: uuidOf(7) };

let world: SearchWorld;
beforeEach(async () => {
  world = new SearchWorld();
  await world.add(one);
  await world.add(other);
});

const rebuild = (dryRun: boolean, now = '2026-11-20T02:00:00.000Z') =>
  rebuildSearch(world.store.table, { term, dryRun, now: new Date(now), pause: async () => {} });

it('lists that are right are left alone', async () => {
  world.store.before = async (operation) => {
    if (operation === 'TransactWriteItems') throw new Error('a write');
  };
  expect(await rebuild(false)).toEqual({ dossiers: 2, differences: [], strays: 0 });
});

it('rows that are missing or in wrong lists, and entries of another form, are told and mended', async () => {
  const wanted = await expectedRows([one, other]);
  const open = [...world.store.beginning('FIND#H50#open').values()];
  const lost = open.find(({ sk }) => String(sk).includes(one.dossierId));
  world.store.remove(lost as never);
  world.store.put(keys.find('H50', 'status#payment-required', `1#x#${one.dossierId}`));
  world.store.put(keys.find('H50', 'open', `1#x#${uuidOf(99)}`));
  const [found] = [...world.store.beginning(keys.found(other.dossierId).pk).values()];
  world.store.put({ ...found, entry: { ...(found?.entry as object), channel: 'postal' } });
  const told = { dossiers: 2, strays: 2 };
  const dry = await rebuild(true);
  expect(dry).toMatchObject(told);
  expect(dry.differences).toHaveLength(2);
  expect(dry.differences).toContainEqual({ dossierId: one.dossierId, entry: false, missing: 1 });
  expect(dry.differences).toContainEqual({ dossierId: other.dossierId, entry: true, missing: 0 });
  expect(world.rows).not.toEqual(wanted);
  expect(await rebuild(false)).toMatchObject(told);
  expect(world.rows).toEqual(wanted);
  expect(await rebuild(true)).toEqual({ dossiers: 2, differences: [], strays: 0 });
});

it('a table without lists gets them', async () => {
  const wanted = world.rows;
  for (const prefix of ['FIND#', 'FOUND#']) {
    for (const row of world.store.beginning(prefix).values()) world.store.remove(row as never);
  }
  await rebuild(false);
  expect(world.rows).toEqual(wanted);
});

it('what ended long ago, and has been taken away, is not missed', async () => {
  await world.add({ ...one, version: 90, status: 'returned', returnedAt: '2026-12-01T02:00:00.000Z' });
  for (const row of world.store.beginning('FIND#').values()) world.store.remove(row as never);
  expect((await rebuild(true)).differences.map(({ missing }) => missing > 0)).toEqual([true, true]);
  const later = (await rebuild(true, '2029-01-01T00:00:00Z')).differences;
  expect(later.map(({ dossierId }) => dossierId)).toEqual([other.dossierId]);
});
