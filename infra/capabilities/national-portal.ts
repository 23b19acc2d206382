import { Duration } from 'aws-cdk-lib';
import { PORTAL_SECRET } from '../../functions/national-portal/contracts/registry.ts';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { queueWorker, sends } from '../constructs/queue-worker.ts';
import { identity, portalFileHosts, nationalPortal as portalOf } from '../partner-environment.ts';
import { CATALOGUE, DELIVERS } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

export const nationalPortal: Declarations<'national-portal-sync' | 'national-portal-inbound' | 'inbound-files'> = {
  'national-portal-sync': {
    stack: 'integrations',
    rows: {
      ...CATALOGUE,
      procedure: ['GetItem', 'Query'],
      ...DELIVERS,
      portalCursor: ['UpdateItem'],
      portalFiling: ['GetItem'],
    },
    businessImpact:
      'The national portal shows outdated statuses of dossiers, and the province loses points of its quality index.',
    hears: eventTypesWith('portal', 'row', 'in-record'),
    of: 'submitted',
    uses: ({ stack, stateful }) => [access.secrets(stateful, PORTAL_SECRET), portalOf(stack.province.partners)],
    queue: ({ size }) => ({
      resends: true,
      timeout: Duration.seconds(30),
      reservedConcurrency: size.portalConcurrency,
      alarmAge: Duration.hours(1),
    }),
  },
  'national-portal-inbound': {
    stack: 'api',
    businessImpact: 'Dossiers submitted at the national portal do not arrive, while the citizen believes they have.',
    rows: { procedure: ['Query'], agency: ['GetItem'], portalMessage: ['PutItem'], portalFiling: ['PutItem'] },
    uses: (where) => [
      commands(where),
      identity(where.stack.province),
      portalFileHosts(where.stack.province.partners),
      sends(where.worker('inbound-files').queue, 'INBOUND_FILES_QUEUE_URL'),
    ],
  },
  'inbound-files': {
    stack: 'integrations',
    rows: {
      portalMessage: ['GetItem'],
      dossier: ['GetItem'],
      procedure: ['GetItem', 'Query'],
      document: ['GetItem', 'PutItem', 'UpdateItem'],
    },
    add: (where) =>
      queueWorker(where.stack, {
        name: where.name,
        resends: true,
        businessImpact:
          'Documents of dossiers filed at the national portal do not arrive: officers cannot examine them, supplements wait.',
        uses: [
          where.table,
          access.documentUpload(where.stateful),
          commands(where),
          portalFileHosts(where.stack.province.partners),
        ],
        // A download of the largest file may start at the end of the worker's own time budget, and has to be stored too.
        timeout: Duration.seconds(180),
        // A file is held in memory as a whole, for a moment twice.
        memory: 1024,
        batchSize: 1,
        alarmAge: Duration.minutes(30),
      }),
  },
};
