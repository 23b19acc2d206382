import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
/** Minutes that UTC is ahead of the zone, in January and July. */
const ZONES = {
  UTC: [0, 0],
  'Asia/Ho_Chi_Minh': [-420, -420],
  'America/New_York': [300, 240],
  'Pacific/Kiritimati': [-840, -840],
};

async function underZone(zone: string): Promise<{ offsets: unknown; answers: unknown[] }> {
  const probe = join(import.meta.dirname, 'zone-probe.ts');
  const { stdout } = await run(process.execPath, [probe], { env: { ...process.env, NODE_OPTIONS: '', TZ: zone } });
  return JSON.parse(stdout);
}

it('gives the same results in every time zone of the machine', async () => {
  const reports = await Promise.all(Object.keys(ZONES).map(underZone));
  // The zones took: without this the test could not fail.
  expect(reports.map(({ offsets }) => offsets)).toEqual(Object.values(ZONES));
  const [first, ...others] = reports.map(({ answers }) => answers);
  expect(first).toHaveLength(5 * 24);
  for (const answers of others) expect(answers).toEqual(first);
});
