import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../shared/config/environment.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { createLogger } from '../../shared/log.ts';
import { commandQueue } from '../../shared/messaging/command-queue.ts';
import { createCounter } from '../../shared/monitoring/metrics.ts';
import { attemptByReference } from '../../shared/payments/attempts.ts';
import { paymentsConfigSchema } from '../../shared/payments/config.ts';
import { openProviders } from '../../shared/payments/providers/open.ts';
import { secretStore, secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { openTable } from '../../shared/store/table.ts';
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
