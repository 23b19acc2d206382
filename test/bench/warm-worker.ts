import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { type FunctionName, fileOf } from '../../infra/functions.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { ROOT } from '../infra/support.ts';
import { bareHandler } from './bare.ts';
import { aboutTwin, recordCommands, type Sent } from './recorder.ts';
import { lambdaContext } from './warm-events.ts';
import { type Call, playBirth, playPayment, type Step, type Told, type WarmSetup } from './warm-steps.ts';

/**
 * A process of its own, because the functions read their environment when they are imported and write their log to
 * standard output. Its parent sends one `WarmTask` and gets one `WarmTimes` back.
 */
export type WarmTask = {
  readonly setup: WarmSetup;
  readonly variables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tableName: string;
  readonly rounds: number;
  readonly warmUp: number;
};
export type WarmTimes = Readonly<
  Record<string, { readonly ms: number[]; readonly bareMs: number[]; requests: number }>
>;

type Handler = (event: unknown, context: Context) => Promise<Told>;

async function load(variables: WarmTask['variables']): Promise<ReadonlyMap<string, Handler>> {
  const handlers = new Map<string, Handler>();
  for (const [name, environment] of Object.entries(variables)) {
    Object.assign(process.env, environment);
    const module = (await import(fileOf(join(ROOT, 'functions'), name as FunctionName, 'handler.ts'))) as {
      handler: Handler;
    };
    handlers.set(name, module.handler);
  }
  return handlers;
}

const isUuid = (text: string) => /^[0-9a-f-]{36}$/.test(text);

/** What the caller sent and what the function made up, as far as its requests carry it. */
function namesIn({ names = [] }: Step, answer: Record<string, unknown>): readonly string[] {
  const made = [answer.dossierId, answer.dossierCode, answer.reference];
  return [...names, ...made.filter((name) => typeof name === 'string')];
}

/** A parked message is no failure for the queue, but it is one for the benchmark. */
const parked = ({ command }: Sent) =>
  'cause' in ((command.input as { MessageAttributes?: object }).MessageAttributes ?? {});

/** @throws Error when the function did not do what it was asked */
function checked(step: Step, told: Told, sent: readonly Sent[]): Record<string, unknown> {
  const failures = (told as { batchItemFailures?: readonly unknown[] } | undefined)?.batchItemFailures ?? [];
  if ((told?.statusCode ?? 200) >= 300 || failures.length > 0 || sent.some(parked)) {
    throw new Error(`${step.title}: ${told?.statusCode} ${told?.body}`);
  }
  return told?.body ? (JSON.parse(told.body) as Record<string, unknown>) : {};
}

async function work(task: WarmTask): Promise<WarmTimes> {
  const handlers = await load(task.variables);
  const recorder = recordCommands();
  const times: Record<string, { ms: number[]; bareMs: number[]; requests: number }> = {};

  for (let round = -task.warmUp; round < task.rounds; round += 1) {
    const twins = new Map<string, string>();
    const call: Call = async (step) => {
      const handler = handlers.get(step.function) as Handler;
      recorder.take();
      const started = performance.now();
      const told = await handler(step.event, lambdaContext);
      const ms = performance.now() - started;
      const waves = recorder.take();
      const answer = checked(step, told, waves.flat());
      for (const name of namesIn(step, answer)) {
        if (!twins.has(name)) twins.set(name, isUuid(name) ? randomUUID() : `${name}T`);
      }
      const twin = aboutTwin(waves, twins);
      const begun = performance.now();
      await bareHandler(twin);
      const bareMs = performance.now() - begun;
      if (round < 0) return answer;
      const row = times[step.title] ?? { ms: [], bareMs: [], requests: waves.flat().length };
      times[step.title] = row;
      row.ms.push(ms);
      row.bareMs.push(bareMs);
      return answer;
    };
    await playBirth(call, task.setup, openTable(task.tableName), round + task.warmUp);
    await playPayment(call, task.setup, round + task.warmUp);
  }
  return times;
}

process.once('message', (task: WarmTask) => {
  work(task).then(
    (times) => process.send?.(times, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
