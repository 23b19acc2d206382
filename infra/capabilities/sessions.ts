import { CLIENT_SECRET } from '../../functions/sessions/client-config.ts';
import { access } from '../constructs/access.ts';
import { identity, portalClient, portalOrigin } from '../partner-environment.ts';
import type { Declarations } from './declaration.ts';

export const sessions: Declarations<'session'> = {
  session: {
    stack: 'api',
    businessImpact: 'People cannot sign in at the portal or sign out; who is signed in already goes on working.',
    rows: {
      session: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      signedIn: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
    },
    uses: ({ stack, stateful }) => [
      identity(stack.province),
      portalOrigin(stack.province),
      portalClient(stack.province),
      access.ownerKey(stateful),
      access.secrets(stateful, CLIENT_SECRET),
    ],
  },
};
