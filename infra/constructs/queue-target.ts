import type { IRuleTarget, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * A queue as target of a rule: the rule may send messages to it, and undeliverable events to its dead-letter
 * queue. CDK's own target also grants reading the queue's attributes, which is never used.
 * @param message what becomes the message; the whole event if left out
 */
export const queueTarget = (queue: Queue, deadLetters: Queue, message?: RuleTargetInput): IRuleTarget => ({
  bind: (rule) => {
    for (const to of [queue, deadLetters]) {
      to.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [to.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleRef.ruleArn } },
        }),
      );
    }
    return {
      arn: queue.queueArn,
      deadLetterConfig: { arn: deadLetters.queueArn },
      ...(message && { input: message }),
      targetResource: queue,
    };
  },
});
