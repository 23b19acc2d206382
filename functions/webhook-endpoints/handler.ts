import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { quotasEnvironment } from '../../shared/config/quotas.ts';
import { rewind } from '../../shared/delivery/cursors.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { cursors } from '../../shared/http/cursor.ts';
import { listsBy } from '../../shared/http/lists.ts';
import { identityEnvironment, tokenVerifier } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { findReplay } from '../../shared/store/idempotency.ts';
import { readSnapshot } from '../../shared/store/snapshot.ts';
import { openTable } from '../../shared/store/table.ts';
import { attemptLog, attemptPages } from '../../shared/webhooks/attempt-log.ts';
import { webhookDestination } from '../../shared/webhooks/endpoint.ts';
import { endpointStore } from '../../shared/webhooks/endpoint-store.ts';
import { privateHosts, receiverGuard } from '../../shared/webhooks/receiver-guard.ts';
import { webhookSender } from '../../shared/webhooks/sender.ts';
import { signingSecrets } from '../../shared/webhooks/signing-secrets.ts';
import { webhookQueue } from '../../shared/webhooks/webhook-queue.ts';
import { routes } from './routes.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...quotasEnvironment,
  ...secretsEnvironment,
  WEBHOOK_QUEUE_URL: z.url(),
  WEBHOOK_PRIVATE_HOSTS: privateHosts,
});

const logger = createLogger('webhook-endpoints');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const queue = webhookQueue(awsClient(SQSClient), env.WEBHOOK_QUEUE_URL);
const guard = receiverGuard(env.WEBHOOK_PRIVATE_HOSTS);

const handlers = webhookEndpoints({
  province: env.PROVINCE,
  endpoints: endpointStore(table),
  attempts: { ...attemptLog(table), ...attemptPages(table) },
  secrets: signingSecrets(awsClient(SecretsManagerClient), env.SECRET_PREFIX),
  guard,
  sender: webhookSender(guard),
  findReplay: (idempotency) => findReplay(table, idempotency),
  loadDossier: (dossierId) => readSnapshot(table, dossierId),
  rewind: async ({ agencyId, endpointId }, dossierId, fromVersion) => {
    await rewind(table, dossierId, webhookDestination(endpointId), fromVersion - 1);
    await queue.send([{ dossierId, agencyId, endpointId }]);
  },
  catchUp: ({ agencyId, endpointId }) => queue.send([{ catchUp: true, agencyId, endpointId }]),
  clock: () => new Date(),
});

export const handler = apiHandler(routes, handlers, {
  logger,
  admission: byToken(tokenVerifier(env)),
  lists: listsBy(cursors(openProvinceKey(env))),
});
