import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';

type AfterDeploy = (target: Pick<Environment, 'endpoint' | 'province'>) => Promise<void>;

/** Puts back what the emulator's CloudFormation dropped (`infra/local`). */
export async function afterDeployIfThere({ endpoint, province }: Environment): Promise<void> {
  const url = new URL('../infra/local/after-deploy.ts', import.meta.url);
  if (!existsSync(fileURLToPath(url))) return;
  const { afterDeploy } = (await import(url.href)) as { afterDeploy: AfterDeploy };
  await afterDeploy({ endpoint, province });
}
