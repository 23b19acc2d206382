import type { TestProject } from 'vitest/node';
import { bringUp, type Environment } from '../../local/environment.ts';
import { Progress } from '../../local/progress.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    environment: Environment;
  }
}

/** Brings up a province of its own, on free ports and an emulator of its own, for all files below `test/local`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const progress = new Progress(process.stdout);
  const { stop, ...environment } = await bringUp({ province: 'quang-tri', ports: 'free', ownEmulator: true, progress });
  project.provide('environment', environment);
  return stop;
}
