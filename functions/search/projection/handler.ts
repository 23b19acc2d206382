import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { announcedVersion, deliveryMessageSchema } from '../../../shared/platform/delivery/change-notification.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { termsBy } from '../terms.ts';
import { projector } from './project.ts';

const env = readEnvironment({ ...commonEnvironment, ...secretsEnvironment, DEAD_LETTER_QUEUE_URL: z.url() });
const project = projector({ table: openTable(env.TABLE_NAME), term: termsBy(openProvinceKey(env)) });

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  groupOf: ({ dossierId }) => dossierId,
  coalesceBy: announcedVersion,
  concurrency: 5,
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger: createLogger('search-projection'),
  handle: async ({ dossierId, version }, _, tally) => tally(await project(dossierId, { version })),
});
