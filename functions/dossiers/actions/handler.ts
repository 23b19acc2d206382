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
import { catalogue } from '../../../shared/record/catalogue.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { actions } from './actions.ts';
import { routes } from './routes.ts';
import { ACTION_RULES } from './rules.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...secretsEnvironment,
});
const logger = createLogger('actions');
const table = openTable(env.TABLE_NAME);
const key = openProvinceKey(env);
const procedures = catalogue(table);
const store = dossierStore(table, ACTION_RULES, env.DOSSIER_CODE_PATTERN, undefined, procedures, ownerKeys(key));

export const handler = apiHandler(routes, actions({ table, store, procedures }), {
  logger,
  admission: byToken(tokenVerifier(env), actingBy(procedures), sessionsIn(table, env, nobodys)),
  lists: listsBy(cursors(key)),
});
