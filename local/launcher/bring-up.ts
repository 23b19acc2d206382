import { loadProvince } from '../../infra/province/load.ts';
import { Cleanup } from './cleanup.ts';
import { LOCAL_REGION } from './deploy/environment.ts';
import { checkDiskSpace } from './disk.ts';
import { EMULATORS } from './emulator/records.ts';
import { type Chosen, selectEmulator } from './emulator/start.ts';
import type { EmulatedEnvironment, RunningEnvironment } from './environment.ts';
import { finish } from './finish.ts';
import { apiAddress, outputNamed } from './outputs.ts';
import { localPartners, simulatorUrls } from './partners.ts';
import { cacheFolder } from './paths.ts';
import { startPortalFront } from './portal-front.ts';
import { reservePorts } from './ports.ts';
import { Progress } from './progress.ts';
import { startScanner } from './scanner/start.ts';
import { startAws } from './start-aws.ts';
import { startSimulators } from './start-simulator.ts';

export interface BringUp {
  /** Slug of a file in `infra/provinces`. */
  readonly province: string;
  /** First of ten ports, or the first free block. */
  readonly ports: number | 'free';
  /** Tests never share an emulator; `npm start` uses one that AWS_ENDPOINT_URL names. */
  readonly ownEmulator: boolean;
  /** Queue batches one function handles at once: above the emulator's minimum where tests need concurrent workers. */
  readonly workers?: number;
  /** ClamAV's daemon, which scans files for malware; absent: no scan. */
  readonly clamd?: string | undefined;
  readonly progress?: Progress;
  /** Cancels a bring-up; what was started is stopped. */
  readonly signal?: AbortSignal;
}

/**
 * Brings a province up: emulator, deploy, simulators, seed.
 * @throws one of the errors of `errors.ts`; then nothing is left running
 */
export async function bringUp(options: BringUp): Promise<RunningEnvironment> {
  const cleanup = new Cleanup();
  const stop = async (): Promise<void> => {
    await cleanup.run();
  };
  try {
    return { ...(await bring(options, cleanup)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bring(options: BringUp, cleanup: Cleanup): Promise<EmulatedEnvironment> {
  const { province, clamd } = options;
  const progress = options.progress ?? new Progress({ write: () => undefined });
  await checkDiskSpace();
  const chosen: Chosen = await selectEmulator(options.ownEmulator);
  const { workers, patienceMs } = { ...EMULATORS[chosen.kind], ...options };
  const { ports, release } = await reservePorts(options.ports);
  cleanup.add(release);
  const logs = cacheFolder('logs', String(ports.emulator));
  const urls = simulatorUrls(ports);
  const portalUrl = `http://127.0.0.1:${ports.portal}`;
  const partners = localPartners(loadProvince(province).partners, urls, portalUrl);

  // The first failure cancels the others: no deploy waits for an emulator that failed to start.
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const scanner = clamd !== undefined;
  const context = { province, ports, logs, partners, progress, signal, cleanup, chosen, workers, scanner };
  const parts = [startAws(context), startSimulators(context)] as const;
  for (const part of parts) part.catch((error: unknown) => failed.abort(error));
  const results = await Promise.allSettled(parts);
  signal.throwIfAborted();
  const { emulator, outputs } = fulfilled(results[0]);

  const environment: EmulatedEnvironment = {
    province,
    endpoint: emulator.endpoint,
    region: LOCAL_REGION,
    apiUrl: apiAddress(emulator.endpoint, EMULATORS[chosen.kind].apiPath, outputs),
    portalUrl,
    issuer: partners.identity.issuer,
    audience: partners.identity.audience,
    tableName: outputNamed(outputs, 'TableName'),
    documentsBucket: outputNamed(outputs, 'DocumentsBucket'),
    busName: outputNamed(outputs, 'BusName'),
    secretPrefix: outputNamed(outputs, 'SecretPrefix'),
    outputs,
    simulators: urls,
    emulator: { kind: chosen.kind, title: emulator.title },
    patienceMs,
    logs,
  };
  const front = await startPortalFront(ports.portal, environment.apiUrl, environment.endpoint);
  cleanup.add(front.stop);
  await finish(environment, progress);
  if (clamd !== undefined) {
    cleanup.add(await progress.phase('Malware scanner', () => startScanner(environment, clamd)));
  }
  signal.throwIfAborted();
  return environment;
}

function fulfilled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
