import { Duration } from 'aws-cdk-lib';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { identity, portalOrigin } from '../partner-environment.ts';
import { CATALOGUE, SIGNED_IN } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';

export const search: Declarations<'search' | 'search-projection'> = {
  search: {
    stack: 'api',
    businessImpact: 'Officers cannot find dossiers or see their queues; inboxes still list what an agency holds.',
    rows: {
      ...CATALOGUE,
      ...SIGNED_IN,
      successions: ['GetItem'],
      find: ['Query'],
      found: ['BatchGetItem'],
      code: ['GetItem'],
      dossier: ['GetItem'],
    },
    uses: ({ stack, stateful }) => [identity(stack.province), portalOrigin(stack.province), access.ownerKey(stateful)],
  },
  'search-projection': {
    stack: 'processing',
    rows: { dossier: ['GetItem'], find: ['PutItem', 'DeleteItem'], found: ['GetItem', 'PutItem'] },
    businessImpact: 'Officers find dossiers as they were; nothing is lost, the lists catch up by themselves.',
    hears: eventTypesWith('search', true),
    of: 'submitted',
    uses: ({ stateful }) => [access.ownerKey(stateful)],
    queue: () => ({ timeout: Duration.seconds(30), alarmAge: Duration.minutes(5) }),
  },
};
