import { parentPort, workerData } from 'node:worker_threads';
import { prepare } from './app/prepare.ts';
import { type Plan, runWorld } from './run-world.ts';
import type { Made, Ready } from './workers.ts';

const { bundles, deployed, before } = workerData as Made;
const prepared = await prepare(bundles, { bundled: true, deployed, before });

parentPort?.on('message', async (plan: Plan) => {
  try {
    parentPort?.postMessage({ report: await runWorld(prepared, plan) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
// Of the exchange over HTTP, too, which only some worlds have.
const waits = [...(prepared.whole ?? prepared).functions.values()].flatMap(({ sites }) => sites);
parentPort?.postMessage({ waits } satisfies Ready);
