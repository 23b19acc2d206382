import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
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
const procedures = catalogue(table);
const store = dossierStore(
  table,
  ACTION_RULES,
  env.DOSSIER_CODE_PATTERN,
  undefined,
  procedures,
  ownerKeys(openProvinceKey(env)),
);

export const handler = apiHandler(routes, actions(store), {
  logger,
  admission: byToken(tokenVerifier(env), actingBy(procedures), sessionsIn(table, env, nobodys)),
});
