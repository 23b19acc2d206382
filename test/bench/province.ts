import { bringUp } from '../../local/launcher/bring-up.ts';
import { Progress } from '../../local/launcher/progress.ts';
import { benchRequests } from './requests.ts';
import type { Report } from './table.ts';
import { benchThroughput } from './throughput.ts';
import { benchWarm } from './warm.ts';

export const PROVINCE_PARTS = ['throughput', 'requests', 'warm'] as const;

/** The parts that need a running province: one of their own, on free ports, brought up once and stopped at the end. */
export async function benchProvince(
  wants: (part: string) => boolean,
  show: (part: string, ...reports: readonly Report[]) => void,
): Promise<void> {
  if (!PROVINCE_PARTS.some(wants)) return;
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort(new Error('Stopped.')));
  const progress = new Progress(process.stdout);
  const environment = await bringUp({
    province: 'quang-tri',
    ports: 'free',
    ownEmulator: true,
    workers: 2,
    progress,
    signal: stopped.signal,
  });
  try {
    // In this order: the second puts proxies in front of the functions, the third stops what happens by itself.
    if (wants('throughput')) show('throughput', await progress.phase('Demo', () => benchThroughput(environment)));
    if (wants('requests')) show('requests', ...(await progress.phase('Requests', () => benchRequests(environment))));
    if (wants('warm')) show('warm', await progress.phase('Warm handlers', () => benchWarm(environment)));
  } finally {
    progress.close();
    await environment.stop();
  }
}
