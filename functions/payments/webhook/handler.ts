import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { attemptByReference } from '../attempts.ts';
import { paymentsConfigSchema } from '../config.ts';
import { openProviders } from '../providers/open.ts';
import { noticeStore } from './notices.ts';
import { paymentWebhook } from './payment-webhook.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  PAYMENTS: json(paymentsConfigSchema),
  ...secretsEnvironment,
  COMMAND_QUEUE_URL: z.url(),
});
const logger = createLogger('payment-webhook');
const table = openTable(env.TABLE_NAME);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);

export const handler = apiHandler(
  routes,
  paymentWebhook({
    providers: openProviders('callbacks', env.PAYMENTS, secrets),
    attempts: { byReference: attemptByReference(table) },
    notices: noticeStore(table),
    commands: commandQueue(awsClient(SQSClient), env.COMMAND_QUEUE_URL),
    count: createCounter('payment-webhook'),
    clock: () => new Date(),
    logger,
  }),
  { logger },
);
