import { access } from '../constructs/access.ts';
import { identity, portalOrigin } from '../partner-environment.ts';
import { SIGNED_IN } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';

export const people: Declarations<'people'> = {
  people: {
    stack: 'api',
    businessImpact: 'Screens do not know who is signed in and for which agencies; work on dossiers goes on.',
    rows: {
      ...SIGNED_IN,
      directory: ['GetItem'],
      successions: ['GetItem'],
      delegation: ['Query'],
      officer: ['GetItem', 'PutItem'],
      officersOf: ['Query', 'PutItem'],
    },
    uses: ({ stack, stateful }) => [identity(stack.province), portalOrigin(stack.province), access.ownerKey(stateful)],
  },
};
