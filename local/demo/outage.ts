import type { Scenario } from './scenario.ts';
import { Walk } from './walk.ts';

/** How long the national portal is down. Milliseconds. */
export const OUTAGE_MS = 20_000;

/** Processed to its end while the national portal is down; the sync has to catch up without intervention. */
export const outageScenario: Scenario = {
  title: `National portal down for ${OUTAGE_MS / 1000} s`,
  ends: 'returned',
  play: async (stage) => {
    await stage.control('national-portal', 'faults', { outageMs: OUTAGE_MS, outageKind: 'unavailable' });
    const walk = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-an' }).file();
    return walk.process();
  },
};
