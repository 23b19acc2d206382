import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { json, provinceEnvironment, readEnvironment } from '../../shared/platform/config/environment.ts';
import { AS_SIGNED_IN, byToken } from '../../shared/platform/http/access.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { issuerKeys } from '../../shared/platform/identity/issuer-keys.ts';
import { ownerKeys } from '../../shared/platform/identity/owner-key.ts';
import { sessionEnvironment, sessionsIn } from '../../shared/platform/identity/session.ts';
import {
  applicantsVerifier,
  callerReader,
  identityEnvironment,
  verifiedClaims,
} from '../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import { createCounter } from '../../shared/platform/observability/metrics.ts';
import { provinceKey } from '../../shared/platform/secrets/province-key.ts';
import { secretStore, secretsEnvironment } from '../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { CLIENT_SECRET, clientConfigSchema, clientSecretSchema } from './client-config.ts';
import { sessionLimitsSchema } from './limits.ts';
import { identityProvider } from './provider.ts';
import { routes } from './routes.ts';
import { sessions } from './sessions.ts';
import { sessionStore } from './store.ts';

const env = readEnvironment({
  ...provinceEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...secretsEnvironment,
  OIDC_CLIENT: json(clientConfigSchema),
  SESSION_LIMITS: json(sessionLimitsSchema),
  TABLE_NAME: z.string().check(z.minLength(3)),
});
const logger = createLogger('session');
const clock = () => new Date();
const table = openTable(env.TABLE_NAME);
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
const key = provinceKey(secrets);
const owners = ownerKeys(key);

const handlers = sessions({
  portalOrigin: env.PORTAL_ORIGIN,
  client: env.OIDC_CLIENT,
  limits: env.SESSION_LIMITS,
  provider: identityProvider({
    issuer: env.OIDC_ISSUER,
    client: env.OIDC_CLIENT,
    redirectUri: `${env.PORTAL_ORIGIN}/session/callback`,
    secrets: () => secrets.get(CLIENT_SECRET, clientSecretSchema),
  }),
  store: sessionStore(table, clock),
  key,
  claimsIn: verifiedClaims(env, issuerKeys(env.OIDC_JWKS_URL)),
  callerIn: callerReader(env.PROVINCE_AGENCY, owners),
  clock,
  count: createCounter('session'),
  logger,
});

export const handler = apiHandler(routes, handlers, {
  logger,
  admission: byToken(applicantsVerifier(env, owners), AS_SIGNED_IN, sessionsIn(table, env, owners)),
});
