import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../shared/config/environment.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { createLogger } from '../../shared/log.ts';
import { commandQueue } from '../../shared/messaging/command-queue.ts';
import { createCounter } from '../../shared/monitoring/metrics.ts';
import { CARRIERS, carrierSecret } from '../../shared/postal/carriers/registry.ts';
import { contractedCarriers, postConfigSchema } from '../../shared/postal/config.ts';
import { shipmentByNumber } from '../../shared/postal/shipments.ts';
import { secretStore, secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { openTable } from '../../shared/store/table.ts';
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
