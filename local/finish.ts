import { afterDeploy } from '../infra/local/after-deploy.ts';
import { configurePartners } from './configure.ts';
import type { Environment } from './environment.ts';
import type { Progress } from './progress.ts';
import { seed } from './seed/seed.ts';

/** Last steps of a bring-up, in this order: what the emulator dropped, what was agreed with the partners, the catalogue. */
export async function finish(environment: Environment, progress: Progress): Promise<void> {
  await progress.phase('What the emulator dropped', () => afterDeploy(environment));
  await progress.phase('Credentials and settings of the partners', () => configurePartners(environment));
  await progress.phase('Catalogue and agencies', () => seed(environment));
}
