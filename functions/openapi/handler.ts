import { apiHandler } from '../../shared/platform/http/api.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import description from './generated/openapi.json' with { type: 'json' };
import { routes } from './routes.ts';

const body = JSON.stringify(description);

export const handler = apiHandler(
  routes,
  { describe: async () => ({ status: 200, body }) },
  { logger: createLogger('openapi') },
);
