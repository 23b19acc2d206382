import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { quotasEnvironment } from '../../shared/config/quotas.ts';
import { bucketEnvironment, documentsBucket } from '../../shared/documents/bucket.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { ownerKeys } from '../../shared/identity/owner-key.ts';
import { applicantsVerifier, identityEnvironment } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { catalogue } from '../../shared/store/catalogue.ts';
import { dossierStore } from '../../shared/store/dossier-store.ts';
import { registerLists } from '../../shared/store/registers.ts';
import { openTable } from '../../shared/store/table.ts';
import { documents } from './documents.ts';
import { routes } from './routes.ts';
import { presignedTickets } from './tickets.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...quotasEnvironment,
  ...bucketEnvironment,
  ...secretsEnvironment,
});
const logger = createLogger('documents');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const store = dossierStore(table, env.DOSSIER_CODE_PATTERN, undefined, procedures);
const tickets = presignedTickets(documentsBucket(env, table.client.config));

export const handler = apiHandler(
  routes,
  documents({ table, store, procedures, tickets, registers: registerLists(table) }),
  {
    logger,
    admission: byToken(applicantsVerifier(env, ownerKeys(openProvinceKey(env)))),
  },
);
