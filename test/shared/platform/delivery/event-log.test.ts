import { describe, expect, test } from 'vitest';
import { logRows, readLog, readLogPage } from '../../../../shared/platform/delivery/event-log.ts';
import { DOSSIER, World } from './world.ts';

const versions = (events: readonly { readonly version: number }[]) => events.map(({ version }) => version);

async function rowsAfter(world: World, after: number): Promise<number[]> {
  const found: number[] = [];
  for await (const rows of logRows(world.double.table, DOSSIER, after)) {
    found.push(...rows.map(({ event }) => event.version));
  }
  return found;
}

describe('every reader of a log', () => {
  test('finds what lies after a version, over all pages', async () => {
    const world = new World();
    world.double.pageSize = 2;
    world.append(1, 2, 3, 4, 5);
    expect(versions(await readLog(world.double.table, DOSSIER))).toEqual([1, 2, 3, 4, 5]);
    expect(await rowsAfter(world, 2)).toEqual([3, 4, 5]);
    expect(versions(await readLogPage(world.double.table, DOSSIER, 1, 2))).toEqual([2, 3]);
    expect(versions(await readLogPage(world.double.table, DOSSIER, 5, 2))).toEqual([]);
  });

  test('refuses a gap', async () => {
    const world = new World();
    world.append(1, 2, 4);
    await expect(readLog(world.double.table, DOSSIER)).rejects.toThrow('gap at 3');
    await expect(rowsAfter(world, 0)).rejects.toThrow('gap at 3');
    await expect(readLogPage(world.double.table, DOSSIER, 1)).rejects.toThrow('gap at 3');
    await expect(readLogPage(world.double.table, DOSSIER, 2, 1)).rejects.toThrow('gap at 3');
  });
});

test('a page is one request', async () => {
  const world = new World();
  world.double.pageSize = 1;
  world.append(1, 2, 3);
  await readLogPage(world.double.table, DOSSIER, 0);
  expect(world.double.requests).toEqual(['Query']);
});
