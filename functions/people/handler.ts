import { commonEnvironment, readEnvironment } from '../../shared/platform/config/environment.ts';
import { byToken } from '../../shared/platform/http/access.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { cursors } from '../../shared/platform/http/cursor.ts';
import { listsBy } from '../../shared/platform/http/lists.ts';
import { ownerKeys } from '../../shared/platform/identity/owner-key.ts';
import { sessionEnvironment, sessionsIn } from '../../shared/platform/identity/session.ts';
import { applicantsVerifier, identityEnvironment } from '../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import { openProvinceKey } from '../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { actingBy } from '../../shared/record/acting.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { people } from './people.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...secretsEnvironment,
});
const table = openTable(env.TABLE_NAME);
const procedures = catalogue(table);
const key = openProvinceKey(env);
const owners = ownerKeys(key);

export const handler = apiHandler(routes, people({ table, procedures }), {
  logger: createLogger('people'),
  admission: byToken(applicantsVerifier(env, owners), actingBy(procedures), sessionsIn(table, env, owners)),
  lists: listsBy(cursors(key)),
});
