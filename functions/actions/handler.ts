import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { cursors } from '../../shared/http/cursor.ts';
import { listsBy } from '../../shared/http/lists.ts';
import { identityEnvironment, tokenVerifier } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { dossierStore } from '../../shared/store/dossier-store.ts';
import { openTable } from '../../shared/store/table.ts';
import { actions } from './actions.ts';
import { routes } from './routes.ts';

const env = readEnvironment({ ...commonEnvironment, ...identityEnvironment, ...secretsEnvironment });
const logger = createLogger('actions');
const table = openTable(env.TABLE_NAME);
const store = dossierStore(table, env.DOSSIER_CODE_PATTERN);

export const handler = apiHandler(routes, actions({ table, store }), {
  logger,
  admission: byToken(tokenVerifier(env)),
  lists: listsBy(cursors(openProvinceKey(env))),
});
