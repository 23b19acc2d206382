import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SLUG } from './app/addresses.ts';
import { type Prepared, prepare } from './app/prepare.ts';
import { runWorld } from './run-world.ts';
import { NO_TROUBLES } from './trouble.ts';

/** A birth certificate, filed online and handed out as an electronic paper. */
const BIRTH = 0;
const CALM = { seed: 1, faults: NO_TROUBLES, rough: false, operated: false };

const folder = mkdtempSync(join(tmpdir(), 'calm-'));
let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepare(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a birth dossier of which one endpoint is told everything', () => {
  it('costs no more requests to the table than this, from its opening to its result', async () => {
    let asked: readonly string[] = [];
    const report = await runWorld(prepared, { ...CALM, stories: [BIRTH] }, (world) => {
      asked = world.tableRequests.map(({ from }) => from.replace(`motcua-${SLUG}-`, ''));
    });
    expect(report.violations).toEqual([]);
    const most = { 'webhook-delivery': 45, 'national-portal-sync': 30, 'figures-projection': 33, notifications: 24 };
    const over = Object.entries(most).filter(([name, count]) => asked.filter((one) => one === name).length > count);
    expect(over).toEqual([]);
    // With what the applicant and officers read meanwhile.
    expect(asked.length).toBeLessThanOrEqual(245);
  });
});
