import { CfnOutput, Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { deadLettersOf } from '../queue-names.ts';
import { alarm } from './alarm.ts';
import type { Grant } from './grant.ts';
import { type FunctionProps, provinceFunction } from './province-function.ts';
import type { ProvinceStack } from './province-stack.ts';

export type QueueWorkerProps = FunctionProps & {
  /** First in, first out within a message group, for work where order matters. */
  readonly fifo?: boolean;
  /** Receive count after which a message goes to the dead-letter queue. */
  readonly attempts?: number;
  /** Messages per invocation; below 10 where one message may take the function's whole time-out. */
  readonly batchSize?: number;
  /**
   * Visibility time-out: how long a message waits when its worker dies. Default: six time-outs of the
   * function; never less than one.
   */
  readonly hiddenFor?: Duration;
  /** Maximum concurrency, where it must be below that of the size class; at least 2. */
  readonly maxConcurrency?: number;
  /** Whether it sends messages back to its own queue with a delay. */
  readonly resends?: true;
  /** Age of the oldest message above which the delay itself is a loss. */
  readonly alarmAge: Duration;
};
export type QueueWorker = { readonly function: LambdaFunction; readonly queue: Queue; readonly deadLetters: Queue };

/**
 * A queue, its dead-letter queue and the function that consumes it, with alarms on dead letters, age and errors. The
 * function may park a message with its cause in `DEAD_LETTER_QUEUE_URL`, and finds its own queue as `QUEUE_URL` if it
 * requeues messages.
 */
export function queueWorker(stack: ProvinceStack, props: QueueWorkerProps): QueueWorker {
  const { name, fifo = false, businessImpact } = props;
  const deadLetters = deadLetterQueue(stack, name, businessImpact, fifo);
  const queue = new Queue(stack, `${name}-queue`, {
    queueName: stack.named(fifo ? `${name}.fifo` : name),
    ...(fifo ? fifoPerGroup : {}),
    ...safe,
    // Lambda may hold a batch while throttled; six time-outs prevent a second delivery meanwhile.
    visibilityTimeout: props.hiddenFor ?? Duration.seconds(props.timeout.toSeconds() * 6),
    // A message keeps its age when it moves to a standard dead-letter queue, so that queue must retain messages longer.
    retentionPeriod: Duration.days(7),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: props.attempts ?? 5 },
  });
  const worker = provinceFunction(stack, {
    ...props,
    uses: [
      ...props.uses,
      ...(props.resends ? [sends(queue, 'QUEUE_URL')] : []),
      sends(deadLetters, 'DEAD_LETTER_QUEUE_URL'),
      receives(queue),
    ],
  });
  new EventSourceMapping(stack, `${name}-source`, {
    target: worker,
    eventSourceArn: queue.queueArn,
    batchSize: props.batchSize ?? 10,
    reportBatchItemFailures: true,
    maxConcurrency:
      props.maxConcurrency ?? Math.max(2, Math.min(stack.size.workerConcurrency, props.reservedConcurrency ?? 1000)),
  });
  alarm(stack, {
    anchor: `${name}-age`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: props.alarmAge.toSeconds(),
    // SQS writes this metric as long as there is a message.
    silence: 'fine',
    periods: 5,
    businessImpact,
  });
  new CfnOutput(stack, `${name}-queue-url`, { value: queue.queueUrl });
  return { function: worker, queue, deadLetters };
}

/** A monitored dead-letter queue: each message in it is a dossier that makes no progress. */
export function deadLetterQueue(stack: ProvinceStack, name: string, businessImpact: string, fifo = false): Queue {
  const queue = new Queue(stack, `${name}-dead-letters`, {
    queueName: stack.named(deadLettersOf(fifo ? `${name}.fifo` : name)),
    ...(fifo ? fifoPerGroup : {}),
    ...safe,
    retentionPeriod: Duration.days(14),
  });
  alarm(stack, {
    anchor: `${name}-dead-letters`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 1,
    silence: 'fine',
    businessImpact,
  });
  new CfnOutput(stack, `${name}-dead-letters-url`, { value: queue.queueUrl });
  return queue;
}

/** Permission to send to a queue, whose URL the function finds in the variable `variable`. */
export const sends = (queue: Queue, variable: string): Grant => ({
  environment: { [variable]: queue.queueUrl },
  statements: [{ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }],
});

/**
 * What Lambda needs on a queue on behalf of the function, and no more (Lambda Developer Guide, "Using Lambda with
 * Amazon SQS"); CDK's own event source grants two unused permissions besides.
 */
const receives = (queue: Queue): Grant => ({
  statements: [
    { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queue.queueArn] },
  ],
});

/** Messages hold identifiers only, never personal data, so the key managed by SQS is enough. */
const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

const fifoPerGroup = {
  fifo: true,
  contentBasedDeduplication: false,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} as const;
