import * as z from 'zod/mini';
import { mailConfirming } from '../../../shared/mail/confirmed-mail.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { cursors } from '../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../shared/platform/http/lists.ts';
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
import { confirmMail } from './confirm-mail.ts';
import { declarations } from './declaration.ts';
import { intake } from './intake.ts';
import { routes } from './routes.ts';
import { INTAKE_RULES } from './rules.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...quotasEnvironment,
  DRAFT_DAYS: z.coerce.number().check(z.positive()),
  ...secretsEnvironment,
});
const logger = createLogger('intake');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const key = openProvinceKey(env);
const owners = ownerKeys(key);
const procedures = catalogue(table);
const store = dossierStore(table, INTAKE_RULES, env.DOSSIER_CODE_PATTERN, undefined, procedures, owners);

export const handler = apiHandler(
  routes,
  {
    ...intake({ table, store, procedures, draftDays: env.DRAFT_DAYS }),
    ...declarations({ table, store, procedures }),
    ...confirmMail(mailConfirming(table, key, () => new Date())),
  },
  {
    logger,
    admission: byToken(applicantsVerifier(env, owners), actingBy(procedures), sessionsIn(table, env, owners)),
    lists: listsBy(cursors(key)),
  },
);
