import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadProvince } from '../../infra/province/load.ts';
import { PLANS } from '../../local/demo/plans.ts';
import { people, Stage } from '../../local/demo/stage.ts';
import { clientSettings } from '../../local/launcher/clients.ts';
import { environmentFor } from '../../local/launcher/deploy/environment.ts';
import type { EmulatedEnvironment } from '../../local/launcher/environment.ts';
import { disableEventSources, variablesOf } from './cloud.ts';
import { median, quantile, round } from './statistics.ts';
import type { Report } from './table.ts';
import type { WarmSetup } from './warm-steps.ts';
import type { WarmTask, WarmTimes } from './warm-worker.ts';

// More would reach the quota of payments that one person may begin: the bare twin of each counts too.
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20);
const WARM_UP = 5;
const CITIZEN = 'cong-dan-an';

const CALLED = [
  'intake',
  'dossier-reading',
  'actions',
  'lookup',
  'transitions',
  'event-relay',
  'payments',
  'payment-webhook',
] as const;

export type WarmRow = {
  readonly call: string;
  readonly requests: number;
  readonly ms: number;
  readonly bareMs: number;
  readonly ownMs: number;
  readonly ratio: number;
  readonly p90: number;
};

async function setupOf(environment: EmulatedEnvironment): Promise<WarmSetup> {
  const stage = new Stage(environment);
  const citizen = people.citizens.find(({ personId }) => personId === CITIZEN);
  if (citizen === undefined) throw new Error(`no person named ${CITIZEN}`);
  const token = async (who: string) => (await stage.as(who)).token ?? '';
  const receptions = [PLANS.birth.reception.officer, PLANS.household.reception.officer];
  const tokens = Object.fromEntries(await Promise.all(receptions.map(async (who) => [who, await token(who)] as const)));
  const secrets = new SecretsManagerClient(clientSettings(environment));
  const SecretId = `${environment.secretPrefix}/payment-vnpay`;
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const { terminalCode = '' } = loadProvince(environment.province).partners.payments.providers.vnpay ?? {};
  return {
    citizen,
    tokens: { ...tokens, citizen: await token(CITIZEN) },
    vnpay: { secret: (JSON.parse(SecretString) as { current: string }).current, terminalCode },
  };
}

/** Runs the handlers in a process of their own, as `environment` would. @throws Error with where its log is */
async function inWorker(environment: EmulatedEnvironment, task: WarmTask): Promise<WarmTimes> {
  const log = join(environment.logs, 'bench-warm.log');
  const file = openSync(log, 'w');
  const worker = fork(fileURLToPath(new URL('./warm-worker.ts', import.meta.url)), {
    env: environmentFor(environment.endpoint),
    stdio: ['ignore', file, file, 'ipc'],
  });
  closeSync(file);
  return new Promise((resolve, reject) => {
    worker.once('message', (times) => resolve(times as WarmTimes));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the handlers ended with ${code}: see ${log}`)));
    worker.send(task);
  });
}

export async function benchWarm(environment: EmulatedEnvironment): Promise<Report<WarmRow>> {
  const setup = await setupOf(environment);
  await disableEventSources(environment);
  const variables = Object.fromEntries(
    await Promise.all(CALLED.map(async (name) => [name, await variablesOf(environment, name)] as const)),
  );
  const { tableName } = environment;
  const times = await inWorker(environment, { setup, variables, tableName, rounds: ROUNDS, warmUp: WARM_UP });
  const rows = Object.entries(times).map(([call, { ms, bareMs, requests }]) => ({
    call,
    requests,
    ms: round(median(ms)),
    bareMs: round(median(bareMs)),
    ownMs: round(median(ms.map((value, i) => value - (bareMs[i] ?? 0)))),
    ratio: round(median(ms) / median(bareMs), 2),
    p90: round(quantile(ms, 0.9)),
  }));
  return {
    title: `Warm handlers beside bare ones on ${environment.emulator.title}, ${ROUNDS} rounds after ${WARM_UP} to warm up`,
    rows,
    columns: [
      { title: 'call', means: 'function and what is asked of it', cell: (row) => row.call },
      { title: 'requests', means: 'requests to AWS in one call', cell: (row) => row.requests },
      { title: 'ms', means: 'median of the real handler, called in this process', cell: (row) => row.ms },
      {
        title: 'bare ms',
        means: 'median of a handler that only sends the same SDK commands, recorded from the real one, for a twin',
        cell: (row) => row.bareMs,
      },
      {
        title: 'own ms',
        means: 'median of the difference, call by call: what our code costs',
        cell: (row) => row.ownMs,
      },
      { title: 'ratio', means: 'ms ÷ bare ms', cell: (row) => row.ratio },
      { title: 'p90 ms', means: 'nine of ten calls of the real handler are faster', cell: (row) => row.p90 },
    ],
    notes: [
      'Real and bare take turns. The emulator answers slower than AWS, so the ratio flatters us: own ms is the harder figure.',
    ],
  };
}
