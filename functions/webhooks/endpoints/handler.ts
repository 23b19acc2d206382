import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { rewind } from '../../../shared/platform/delivery/cursors.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { cursors } from '../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../shared/platform/http/lists.ts';
import { identityEnvironment, tokenVerifier } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { findReplay } from '../../../shared/platform/table/idempotency.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { actingBy } from '../../../shared/record/acting.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { attemptLog, attemptPages } from '../attempt-log.ts';
import { webhookDestination } from '../endpoint.ts';
import { endpointStore } from '../endpoint-store.ts';
import { privateHosts, receiverGuard } from '../receiver-guard.ts';
import { webhookSender } from '../sender.ts';
import { signingSecrets } from '../signing-secrets.ts';
import { webhookQueue } from '../webhook-queue.ts';
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
  admission: byToken(tokenVerifier(env), actingBy(catalogue(table))),
  lists: listsBy(cursors(openProvinceKey(env))),
});
