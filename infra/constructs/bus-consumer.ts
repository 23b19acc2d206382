import { type EventPattern, type IEventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { ProvinceStack } from './province-stack.ts';
import { queueTarget } from './queue-target.ts';
import { type QueueWorker, type QueueWorkerProps, queueWorker } from './queue-worker.ts';

export type BusConsumerProps = Omit<QueueWorkerProps, 'fifo'> & {
  readonly bus: IEventBus;
  readonly pattern: EventPattern;
  /** Path of the part of the event that becomes the message, such as `$.detail`; the whole event if left out. */
  readonly takes?: string;
};

/** A queue worker fed by a bus rule. Events that the rule cannot deliver go to the worker's own dead-letter queue. */
export function busConsumer(stack: ProvinceStack, { bus, pattern, takes, ...props }: BusConsumerProps): QueueWorker {
  const worker = queueWorker(stack, props);
  fedBy(stack, worker, { name: props.name, bus, pattern, ...(takes !== undefined && { takes }) });
  return worker;
}

/** A rule with this name that feeds a worker. */
export function fedBy(
  stack: ProvinceStack,
  { queue, deadLetters }: QueueWorker,
  { name, bus, pattern, takes }: Pick<BusConsumerProps, 'bus' | 'pattern' | 'takes'> & { readonly name: string },
): void {
  new Rule(stack, `${name}-rule`, {
    ruleName: stack.named(name),
    eventBus: bus,
    eventPattern: pattern,
    targets: [queueTarget(queue, deadLetters, takes === undefined ? undefined : RuleTargetInput.fromEventPath(takes))],
  });
}
