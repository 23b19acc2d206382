import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { announcedVersion, deliveryMessageSchema } from '../../../shared/platform/delivery/nudge.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { type Generations, readGenerations } from '../generation.ts';
import { figuresProjection } from './figures-projection.ts';
import { projector } from './project.ts';

const env = readEnvironment({ ...commonEnvironment, DEAD_LETTER_QUEUE_URL: z.url() });
const table = openTable(env.TABLE_NAME);

/** Read once per batch: the events of its messages are already in their logs, so a generation being built finds them. */
let generations: Promise<Generations> | undefined;

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  groupOf: ({ dossierId }) => dossierId,
  coalesceBy: announcedVersion,
  onBatchStart: () => {
    generations = undefined;
  },
  concurrency: 5,
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger: createLogger('figures-projection'),
  handle: figuresProjection({
    generations: () => {
      generations ??= readGenerations(table);
      return generations;
    },
    project: projector({ table, procedure: catalogue(table).procedure }),
  }),
});
