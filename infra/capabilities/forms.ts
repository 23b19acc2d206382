import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { FORM_EVENTS } from '../../functions/forms/adapters/registry.ts';
import { access } from '../constructs/access.ts';
import { queueTarget } from '../constructs/queue-target.ts';
import { letterhead, receptions } from '../partner-environment.ts';
import { CATALOGUE, READ } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

export const forms: Declarations<'forms'> = {
  forms: {
    stack: 'integrations',
    rows: {
      ...CATALOGUE,
      dossier: READ,
      declaration: ['GetItem'],
      form: ['GetItem', 'UpdateItem'],
      formNumber: ['UpdateItem'],
      register: ['GetItem', 'PutItem'],
      counter: ['GetItem'],
      code: ['GetItem'],
      successions: ['GetItem'],
    },
    businessImpact: 'Applicants get no official receipt, supplement request, refusal or apology as a document.',
    hears: FORM_EVENTS,
    of: 'all',
    uses: (where) => [
      access.forms(where.stateful),
      access.secrets(where.stateful, 'form-signing'),
      commands(where),
      letterhead(where.stack.province),
      receptions(where.stack.province),
    ],
    queue: () => ({
      resends: true,
      timeout: Duration.seconds(60),
      // Typesetting Vietnamese needs CPU, which Lambda assigns in proportion to memory.
      memory: 1024,
      batchSize: 5,
      alarmAge: Duration.minutes(15),
    }),
    // Ten minutes after midnight in Viet Nam, when all events of the day have been written.
    andFedBy: ({ stack }, { queue, deadLetters }) => {
      const message = RuleTargetInput.fromObject({ closeRegistersAt: EventField.time });
      new Rule(stack, 'registers-rule', {
        ruleName: stack.named('registers'),
        schedule: Schedule.cron({ minute: '10', hour: '17' }),
        targets: [queueTarget(queue, deadLetters, message)],
      });
    },
  },
};
