import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { quotasEnvironment } from '../../shared/config/quotas.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { cursors } from '../../shared/http/cursor.ts';
import { listsBy } from '../../shared/http/lists.ts';
import { ownerKeys } from '../../shared/identity/owner-key.ts';
import { applicantsVerifier, identityEnvironment } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { mailConfirming } from '../../shared/notifications/confirmed-mail.ts';
import { mailboxKeys, readMark } from '../../shared/notifications/mailbox.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { dossierStore } from '../../shared/store/dossier-store.ts';
import { openTable } from '../../shared/store/table.ts';
import { confirmMail } from './confirm-mail.ts';
import { intake } from './intake.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...quotasEnvironment,
  ...secretsEnvironment,
});
const logger = createLogger('intake');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const key = openProvinceKey(env);
const owners = ownerKeys(key);
const mailboxes = mailboxKeys(key);
const unreachable = async (address: string) => readMark(table, await mailboxes(address));
const store = dossierStore(table, env.DOSSIER_CODE_PATTERN, undefined, undefined, owners);

export const handler = apiHandler(
  routes,
  { ...intake({ table, store, unreachable }), ...confirmMail(mailConfirming(table, key, () => new Date())) },
  { logger, admission: byToken(applicantsVerifier(env, owners)), lists: listsBy(cursors(key)) },
);
