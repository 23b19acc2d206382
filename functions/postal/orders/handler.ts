import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { shipmentStore } from '../../../shared/partner-messages/shipments.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../../shared/platform/queues/delayed.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { orderingCarrier } from '../carriers/ordering.ts';
import { postConfigSchema } from '../config.ts';
import { completedMessage } from './message.ts';
import { postalOrders } from './postal-orders.ts';

const env = readEnvironment({
  ...commonEnvironment,
  POST: json(postConfigSchema),
  ...secretsEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});
const logger = createLogger('postal-orders');
const table = openTable(env.TABLE_NAME);
const queues = awsClient(SQSClient);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
const clock = () => new Date();
const later = laterOn(queues, env.QUEUE_URL);

const orderParcel = postalOrders({
  load: (dossierId) => readSnapshot(table, dossierId),
  shipments: shipmentStore(table),
  ...orderingCarrier(env.POST, secrets, clock),
  commands: commandQueue(queues, env.COMMAND_QUEUE_URL),
  count: createCounter('postal-orders'),
  clock,
  logger,
});

export const handler = queueConsumer({
  schema: completedMessage,
  handle: (message, record) => orderParcel(message, later(record)),
  groupOf: ({ detail }) => detail.data.dossierId,
  about: ({ detail }) => detail.data.dossierId,
  deadLetters: deadLetters(queues, env.DEAD_LETTER_QUEUE_URL),
  logger,
  concurrency: 4,
});
