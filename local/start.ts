import { runDemo } from './demo/run.ts';
import { bringUp } from './launcher/bring-up.ts';
import { Cleanup } from './launcher/cleanup.ts';
import { printedSkips } from './launcher/emulator/capabilities.ts';
import { EMULATORS } from './launcher/emulator/records.ts';
import type { RunningEnvironment } from './launcher/environment.ts';
import { LocalError } from './launcher/errors.ts';
import { cacheFolder } from './launcher/paths.ts';
import { portBase } from './launcher/ports.ts';
import { watchMemory } from './launcher/processes/memory.ts';
import { Progress, seconds, timeTable } from './launcher/progress.ts';
import { findClamd, NO_CLAMD } from './launcher/scanner/daemon.ts';
import { signpost } from './launcher/signpost.ts';

const PROVINCE = 'quang-tri';
const MEMORY_BUDGET_GIB = 3;

/** `npm start`: brings the province up, runs the demo, stays until Ctrl-C. With `--once` it ends with the demo's verdict. */
async function main(once: boolean): Promise<number> {
  const begin = performance.now();
  const memory = watchMemory();
  const progress = new Progress(process.stdout);
  const cleanup = new Cleanup();
  const stopped = new AbortController();
  const asked = Promise.withResolvers<void>();
  const ask = (): void => {
    // A second Ctrl-C ends at once; the watchdog stops what is left.
    if (stopped.signal.aborted) process.exit(130);
    stopped.abort(new LocalError('Stopped.'));
    asked.resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);

  console.log(`Bringing up province ${PROVINCE}; logs go to ${cacheFolder('logs')}.`);
  const clamd = findClamd();
  try {
    const environment = await bringUp({
      province: PROVINCE,
      ports: portBase(process.env),
      ownEmulator: false,
      clamd,
      progress,
      signal: stopped.signal,
    });
    cleanup.add(environment.stop);
    const ready = performance.now();
    const good = await Promise.race([
      progress.phase('Demo', () => runDemo(environment)),
      asked.promise.then(() => false),
    ]);
    report(environment, progress, { begin, ready, memory });
    if (!once && !stopped.signal.aborted) {
      console.log(signpost(environment));
      console.log('\nCtrl-C stops everything.');
      // A pending promise alone does not keep a process alive.
      const alive = setInterval(() => undefined, 60_000);
      await asked.promise;
      clearInterval(alive);
    }
    return good ? 0 : 1;
  } catch (error) {
    progress.close();
    if (stopped.signal.aborted) return 130;
    console.error(error instanceof LocalError ? `\n${error.message}` : error);
    return 1;
  } finally {
    await cleanup.run();
    memory.stop();
    if (stopped.signal.aborted) console.log('Everything is stopped.');
  }
}

interface Measured {
  readonly begin: number;
  readonly ready: number;
  readonly memory: ReturnType<typeof watchMemory>;
}

function report(environment: RunningEnvironment, progress: Progress, { begin, ready, memory }: Measured): void {
  progress.close();
  console.log(`\nRan on ${environment.emulator.title}.`);
  for (const line of printedSkips(EMULATORS[environment.emulator.kind].shows)) console.log(`  ${line}`);
  if (findClamd() === undefined) console.log(`  ${NO_CLAMD}`);
  console.log(`\n${timeTable(progress.times, (performance.now() - begin) / 1000)}`);
  console.log(`  Ready for the demo after ${seconds(ready - begin)}.`);
  const peak = memory.peak();
  const used = peak
    ? `${(peak.bytes / 2 ** 30).toFixed(2)} GiB in ${peak.processes} processes (budget ${MEMORY_BUDGET_GIB} GiB)`
    : 'not measured (this system has no /proc)';
  console.log(`  Peak memory ${used}.`);
}

process.exitCode = await main(process.argv.includes('--once'));
