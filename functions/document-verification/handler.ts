import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { bucketEnvironment, documentsBucket } from '../../shared/documents/bucket.ts';
import { createLogger } from '../../shared/log.ts';
import { commandQueue } from '../../shared/messaging/command-queue.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { queueConsumer } from '../../shared/messaging/queue-consumer.ts';
import { openTable } from '../../shared/store/table.ts';
import { documentVerification, objectCreatedSchema } from './document-verification.ts';
import { storedFiles } from './stored-files.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...bucketEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});
const logger = createLogger('document-verification');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);

export const handler = queueConsumer({
  schema: objectCreatedSchema,
  handle: documentVerification({
    table,
    files: storedFiles(documentsBucket(env, table.client.config)),
    commands: commandQueue(sqs, env.COMMAND_QUEUE_URL),
    logger,
  }),
  deadLetters: deadLetters(sqs, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
