import type { Checked } from '../../../local/simulation/check-dossier.ts';
import { simulateDossier } from '../../../local/simulation/simulate.ts';
import type { SimulatedDossier } from '../../../local/simulation/simulated-dossier.ts';
import { buildWorld, type World, type WorldOptions } from '../../../local/simulation/world.ts';

export const options = (changes: Partial<WorldOptions> = {}): WorldOptions => ({
  province: 'quang-tri',
  days: 40,
  from: '2026-01-05',
  seed: 1,
  dossiers: 400,
  ...changes,
});

export const WORLD: World = buildWorld(options());

/** The first simulated dossier of which something is true. */
export function courseWhere(is: (simulated: SimulatedDossier) => boolean): {
  readonly simulated: SimulatedDossier;
  readonly index: number;
} {
  for (let index = 0; index < 3000; index += 1) {
    const simulated = simulateDossier(WORLD, index);
    if (is(simulated)) return { simulated, index };
  }
  throw new Error('no such dossier among the first 3000');
}

export const checkedOf = ({ dossierId, dossier, log, arrivesAt }: SimulatedDossier): Checked => ({
  dossierId,
  dossier,
  log,
  arrivesAt,
});
