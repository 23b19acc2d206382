import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/log.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { queueConsumer } from '../../shared/messaging/queue-consumer.ts';
import { createCounter } from '../../shared/monitoring/metrics.ts';
import { mark } from '../../shared/notifications/mailbox.ts';
import { openTable } from '../../shared/store/table.ts';
import { feedbackSchema, mailFeedback } from './mail-feedback.ts';

const env = readEnvironment({ ...provinceEnvironment, TABLE_NAME: z.string(), DEAD_LETTER_QUEUE_URL: z.url() });
const table = openTable(env.TABLE_NAME);

export const handler = queueConsumer({
  schema: feedbackSchema,
  handle: mailFeedback({
    mark: (mailbox, unreachable) => mark(table, mailbox, unreachable, new Date().toISOString()),
    count: createCounter('mail-feedback'),
  }),
  concurrency: 5,
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger: createLogger('mail-feedback'),
});
