import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { identityEnvironment, tokenVerifier } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { dossierStore } from '../../shared/store/dossier-store.ts';
import { openTable } from '../../shared/store/table.ts';
import { intake } from './intake.ts';
import { routes } from './routes.ts';

const env = readEnvironment({ ...commonEnvironment, ...identityEnvironment });
const logger = createLogger('intake');
const table = openTable(env.TABLE_NAME);
const store = dossierStore(table, env.DOSSIER_CODE_PATTERN);

export const handler = apiHandler(routes, intake({ table, store }), {
  logger,
  verifyToken: tokenVerifier(env),
});
