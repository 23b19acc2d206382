import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { ownerKeys } from '../../shared/identity/owner-key.ts';
import { createLogger } from '../../shared/log.ts';
import { createCounter } from '../../shared/monitoring/metrics.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { catalogue } from '../../shared/store/catalogue.ts';
import { keys } from '../../shared/store/keys.ts';
import { readSnapshot } from '../../shared/store/snapshot.ts';
import { openTable } from '../../shared/store/table.ts';
import { lookup } from './lookup.ts';
import { counterNames, rateLimiter } from './rate-limit.ts';
import { routes } from './routes.ts';

const env = readEnvironment({ ...commonEnvironment, ...secretsEnvironment });
const key = openProvinceKey(env);
const table = openTable(env.TABLE_NAME);
const procedures = catalogue(table);

const dependencies = {
  limiter: rateLimiter(table),
  counterName: counterNames(key),
  ownerKeys: ownerKeys(key),
  findCode: async (dossierCode: string) => {
    const get = new GetCommand({ TableName: table.name, Key: keys.code(dossierCode) });
    return (await table.client.send(get)).Item?.dossierId as string | undefined;
  },
  loadDossier: (dossierId: string) => readSnapshot(table, dossierId),
  count: createCounter('lookup'),
  stepsOf: async (code: string, version: number) =>
    (await procedures.procedure(code, version))?.steps.map((step) => step.stepId) ?? [],
};

export const handler = apiHandler(routes, lookup(dependencies), { logger: createLogger('lookup') });
