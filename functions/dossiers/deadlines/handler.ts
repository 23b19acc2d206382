import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { invocation } from '../../../shared/platform/observability/invocation.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createLagMeter } from '../../../shared/platform/observability/metrics.ts';
import { sendCommands } from '../../../shared/platform/queues/command-queue.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { dueTimers } from '../../../shared/record/timer-rows.ts';
import { pollDeadlines } from './deadlines.ts';
import { beat } from './heartbeat.ts';

const env = readEnvironment({ ...provinceEnvironment, TABLE_NAME: z.string(), COMMAND_QUEUE_URL: z.url() });
const table = openTable(env.TABLE_NAME);
const queue = awsClient(SQSClient);
const dependencies = {
  due: (shard: number, now: string) => dueTimers(table, shard, now),
  send: (commands: Parameters<typeof sendCommands>[2]) => sendCommands(queue, env.COMMAND_QUEUE_URL, commands),
  measure: createLagMeter('deadlines'),
  clock: () => new Date(),
};

/** Time reserved for work in progress before the function times out, milliseconds. */
const MARGIN_MS = 5_000;

export const handler = invocation<unknown, void>('schedule', createLogger('deadlines'), async (_, context, note) => {
  const stopAt = Date.now() + context.getRemainingTimeInMillis() - MARGIN_MS;
  const at = new Date().toISOString();
  // A failure of one does not interrupt the other.
  const ended = await Promise.allSettled([pollDeadlines(dependencies, stopAt).then(note), beat(table, at)]);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
});
