import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { type Breaker, breaker } from '../../../shared/platform/delivery/breaker.ts';
import { deliveryQueue } from '../../../shared/platform/delivery/delivery-queue.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { attemptLog } from '../attempt-log.ts';
import { backlog } from '../backlog.ts';
import { endpointFare } from '../endpoint-fare.ts';
import { privateHosts, receiverGuard } from '../receiver-guard.ts';
import { webhookSender } from '../sender.ts';
import { webhookQueue } from '../webhook-queue.ts';
import { announcedVersionOf, messageGroupOf, messageSchema } from './messages.ts';
import { rememberedEndpoints } from './remembered-endpoints.ts';
import { webhookDelivery } from './webhook-delivery.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...secretsEnvironment,
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  WEBHOOK_PRIVATE_HOSTS: privateHosts,
  /** Days of failure after which an endpoint is disabled. */
  WEBHOOK_DISABLE_AFTER_DAYS: z._default(z.coerce.number().check(z.minimum(1), z.maximum(30)), 5),
});

const logger = createLogger('webhook-delivery');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);
const letters = deadLetters(sqs, env.DEAD_LETTER_QUEUE_URL);
const endpoints = rememberedEndpoints(endpointFare(table));
const breakers = new Map<string, Breaker>();

/** One per endpoint and sandbox, because it caches what it last read. */
function breakerOf(destination: string): Breaker {
  const known = breakers.get(destination) ?? breaker(table, destination);
  breakers.set(destination, known);
  return known;
}

export const handler = queueConsumer({
  schema: messageSchema,
  groupOf: messageGroupOf,
  coalesceBy: announcedVersionOf,
  onBatchStart: endpoints.forget,
  concurrency: 10,
  deadLetters: letters,
  logger,
  handle: webhookDelivery({
    province: env.PROVINCE,
    table,
    successions: catalogue(table).successions,
    endpoints,
    attempts: attemptLog(table),
    backlog: backlog(table),
    secrets: secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX),
    sender: webhookSender(receiverGuard(env.WEBHOOK_PRIVATE_HOSTS)),
    disableAfterMs: env.WEBHOOK_DISABLE_AFTER_DAYS * 86_400_000,
    queue: webhookQueue(sqs, env.QUEUE_URL),
    retryAndPark: ({ agencyId, endpointId }) => deliveryQueue(sqs, env.QUEUE_URL, letters, { agencyId, endpointId }),
    breakerOf,
    count: createCounter('webhook-delivery'),
    logger,
    clock: () => new Date(),
  }),
});
