import { access } from '../constructs/access.ts';
import { aboutProvince } from '../partner-environment.ts';
import type { Declarations } from './declaration.ts';

export const catalogue: Declarations<'catalogue'> = {
  catalogue: {
    stack: 'api',
    businessImpact:
      'People cannot find procedures, their papers and fees, or where to file; they telephone the one-stop shop.',
    rows: { edition: ['GetItem'], procedure: ['BatchGetItem'], agency: ['BatchGetItem'], calendar: ['Query'] },
    uses: ({ stack, stateful }) => [aboutProvince(stack.province), access.ownerKey(stateful)],
  },
};
