import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { deliveryMessageSchema } from '../../../shared/platform/delivery/change-notification.ts';
import { bucketEnvironment, documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { storedFiles } from '../verification/stored-files.ts';
import { draftRemoval } from './draft-removal.ts';

/** For one deletion in the bucket. Milliseconds. */
const TIMEOUT_MS = 5_000;

const env = readEnvironment({ ...commonEnvironment, ...bucketEnvironment, DEAD_LETTER_QUEUE_URL: z.url() });
const logger = createLogger('draft-removal');
const table = openTable(env.TABLE_NAME);
const files = storedFiles(documentsBucket(env, table.client.config, () => TIMEOUT_MS));
const remove = draftRemoval({ table, files, logger });

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  about: ({ dossierId }) => dossierId,
  handle: ({ dossierId }) => remove(dossierId),
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger,
});
