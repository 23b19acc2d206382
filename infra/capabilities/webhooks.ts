import { Duration } from 'aws-cdk-lib';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { sends } from '../constructs/queue-worker.ts';
import { identity, webhookHosts } from '../partner-environment.ts';
import { DELIVERS, READ } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';

export const webhooks: Declarations<'webhook-endpoints' | 'webhook-delivery'> = {
  'webhook-endpoints': {
    stack: 'api',
    businessImpact: 'Agencies cannot register, change or test their webhook endpoints.',
    rows: {
      dossier: READ,
      idempotency: ['GetItem', 'PutItem'],
      endpoint: [...READ, 'PutItem', 'UpdateItem', 'DeleteItem'],
      attempt: ['Query', 'PutItem'],
      webhookCursor: ['GetItem', 'UpdateItem'],
      successions: ['GetItem'],
      quota: ['UpdateItem'],
    },
    uses: ({ stack, stateful, worker }) => [
      identity(stack.province),
      access.ownerKey(stateful),
      webhookHosts(stack.province.partners),
      sends(worker('webhook-delivery').queue, 'WEBHOOK_QUEUE_URL'),
      access.webhookSecrets(stack, stateful, 'CreateSecret', 'PutSecretValue', 'GetSecretValue', 'DeleteSecret'),
    ],
  },
  'webhook-delivery': {
    stack: 'integrations',
    rows: {
      ...DELIVERS,
      endpoint: ['Query', 'UpdateItem'],
      attempt: ['PutItem'],
      backlog: ['PutItem', 'Query', 'DeleteItem'],
      webhookCursor: ['UpdateItem'],
      successions: ['GetItem'],
    },
    businessImpact: 'Systems of agencies are not notified of new dossiers and changes.',
    hears: eventTypesWith('agencies', true),
    of: 'submitted',
    uses: ({ stack, stateful }) => [
      access.webhookSecrets(stack, stateful, 'GetSecretValue'),
      webhookHosts(stack.province.partners),
    ],
    queue: () => ({ resends: true, timeout: Duration.seconds(30), alarmAge: Duration.hours(1) }),
  },
};
