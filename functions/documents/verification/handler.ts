import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { parseObjectKey } from '../../../shared/documents/object-key.ts';
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
import { documentVerification } from './document-verification.ts';
import { FETCH_TIMEOUT_MS } from './limits.ts';
import { guardDutyEnvironment, guardDutyScan } from './malware/guard-duty.ts';
import { happened, messageSchema } from './message.ts';
import { storedFiles } from './stored-files.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...bucketEnvironment,
  ...guardDutyEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});
const logger = createLogger('document-verification');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);
const bucket = documentsBucket(env, table.client.config, () => FETCH_TIMEOUT_MS);
const later = laterOn(sqs, env.QUEUE_URL);

const verify = documentVerification({
  table,
  files: storedFiles(bucket),
  commands: commandQueue(sqs, env.COMMAND_QUEUE_URL),
  malware: env.MALWARE_SCAN === 'on' ? guardDutyScan(env, table.client.config, bucket) : undefined,
  count: createCounter('document-verification'),
  logger,
});

export const handler = queueConsumer({
  schema: messageSchema,
  about: (message) => parseObjectKey(happened(message).key)?.dossierId,
  handle: (message, record) => verify(happened(message), later(record)),
  deadLetters: deadLetters(sqs, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
