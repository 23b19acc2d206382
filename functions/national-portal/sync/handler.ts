import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { breaker } from '../../../shared/platform/delivery/breaker.ts';
import { deliveryQueue } from '../../../shared/platform/delivery/delivery-queue.ts';
import { announcedVersion, deliveryMessageSchema } from '../../../shared/platform/delivery/nudge.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { nationalPortalConfig, openPortal } from '../contracts/registry.ts';
import { filingOf } from '../filings.ts';
import { DESTINATION, nationalPortalSync } from './national-portal-sync.ts';

const env = readEnvironment({
  ...commonEnvironment,
  NATIONAL_PORTAL: json(nationalPortalConfig),
  ...secretsEnvironment,
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});

/** Time budget of one batch of calls, within the remaining time of an invocation. Milliseconds. */
const LEASE_MS = 20_000;

const logger = createLogger('national-portal-sync');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);
const letters = deadLetters(sqs, env.DEAD_LETTER_QUEUE_URL);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
let stopAt = Number.POSITIVE_INFINITY;

const consume = queueConsumer({
  schema: deliveryMessageSchema,
  groupOf: ({ dossierId }) => dossierId,
  coalesceBy: announcedVersion,
  concurrency: 5,
  deadLetters: letters,
  logger,
  handle: nationalPortalSync({
    table,
    portal: openPortal(env.NATIONAL_PORTAL, secrets),
    catalogue: catalogue(table),
    filingOf: (nationalCode) => filingOf(table, nationalCode),
    breaker: breaker(table, DESTINATION),
    ...deliveryQueue(sqs, env.QUEUE_URL, letters),
    leaseMs: LEASE_MS,
    stopAt: () => stopAt,
    logger,
  }),
});

export const handler = (event: SQSEvent, context: Context) => {
  // Calls must end before the invocation does, even if the portal hangs.
  stopAt = Date.now() + Math.max(1_000, context.getRemainingTimeInMillis() - LEASE_MS - 1_000);
  return consume(event, context);
};
