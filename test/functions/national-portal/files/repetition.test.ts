import { describe, expect, test } from 'vitest';
import { type DocumentRow, noteStored, placeDocument } from '../../../../shared/record/document-rows.ts';
import { newDossier, openWorld, paper, supplementWith } from './world.ts';

const FIRST = newDossier(paper('1'));

describe('a crash', () => {
  const MORE = supplementWith(paper('7'));
  type World = ReturnType<typeof openWorld>;
  const inTable = (when: 'in' | 'out', request: string) => (world: World) => {
    world.double.step = async (moment, name) => {
      if (moment === when && name === request) throw new Error('sandbox died');
    };
  };
  const outside = (breaks: 'put' | 'put-after') => (world: World) => {
    world.outside.breaks = breaks;
  };

  test.each([
    ['before the row', inTable('in', 'Put')],
    ['after the row', inTable('out', 'Put')],
    ['before the file', outside('put')],
    ['after the file', outside('put-after')],
    ['before the mark', inTable('in', 'Update')],
    ['after the mark', inTable('out', 'Update')],
  ])('%s is repaired by the repetition', async (_, arm) => {
    const world = openWorld();
    await world.keep(MORE);
    world.import();
    world.askForSupplement();
    arm(world);
    await expect(world.deliver(MORE)).rejects.toThrow('sandbox died');
    world.double.step = async () => {};
    world.outside.breaks = undefined;
    await world.deliver(MORE);
    await world.judge(await world.row(MORE, '7'));
    await world.deliver(MORE);
    expect(world.dossier().documents).toHaveLength(1);
    expect([world.rows().length, world.bucket.size, world.queued.length]).toEqual([1, 1, 1]);
  });

  test('before the command is repaired by the repetition', async () => {
    const world = openWorld();
    await world.keep(MORE);
    world.import();
    world.askForSupplement();
    await world.deliver(MORE);
    await world.judge(await world.row(MORE, '7'));
    world.outside.breaks = 'command';
    await expect(world.deliver(MORE)).rejects.toThrow('sandbox died');
    world.outside.breaks = undefined;
    await world.deliver(MORE);
    expect([world.queued.length, world.fetched.length]).toEqual([1, 1]);
  });
});

test('a slower worker does not overwrite the verdict on a file stored by a faster one', async () => {
  const world = openWorld();
  await world.keep(FIRST);
  world.import();
  await world.deliver(FIRST);
  const pending = (await world.row(FIRST, '1')) as DocumentRow;
  await world.judge(pending);
  expect(await placeDocument(world.double.table, pending)).toMatchObject({ state: 'verified' });
  expect(await world.row(FIRST, '1')).toMatchObject({ state: 'verified' });
});

test('an expired row is not partially recreated', async () => {
  const world = openWorld();
  await world.keep(FIRST);
  world.import();
  await world.deliver(FIRST);
  const row = await world.row(FIRST, '1');
  world.double.rows.clear();
  await expect(noteStored(world.double.table, row as DocumentRow, '2026-06-09T01:00:00.000Z')).rejects.toThrow();
  expect(world.rows()).toEqual([]);
});
