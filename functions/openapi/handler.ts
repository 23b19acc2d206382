import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import { routes } from './routes.ts';

/** `infra/bundle.ts` puts it beside the bundle. */
const body = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8');

export const handler = apiHandler(
  routes,
  { describe: async () => ({ status: 200, body }) },
  { logger: createLogger('openapi') },
);
