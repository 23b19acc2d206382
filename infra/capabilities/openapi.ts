import type { Declarations } from './declaration.ts';

export const openapi: Declarations<'openapi'> = {
  openapi: {
    stack: 'api',
    businessImpact: 'Developers of agencies cannot read the contract; nobody else notices.',
    rows: {},
    uses: () => [],
  },
};
