import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { AS_SIGNED_IN, byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { callerAddress } from '../../../shared/platform/http/caller-address.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { sessionEnvironment, sessionsIn } from '../../../shared/platform/identity/session.ts';
import { applicantsVerifier, identityEnvironment } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { findReplay } from '../../../shared/platform/table/idempotency.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { type AttemptAnswer, attemptStore } from '../attempts.ts';
import { paymentsConfigSchema } from '../config.ts';
import { openProviders } from '../providers/open.ts';
import { writeReference } from '../reference.ts';
import { payments } from './payments.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...quotasEnvironment,
  PAYMENTS: json(paymentsConfigSchema),
  ...secretsEnvironment,
});
const logger = createLogger('payments');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const clock = () => new Date();
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
const owners = ownerKeys(provinceKey(secrets));

export const handler = apiHandler(
  routes,
  payments({
    load: (dossierId) => readSnapshot(table, dossierId),
    catalogue: procedures,
    attempts: attemptStore(table),
    findReplay: (idempotency) => findReplay<AttemptAnswer>(table, idempotency),
    providers: openProviders('intents', env.PAYMENTS, secrets, clock),
    reference: (dossierCode, at) => writeReference(env.PAYMENTS.referencePattern, { dossierCode, at }),
    callerAddress: callerAddress(secrets),
    clock,
    logger,
  }),
  { logger, admission: byToken(applicantsVerifier(env, owners), AS_SIGNED_IN, sessionsIn(table, env, owners)) },
);
