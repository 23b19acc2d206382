import { DOCUMENT_RULES } from '../../../shared/dossier/decide-documents.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { bucketEnvironment, documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { sessionEnvironment, sessionsIn } from '../../../shared/platform/identity/session.ts';
import { applicantsVerifier, identityEnvironment } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { actingBy } from '../../../shared/record/acting.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { registerLists } from '../../../shared/record/registers.ts';
import { documents } from './documents.ts';
import { routes } from './routes.ts';
import { presignedTickets } from './tickets.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...quotasEnvironment,
  ...bucketEnvironment,
  ...secretsEnvironment,
});
const logger = createLogger('documents');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const store = dossierStore(table, DOCUMENT_RULES, env.DOSSIER_CODE_PATTERN, undefined, procedures);
const tickets = presignedTickets(documentsBucket(env, table.client.config));
const owners = ownerKeys(openProvinceKey(env));

export const handler = apiHandler(
  routes,
  documents({ table, store, procedures, tickets, registers: registerLists(table) }),
  {
    logger,
    admission: byToken(applicantsVerifier(env, owners), actingBy(procedures), sessionsIn(table, env, owners)),
  },
);
