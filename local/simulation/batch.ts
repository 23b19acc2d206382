import { checkDossier } from './check-dossier.ts';
import { OfficeHours } from './office-hours.ts';
import { simulateDossier } from './simulate.ts';
import { count, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** Simulates, checks and counts the dossiers with these numbers; keeps only their sums. */
export function batchOf(world: World, tally: Tally): (from: number, to: number) => void {
  const hours = new OfficeHours(world.calendar);
  return (from, to) => {
    for (let index = from; index < to; index += 1) {
      const simulated = simulateDossier(world, index);
      checkDossier(simulated, index, hours);
      count(tally, simulated.increments, simulated);
    }
  };
}
