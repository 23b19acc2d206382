import { mailboxKeys, readMark } from '../../../shared/mail/mailbox.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
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
import { officersToChoose } from '../../../shared/record/officers.ts';
import { reading } from './reading.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  ...secretsEnvironment,
});
const table = openTable(env.TABLE_NAME);
const key = openProvinceKey(env);
const owners = ownerKeys(key);
const mailboxes = mailboxKeys(key);
const unreachable = async (address: string) => readMark(table, await mailboxes(address));
const procedures = catalogue(table);

export const handler = apiHandler(
  routes,
  reading({ table, procedures, officers: officersToChoose(table), unreachable }),
  {
    logger: createLogger('dossier-reading'),
    admission: byToken(applicantsVerifier(env, owners), actingBy(procedures), sessionsIn(table, env, owners)),
  },
);
