import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';
import type { Progress } from './progress.ts';

/** What `local/demo/run.ts` exports: runs the dossiers, prints what it does, and says whether all ended as they should. */
export type RunDemo = (environment: Environment) => Promise<boolean>;

export async function runDemoIfThere(environment: Environment, progress: Progress): Promise<boolean> {
  const url = new URL('./demo/run.ts', import.meta.url);
  if (!existsSync(fileURLToPath(url))) return true;
  const { runDemo } = (await import(url.href)) as { runDemo: RunDemo };
  return progress.phase('Demo', () => runDemo(environment));
}
