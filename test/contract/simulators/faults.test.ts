import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator, SIMULATORS } from '../../../local/simulators/launch.ts';
import { eventually, post } from './province.ts';

type Call = { outcome: string; status?: number; path: string };

describe('a simulator told to fail', () => {
  let agency: RunningSimulator;
  beforeAll(async () => {
    agency = await launch('agency');
  });
  afterAll(() => agency.stop());
  beforeEach(() => agency.control('reset'));

  const call = async (path = 'a'): Promise<number | 'cut'> => {
    try {
      return (await fetch(`${agency.url}/hooks/${path}`, { method: 'POST', body: '{}' })).status;
    } catch {
      return 'cut';
    }
  };
  const calls = async (n: number) => {
    const results = [];
    for (let i = 0; i < n; i += 1) results.push(await call());
    return results;
  };

  it('fails the same calls for the same seed, others for another', async () => {
    const run = async (seed: number) => {
      await agency.control('faults', { seed, errorRate: 0.4, timeoutAfterWorkRate: 0.3 });
      return calls(24);
    };
    const first = await run(7);
    expect(new Set(first)).toEqual(new Set([404, 500, 'cut']));
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it('does the work and then cuts the connection', async () => {
    await agency.control('faults', { timeoutAfterWorkRate: 1, times: 1 });
    expect(await call()).toBe('cut');
    expect(await call()).toBe(404);
    const state = await agency.read<{ deliveries: unknown[] }>('state');
    expect(state.deliveries).toHaveLength(2);
    const outcomes = (await agency.read<Call[]>('calls')).map((c) => c.outcome);
    expect(outcomes).toEqual(['cut-after-work', 'answered']);
  });

  it('does no work when it answers 500', async () => {
    await agency.control('faults', { errorRate: 1 });
    expect(await call()).toBe(500);
    expect((await agency.read<{ deliveries: unknown[] }>('state')).deliveries).toHaveLength(0);
  });

  it('is out for a while and then back', async () => {
    await agency.control('faults', { outageMs: 2000 });
    expect(await call()).toBe(503);
    await eventually(async () => expect(await call()).toBe(404));
    await agency.control('faults', { outageMs: 60_000, outageKind: 'cut' });
    expect(await call()).toBe('cut');
    await agency.control('faults', {});
    expect(await call()).toBe(404);
  });

  it('strikes only what it was told to, with latency', async () => {
    await agency.control('faults', { errorRate: 1, latencyMs: 120, only: 'hooks/b' });
    expect(await call('a')).toBe(404);
    const start = performance.now();
    expect(await call('b')).toBe(500);
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  it('refuses settings it does not know', async () => {
    const answer = await post(`${agency.url}/control/faults`, { errorRatio: 1 });
    expect(answer.status).toBe(400);
  });
});

it('a simulator ends when the process that started it is killed', async () => {
  const launcher = new URL('../../../local/simulators/launch.ts', import.meta.url).href;
  const script = `const s = await (await import('${launcher}')).launch('agency'); console.log(s.url); setInterval(() => {}, 1e6);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  expect((await fetch(`${url}/health`)).status).toBe(200);
  parent.kill('SIGKILL');
  await eventually(() => expect(fetch(`${url}/health`)).rejects.toThrow());
});

describe.each(SIMULATORS)('simulator %s', (name) => {
  it('has a page, a health check and an end', async () => {
    const simulator = await launch(name);
    expect(await (await fetch(`${simulator.url}/health`)).json()).toEqual({ ok: true });
    const page = await (await fetch(simulator.url)).text();
    expect(page).toContain('<html lang="vi">');
    expect(page).toBe(page.normalize('NFC'));
    expect(await simulator.read('calls')).toEqual([]);
    await simulator.stop();
    expect(simulator.process.signalCode ?? simulator.process.exitCode).toBe(0);
    await expect(fetch(simulator.url)).rejects.toThrow();
  });
});
