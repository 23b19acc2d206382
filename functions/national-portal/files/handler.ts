import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { bucketEnvironment, documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../../shared/platform/queues/delayed.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { fileHosts } from '../file-hosts.ts';
import { inboundFilesSchema } from '../inbound-files.ts';
import { fileFetcher } from './fetch-file.ts';
import { inboundFiles } from './inbound-files.ts';
import { filePutter } from './put-file.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...bucketEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  PORTAL_FILE_HOSTS: fileHosts,
});
const logger = createLogger('inbound-files');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);
const later = laterOn(sqs, env.QUEUE_URL);

const bringPapers = inboundFiles({
  table,
  catalogue: catalogue(table),
  fetchFile: fileFetcher(env.PORTAL_FILE_HOSTS),
  putFile: filePutter(documentsBucket(env, table.client.config)),
  commands: commandQueue(sqs, env.COMMAND_QUEUE_URL),
  count: createCounter('inbound-files'),
  logger,
  clock: () => new Date(),
});

export const handler = queueConsumer({
  schema: inboundFilesSchema,
  handle: (message, record) => bringPapers(message, later(record)),
  groupOf: ({ dossierId }) => dossierId,
  deadLetters: deadLetters(sqs, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
