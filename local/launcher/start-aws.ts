import { join } from 'node:path';
import type { Context } from './context.ts';
import { requireLocalAccount } from './deploy/account.ts';
import { assemble, bootstrap, type CdkRun, deploy, type Outputs } from './deploy/cdk.ts';
import { resourceEvent } from './deploy/cloudformation.ts';
import { environmentFor, LOCAL_REGION } from './deploy/environment.ts';
import type { Emulator } from './emulator/emulator.ts';
import { EMULATORS } from './emulator/records.ts';
import { bothOrFirstError } from './wait.ts';

/** The emulator with the province's stacks on it. */
export async function startAws(context: Context): Promise<{ emulator: Emulator; outputs: Outputs }> {
  const { progress, province, workers, scanner, partners, logs, cleanup, chosen } = context;
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  const run: CdkRun = {
    province,
    workers,
    scanner,
    env: environmentFor(chosen.endpoint ?? `http://127.0.0.1:${context.ports.emulator}`),
    logs,
    signal,
    timeoutMs: EMULATORS[chosen.kind].stepTimeoutMs,
  };

  const prepare = progress.phase('Emulator', async (detail) => {
    const emulator = await chosen.start({
      port: context.ports.emulator,
      region: LOCAL_REGION,
      logFile: join(logs, 'emulator.log'),
      detail,
    });
    cleanup.add(emulator.stop);
    signal.throwIfAborted();
    await requireLocalAccount(emulator.endpoint);
    return emulator;
  });
  const bootstrapped = prepare.then(async (emulator) => {
    await progress.phase('cdk bootstrap', () => bootstrap(run));
    return emulator;
  });
  const assembled = progress.phase('cdk synth', () => assemble(run, partners));
  const [emulator, assembly] = await bothOrFirstError(bootstrapped, assembled, failed);
  const outputs = await progress.phase('cdk deploy', (detail) => {
    let resources = 0;
    const onLine = (line: string): void => {
      const event = resourceEvent(line);
      if (event?.status.endsWith('_COMPLETE')) detail(`${++resources} resources, last ${event.type}`);
    };
    return deploy({ ...run, onLine }, assembly.folder);
  });
  return { emulator, outputs };
}
