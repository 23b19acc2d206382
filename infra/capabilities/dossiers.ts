import { Duration } from 'aws-cdk-lib';
import { access } from '../constructs/access.ts';
import { queueWorker } from '../constructs/queue-worker.ts';
import { scheduledFunction } from '../constructs/scheduled-function.ts';
import { draftDays, identity, kiosks, portalOrigin } from '../partner-environment.ts';
import {
  COUNTS_TIME,
  DECIDES,
  DECIDES_FOR_CALLERS,
  ENDS,
  ISSUES_CODES,
  READ,
  SIGNED_IN,
  STOPS,
} from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

type Own = 'intake' | 'dossier-reading' | 'actions' | 'office' | 'lookup' | 'transitions' | 'deadlines';

export const dossiers: Declarations<Own> = {
  intake: {
    stack: 'api',
    businessImpact: 'Citizens and receptions cannot submit dossiers or follow them.',
    rows: {
      ...DECIDES_FOR_CALLERS,
      ...SIGNED_IN,
      ...COUNTS_TIME,
      ...STOPS,
      ...ISSUES_CODES,
      declaration: ['GetItem', 'PutItem'],
      quota: ['UpdateItem'],
      mail: ['UpdateItem'],
      dossier: [...READ, 'PutItem'],
      procedure: READ,
      agency: ['GetItem'],
      directory: ['GetItem'],
      successions: ['GetItem'],
      index: 'gsi2',
    },
    uses: ({ stack, stateful }) => [
      identity(stack.province),
      portalOrigin(stack.province),
      draftDays(stack.province),
      access.ownerKey(stateful),
    ],
  },
  'dossier-reading': {
    stack: 'api',
    businessImpact: 'Officers and citizens cannot open a dossier on a screen and do not see what to do.',
    rows: {
      ...SIGNED_IN,
      ...COUNTS_TIME,
      dossier: ['GetItem'],
      procedure: ['GetItem'],
      directory: ['GetItem'],
      officersOf: ['Query'],
      delegation: ['GetItem'],
      successions: ['GetItem'],
      mailbox: ['GetItem'],
    },
    uses: ({ stack, stateful }) => [identity(stack.province), portalOrigin(stack.province), access.ownerKey(stateful)],
  },
  actions: {
    stack: 'api',
    businessImpact: 'Officers cannot act on dossiers while their deadlines run.',
    rows: {
      ...DECIDES_FOR_CALLERS,
      ...SIGNED_IN,
      ...COUNTS_TIME,
      ...ENDS,
      agency: ['GetItem'],
      code: ['GetItem'],
      suspension: ['Query'],
      directory: ['GetItem'],
      successions: ['GetItem'],
      delegation: ['GetItem'],
    },
    uses: ({ stack, stateful }) => [identity(stack.province), portalOrigin(stack.province), access.ownerKey(stateful)],
  },
  office: {
    stack: 'api',
    businessImpact:
      'Officers do not see what waits for their agency, cannot delegate, and leaders cannot decide on force majeure.',
    rows: {
      ...SIGNED_IN,
      suspension: [...READ, 'PutItem'],
      directory: ['GetItem'],
      successions: ['GetItem'],
      delegation: ['Query', 'PutItem', 'DeleteItem'],
      index: 'gsi1',
    },
    uses: ({ stack, stateful }) => [identity(stack.province), portalOrigin(stack.province), access.ownerKey(stateful)],
  },
  lookup: {
    stack: 'api',
    businessImpact: 'Applicants cannot look up the progress of a dossier and call the one-stop shop instead.',
    rows: {
      ...COUNTS_TIME,
      rate: ['UpdateItem'],
      code: ['GetItem'],
      dossier: ['GetItem'],
      procedure: ['GetItem'],
      directory: ['GetItem'],
    },
    uses: ({ stack, stateful }) => [access.ownerKey(stateful), access.frontKey(stateful), kiosks(stack.province)],
  },
  transitions: {
    stack: 'processing',
    rows: {
      ...DECIDES,
      ...COUNTS_TIME,
      ...ENDS,
      ...ISSUES_CODES,
      procedure: READ,
      agency: ['GetItem'],
      successions: ['GetItem'],
      queuedCommand: ['GetItem', 'PutItem'],
      // A draft that goes for its age no longer counts.
      quota: ['UpdateItem'],
      document: ['GetItem'],
      form: ['GetItem'],
      shipment: ['GetItem'],
      paymentNotice: ['GetItem'],
      carrierReport: ['GetItem'],
      portalMessage: ['GetItem'],
    },
    add: ({ name, stack, stateful, table }) =>
      queueWorker(stack, {
        name,
        fifo: true,
        businessImpact:
          'A payment, parcel, verified file or national-portal message is not recorded on its dossier, which makes no progress.',
        // Dossiers of the national portal are opened here, for owners who may sign in at the province later.
        uses: [table, access.ownerKey(stateful)],
        timeout: Duration.seconds(10),
        alarmAge: Duration.minutes(5),
      }),
  },
  deadlines: {
    stack: 'processing',
    rows: { timer: ['Query'], heartbeat: ['PutItem'] },
    add: (where) => {
      scheduledFunction(where.stack, {
        name: where.name,
        businessImpact: 'No warning is sent before a deadline and no notice when one is missed.',
        uses: [where.table, commands(where)],
        every: Duration.minutes(1),
        timeout: Duration.seconds(55),
      });
      return undefined;
    },
  },
};
