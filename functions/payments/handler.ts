import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../shared/config/environment.ts';
import { quotasEnvironment } from '../../shared/config/quotas.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { ownerKeys } from '../../shared/identity/owner-key.ts';
import { applicantsVerifier, identityEnvironment } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { type AttemptAnswer, attemptStore } from '../../shared/payments/attempts.ts';
import { paymentsConfigSchema } from '../../shared/payments/config.ts';
import { openProviders } from '../../shared/payments/providers/open.ts';
import { writeReference } from '../../shared/payments/reference.ts';
import { provinceKey } from '../../shared/secrets/province-key.ts';
import { secretStore, secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { catalogue } from '../../shared/store/catalogue.ts';
import { findReplay } from '../../shared/store/idempotency.ts';
import { readSnapshot } from '../../shared/store/snapshot.ts';
import { openTable } from '../../shared/store/table.ts';
import { payments } from './payments.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...quotasEnvironment,
  PAYMENTS: json(paymentsConfigSchema),
  ...secretsEnvironment,
});
const logger = createLogger('payments');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const clock = () => new Date();
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);

export const handler = apiHandler(
  routes,
  payments({
    load: (dossierId) => readSnapshot(table, dossierId),
    catalogue: procedures,
    attempts: attemptStore(table),
    findReplay: (idempotency) => findReplay<AttemptAnswer>(table, idempotency),
    providers: openProviders('intents', env.PAYMENTS, secrets, clock),
    reference: (dossierCode, at) => writeReference(env.PAYMENTS.referencePattern, { dossierCode, at }),
    clock,
    logger,
  }),
  { logger, admission: byToken(applicantsVerifier(env, ownerKeys(provinceKey(secrets)))) },
);
