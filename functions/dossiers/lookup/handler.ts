import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { callerAddress } from '../../../shared/platform/http/caller-address.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { dossierWithCode } from '../../../shared/record/by-code.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { kiosksSchema } from './kiosks.ts';
import { lookup } from './lookup.ts';
import { counterNames, rateLimiter } from './rate-limit.ts';
import { routes } from './routes.ts';

const env = readEnvironment({ ...commonEnvironment, ...secretsEnvironment, KIOSKS: z.optional(json(kiosksSchema)) });
const secrets = secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX);
const key = provinceKey(secrets);
const table = openTable(env.TABLE_NAME);
const procedures = catalogue(table);

const dependencies = {
  limiter: rateLimiter(table),
  counterName: counterNames(key),
  callerAddress: callerAddress(secrets),
  kiosks: env.KIOSKS ?? [],
  ownerKeys: ownerKeys(key),
  findCode: (dossierCode: string) => dossierWithCode(table, dossierCode),
  loadDossier: (dossierId: string) => readSnapshot(table, dossierId),
  count: createCounter('lookup'),
  procedures,
  clock: () => new Date(),
};

export const handler = apiHandler(routes, lookup(dependencies), { logger: createLogger('lookup') });
