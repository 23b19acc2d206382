import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { shipmentByNumber } from '../../../shared/partner-messages/shipments.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { CARRIERS, carrierSecret } from '../carriers/registry.ts';
import { contractedCarriers, postConfigSchema } from '../config.ts';
import { postalWebhook } from './postal-webhook.ts';
import { reportStore } from './reports.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  POST: json(postConfigSchema),
  ...secretsEnvironment,
  COMMAND_QUEUE_URL: z.url(),
});
const logger = createLogger('postal-webhook');
const table = openTable(env.TABLE_NAME);
const contracted = contractedCarriers(env.POST);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);

export const handler = apiHandler(
  routes,
  postalWebhook({
    secrets: async (carrier) =>
      contracted.includes(carrier) ? secrets.get(carrierSecret(carrier), CARRIERS[carrier].secret) : [],
    shipments: { byOrderNumber: shipmentByNumber(table) },
    reports: reportStore(table),
    commands: commandQueue(awsClient(SQSClient), env.COMMAND_QUEUE_URL),
    states: env.POST.states,
    count: createCounter('postal-webhook'),
    clock: () => new Date(),
    logger,
  }),
  { logger },
);
