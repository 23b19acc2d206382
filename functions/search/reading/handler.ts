import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { cursors } from '../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../shared/platform/http/lists.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { sessionEnvironment, sessionsIn } from '../../../shared/platform/identity/session.ts';
import { identityEnvironment, nobodys, tokenVerifier } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { actingBy } from '../../../shared/record/acting.ts';
import { dossierWithCode } from '../../../shared/record/by-code.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { termsBy } from '../terms.ts';
import { readLists } from './read-lists.ts';
import { routes } from './routes.ts';
import { search } from './search.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...secretsEnvironment,
});
const table = openTable(env.TABLE_NAME);
const key = openProvinceKey(env);
const procedures = catalogue(table);

export const handler = apiHandler(
  routes,
  search({
    lists: readLists(table),
    catalogue: procedures,
    ownerKeys: ownerKeys(key),
    term: termsBy(key),
    withCode: async (code) => {
      const dossierId = await dossierWithCode(table, code);
      return dossierId === undefined ? undefined : readSnapshot(table, dossierId);
    },
  }),
  {
    logger: createLogger('search'),
    admission: byToken(tokenVerifier(env), actingBy(procedures), sessionsIn(table, env, nobodys)),
    lists: listsBy(cursors(key)),
  },
);
