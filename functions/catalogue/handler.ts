import { commonEnvironment, json, readEnvironment } from '../../shared/platform/config/environment.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { cursors } from '../../shared/platform/http/cursor.ts';
import { listsBy } from '../../shared/platform/http/lists.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import { openProvinceKey } from '../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { catalogueApi } from './catalogue.ts';
import { aboutProvinceSchema } from './province.ts';
import { publishedCatalogue } from './published.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...secretsEnvironment,
  ABOUT_PROVINCE: json(aboutProvinceSchema),
});
const table = openTable(env.TABLE_NAME);

export const handler = apiHandler(
  routes,
  catalogueApi({
    published: publishedCatalogue(table, catalogue(table)),
    province: { ...env.ABOUT_PROVINCE, code: env.PROVINCE_CODE, slug: env.PROVINCE },
    clock: () => new Date().toISOString(),
  }),
  { logger: createLogger('catalogue'), lists: listsBy(cursors(openProvinceKey(env))) },
);
