import type { Declarations } from './declaration.ts';

export const openapi: Declarations<'openapi'> = {
  openapi: {
    stack: 'api',
    businessImpact: 'Developers of agencies cannot read the API contract; no other user is affected.',
    rows: {},
    uses: () => [],
  },
};
