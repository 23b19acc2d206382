import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { mark } from '../../../../../shared/mail/mailbox.ts';
import { awsClient } from '../../../../../shared/platform/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../../../../shared/platform/config/environment.ts';
import { createLogger } from '../../../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../../../shared/platform/observability/metrics.ts';
import { deadLetters } from '../../../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../../../shared/platform/queues/queue-consumer.ts';
import { openTable } from '../../../../../shared/platform/table/table.ts';
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
