import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { csvFiles } from '../../../local/simulation/csv.ts';
import { BrokenRule } from '../../../local/simulation/fault.ts';
import { reportOf } from '../../../local/simulation/report.ts';
import { simulateAll } from '../../../local/simulation/workers.ts';
import { buildWorld, type WorldOptions } from '../../../local/simulation/world.ts';
import { options } from './world.ts';

/** Hash of everything a run writes. */
async function hashOf(given: WorldOptions, workers: number): Promise<string> {
  const tally = await simulateAll(given, workers, () => {});
  const files = csvFiles(reportOf(tally, buildWorld(given)));
  return createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex');
}

describe('a run', () => {
  it('gives the same figures for the same seed, with any number of workers, and others for another seed', async () => {
    const given = options({ dossiers: 1300 });
    const one = await hashOf(given, 1);
    expect(await hashOf(given, 2)).toBe(one);
    expect(await hashOf(given, 3)).toBe(one);
    expect(await hashOf({ ...given, seed: 2 }, 2)).not.toBe(one);
    expect(await hashOf({ ...given, dossiers: 1299 }, 2)).not.toBe(one);
  });

  it('tells how far it is, and reaches its end', async () => {
    const told: number[] = [];
    await simulateAll(options({ dossiers: 600 }), 2, (done) => told.push(done));
    expect(told.at(-1)).toBe(600);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('fails with the rule when a worker finds one broken', async () => {
    const script = new URL('./broken-worker.ts', import.meta.url);
    const run = simulateAll(options(), 2, () => {}, script);
    await expect(run).rejects.toThrow(BrokenRule);
    await expect(run).rejects.toMatchObject({ rule: 'none lost', message: expect.stringContaining('one is gone') });
  });
});
