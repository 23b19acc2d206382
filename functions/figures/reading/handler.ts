import * as z from 'zod/mini';
import { provinceEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { sessionEnvironment, sessionsIn } from '../../../shared/platform/identity/session.ts';
import { identityEnvironment, nobodys, tokenVerifier } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { actingBy } from '../../../shared/record/acting.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { officersToChoose } from '../../../shared/record/officers.ts';
import { figures } from './figures.ts';
import { namesOf } from './names.ts';
import { readFigures } from './read-figures.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...provinceEnvironment,
  ...identityEnvironment,
  ...sessionEnvironment,
  TABLE_NAME: z.string().check(z.minLength(3)),
});
const table = openTable(env.TABLE_NAME);
const procedures = catalogue(table);
const officers = officersToChoose(table);
const names = namesOf({
  ...procedures,
  officer: async (agencyId, subject) => (await officers(agencyId)).find(({ officer }) => officer === subject)?.name,
});

export const handler = apiHandler(routes, figures(readFigures(table), names), {
  logger: createLogger('figures'),
  admission: byToken(tokenVerifier(env), actingBy(procedures), sessionsIn(table, env, nobodys)),
});
