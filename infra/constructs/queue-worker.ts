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
  /** Receptions before a message counts as poison. */
  readonly attempts?: number;
  /** Messages per invocation; fewer than 10 where one may take as long as the function has. */
  readonly batchSize?: number;
  /**
   * Time for which a message that was handed out is hidden: how long it waits when its worker dies. Six time-outs of the
   * function unless told, never less than one.
   */
  readonly hiddenFor?: Duration;
  /** Invocations at once where they may not be as many as the size class has them; at least 2. */
  readonly maxConcurrency?: number;
  /** Whether it puts messages back on its own queue, to be handled later. */
  readonly resends?: true;
  /** Age of the oldest message from which the delay itself is a loss. */
  readonly alarmAge: Duration;
};
export type QueueWorker = { readonly function: LambdaFunction; readonly queue: Queue; readonly deadLetters: Queue };

/**
 * A queue, its dead-letter queue and the function that works it off, with alarms on dead letters, age and errors. The
 * function may park a message with its cause in `DEAD_LETTER_QUEUE_URL`, and finds its own queue as `QUEUE_URL` if it
 * re-sends.
 */
export function queueWorker(stack: ProvinceStack, props: QueueWorkerProps): QueueWorker {
  const { name, fifo = false, businessImpact } = props;
  const deadLetters = deadLetterQueue(stack, name, businessImpact, fifo);
  const queue = new Queue(stack, `${name}-queue`, {
    queueName: stack.named(fifo ? `${name}.fifo` : name),
    ...(fifo ? fifoPerGroup : {}),
    ...safe,
    // Lambda may hold a batch back while throttled; six timeouts keep it from being handed out a second time meanwhile.
    visibilityTimeout: props.hiddenFor ?? Duration.seconds(props.timeout.toSeconds() * 6),
    // A message keeps its age when it moves to a standard dead-letter queue, so that one must keep messages longer.
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
    // SQS goes on writing it as long as there is a message.
    silence: 'fine',
    periods: 5,
    businessImpact,
  });
  new CfnOutput(stack, `${name}-queue-url`, { value: queue.queueUrl });
  return { function: worker, queue, deadLetters };
}

/** A dead-letter queue that is watched: one message in it is somebody's dossier that does not move. */
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

/** The right to put messages into a queue, whose address the function finds under `variable`. */
export const sends = (queue: Queue, variable: string): Grant => ({
  environment: { [variable]: queue.queueUrl },
  statements: [{ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }],
});

/**
 * What Lambda does with a queue in the name of the function it feeds, and no more (Lambda Developer Guide, "Using Lambda with
 * Amazon SQS"); CDK's own event source gives two rights besides that nobody makes use of.
 */
const receives = (queue: Queue): Grant => ({
  statements: [
    { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queue.queueArn] },
  ],
});

/** Messages hold identifiers only, never personal data, so the key that SQS keeps is enough. */
const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

const fifoPerGroup = {
  fifo: true,
  contentBasedDeduplication: false,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} as const;
