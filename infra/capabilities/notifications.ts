import { Duration } from 'aws-cdk-lib';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { mailFeedback } from '../constructs/mail-feedback.ts';
import { CATALOGUE, READ } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';

export const notifications: Declarations<'notifications' | 'mail-feedback'> = {
  notifications: {
    stack: 'integrations',
    rows: {
      ...CATALOGUE,
      successions: ['GetItem'],
      dossier: READ,
      notified: ['UpdateItem'],
      mailbox: ['GetItem'],
      mail: ['GetItem', 'PutItem'],
      quota: ['UpdateItem'],
    },
    businessImpact: 'Applicants are not notified that a document is missing, a fee is due or a result is ready.',
    hears: [...new Set([...eventTypesWith('applicantNotice', true), ...eventTypesWith('officeNotice', true)])],
    of: 'all',
    uses: ({ stack, stateful }) => [access.ownerKey(stateful), access.noticeChannels(stack, stateful)],
    queue: ({ size }) => ({
      resends: true,
      timeout: Duration.seconds(30),
      // The workers that share the mail rate of the province's size (`docs/decisions/0028-rate-of-mail.md`).
      maxConcurrency: size.notices.senders,
      // At most three e-mails each: even with SES timing out, or at the slowest rate, the batch ends in time.
      batchSize: 5,
      alarmAge: Duration.minutes(30),
    }),
  },
  'mail-feedback': {
    stack: 'integrations',
    rows: { mailbox: ['PutItem'] },
    add: ({ stack, table }) => mailFeedback(stack, table),
  },
};
