import { parentPort, workerData } from 'node:worker_threads';
import { prepare } from './app/prepare.ts';
import { type Plan, runWorld } from './run-world.ts';

const prepared = await prepare((workerData as { bundles: string }).bundles, true);

parentPort?.on('message', async (plan: Plan) => {
  try {
    parentPort?.postMessage({ report: await runWorld(prepared, plan) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
parentPort?.postMessage('ready');
