import { afterDeploy } from '../../infra/local/after-deploy.ts';
import { configurePartners } from './configure.ts';
import { EMULATORS } from './emulator/records.ts';
import type { EmulatedEnvironment } from './environment.ts';
import type { Progress } from './progress.ts';
import { seed } from './seed/seed.ts';

/** Last steps of a bring-up, in this order: facts that the emulator dropped, credentials shared with partners, the catalogue. */
export async function finish(environment: EmulatedEnvironment, progress: Progress): Promise<void> {
  const { facts } = EMULATORS[environment.emulator.kind];
  await progress.phase('What the emulator dropped', () => afterDeploy(environment, facts));
  await progress.phase('Credentials and settings of the partners', () => configurePartners(environment));
  await progress.phase('Catalogue and agencies', () => seed(environment));
}
