import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { FORM_EVENTS } from '../../functions/forms/adapters/registry.ts';
import { access } from '../constructs/access.ts';
import { busConsumer } from '../constructs/bus-consumer.ts';
import { queueTarget } from '../constructs/queue-target.ts';
import { desks, letterhead } from '../partner-environment.ts';
import { eventsOf } from '../province-events.ts';
import { CATALOGUE, READ } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

export const forms: Declarations<'forms'> = {
  forms: {
    stack: 'integrations',
    rows: {
      ...CATALOGUE,
      dossier: READ,
      form: ['PutItem'],
      register: ['GetItem', 'PutItem'],
      counter: ['GetItem'],
      code: ['GetItem'],
    },
    add: (where) => {
      const { name, stack, stateful } = where;
      const worker = busConsumer(stack, {
        name,
        resends: true,
        businessImpact: 'Applicants get no receipt, supplement request, refusal or apology on paper of the agency.',
        bus: stateful.bus,
        pattern: eventsOf(FORM_EVENTS),
        uses: [
          where.table,
          access.forms(stateful),
          access.secrets(stateful, 'form-signing'),
          commands(where),
          letterhead(stack.province),
          desks(stack.province),
        ],
        timeout: Duration.seconds(60),
        // Setting Vietnamese type is work for the processor, which comes with memory.
        memory: 1024,
        batchSize: 5,
        alarmAge: Duration.minutes(15),
      });
      // Ten minutes after midnight in Viet Nam, when all that happened that day has long been written.
      new Rule(stack, 'registers-rule', {
        ruleName: stack.named('registers'),
        schedule: Schedule.cron({ minute: '10', hour: '17' }),
        targets: [
          queueTarget(
            worker.queue,
            worker.deadLetters,
            RuleTargetInput.fromObject({ closeRegistersAt: EventField.time }),
          ),
        ],
      });
      return worker;
    },
  },
};
