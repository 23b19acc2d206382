import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { inForce } from '../../../shared/dossier/successions.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { deliveryMessageSchema } from '../../../shared/platform/delivery/change-notification.ts';
import { readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../../shared/platform/queues/delayed.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { channelSettingsSchema, openChannels } from '../channels/registry.ts';
import { noticeLedger } from '../notice-ledger.ts';
import { notifications } from './notifications.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...quotasEnvironment,
  NOTICE_CHANNELS: json(channelSettingsSchema),
  ...secretsEnvironment,
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});

const logger = createLogger('notifications');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
const queues = awsClient(SQSClient);
const later = laterOn(queues, env.QUEUE_URL);
const clock = () => new Date();
const channels = openChannels(env.NOTICE_CHANNELS, secrets, { table, key: provinceKey(secrets), clock });

const tell = notifications({
  readEvent: async (dossierId, version) => {
    const [event] = await readLogPage(table, dossierId, version - 1, 1);
    return event?.version === version ? event : undefined;
  },
  loadDossier: (dossierId) => readSnapshot(table, dossierId),
  procedure: (code, version) => procedures.procedure(code, version),
  inForce: async (agencyId) => inForce(agencyId, await procedures.successions(), clock().toISOString()),
  agency: (agencyId) => procedures.agency(agencyId),
  ledger: noticeLedger(table, clock, randomUUID),
  channels,
  count: createCounter('notifications'),
  logger,
});

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  onBatchStart: () => {
    for (const { channel } of channels) channel.onBatchStart?.();
  },
  handle: (message, record) => tell(message, later(record)),
  concurrency: 5,
  deadLetters: deadLetters(queues, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
