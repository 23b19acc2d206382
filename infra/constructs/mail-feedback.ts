import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { MAILBOX_TAG, type Unreachable } from '../../shared/mail/unreachable.ts';
import { alarm } from './alarm.ts';
import type { Grant } from './grant.ts';
import { configurationSetOf } from './mail-identity.ts';
import type { ProvinceStack } from './province-stack.ts';
import { queueTarget } from './queue-target.ts';
import { type QueueWorker, queueWorker } from './queue-worker.ts';

/** SES events that mark an address, each with the reason stored in the mark. Temporary bounces mark no address. */
const MARKS: Readonly<Record<Unreachable, Pick<EventPattern, 'detailType' | 'detail'>>> = {
  bounced: { detailType: ['Email Bounced'], detail: { bounce: { bounceType: ['Permanent'] } } },
  complained: { detailType: ['Email Complaint Received'] },
};

/** SES feedback on the province's e-mails, and the function that marks addresses by it. */
export function mailFeedback(stack: ProvinceStack, table: Grant): QueueWorker {
  const name = configurationSetOf(stack);
  const set = new CfnConfigurationSet(stack, 'MailConfiguration', {
    name,
    reputationOptions: { reputationMetricsEnabled: true },
    suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
  // SES publishes on the default bus only.
  const bus = EventBus.fromEventBusName(stack, 'MailBus', 'default');
  new CfnConfigurationSetEventDestination(stack, 'MailEvents', {
    configurationSetName: set.ref,
    eventDestination: {
      name: 'bus',
      enabled: true,
      matchingEventTypes: ['bounce', 'complaint'],
      eventBridgeDestination: { eventBusArn: bus.eventBusArn },
    },
  });
  const worker = queueWorker(stack, {
    name: 'mail-feedback',
    businessImpact: 'E-mails are still sent to addresses that bounce, until AWS stops all mail of the province.',
    uses: [table],
    timeout: Duration.seconds(10),
    alarmAge: Duration.hours(1),
  });
  for (const [unreachable, { detailType, detail }] of Object.entries(MARKS)) {
    new Rule(stack, `mail-${unreachable}-rule`, {
      ruleName: stack.named(`mail-${unreachable}`),
      eventBus: bus,
      eventPattern: {
        source: ['aws.ses'],
        ...(detailType && { detailType }),
        detail: { ...detail, mail: { tags: { 'ses:configuration-set': [name] } } },
      },
      targets: [
        queueTarget(
          worker.queue,
          worker.deadLetters,
          // The event names the address, which must not be stored in a queue.
          RuleTargetInput.fromObject({
            unreachable,
            mailbox: EventField.fromPath(`$.detail.mail.tags.${MAILBOX_TAG}`),
          }),
        ),
      ],
    });
  }
  watchReputation(stack, name);
  return worker;
}

/** AWS puts an account under review at 5 % bounces or 0.1 % complaints; these alarms fire earlier. */
function watchReputation(stack: ProvinceStack, configurationSet: string): void {
  const rate = (metricName: string) =>
    new Metric({
      namespace: 'AWS/SES',
      metricName,
      dimensionsMap: { 'ses:configuration-set': configurationSet },
      statistic: 'Maximum',
      period: Duration.hours(1),
    });
  alarm(stack, {
    anchor: 'mail-bounces',
    metric: rate('Reputation.BounceRate'),
    threshold: 0.04,
    silence: 'fine',
    businessImpact: 'Many e-mails bounce. From 5 % on AWS reviews the account, from 10 % on it may stop all mail.',
  });
  alarm(stack, {
    anchor: 'mail-complaints',
    metric: rate('Reputation.ComplaintRate'),
    threshold: 0.0008,
    silence: 'fine',
    businessImpact:
      'Recipients report our e-mails as spam. From 0.1 % on AWS reviews the account, from 0.5 % on it may stop all mail.',
  });
}
