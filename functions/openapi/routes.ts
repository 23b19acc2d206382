import { defineRoute } from '../../shared/platform/http/route.ts';

export const routes = {
  describe: defineRoute({
    method: 'GET',
    cache: 'public-long',
    path: '/openapi.json',
    access: { kind: 'public', reason: 'The description of the API holds nothing but the API.' },
    audit: { nothing: 'The contract is published.' },
    summary: { vi: 'Mô tả API', en: 'This description of the API' },
    success: { status: 200, description: 'OpenAPI 3.1 document.' },
  }),
};
