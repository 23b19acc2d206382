import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { through } from './access.ts';
import { alarm } from './alarm.ts';
import { type FunctionProps, provinceFunction } from './province-function.ts';
import type { ProvinceStack } from './province-stack.ts';
import { deadLetterQueue, sends } from './queue-worker.ts';

export type StreamConsumerProps = FunctionProps & {
  readonly table: ITable;
  /** Prefix of the sort keys of the inserted rows it receives. */
  readonly insertedWithPrefix: string;
  /** Partition whose rows it receives too, on every write: they prove that the consumer reads the stream (heartbeat). */
  readonly heartbeats: string;
  /** Iterator age above which the delay itself is a loss. */
  readonly alarmAge: Duration;
};

/**
 * How long a failing batch is retried before its address goes to the dead-letter queue and the stream continues. A stream
 * keeps a record for 24 hours: a dependency of the consumer may be down for 18 hours without loss, and a batch that was
 * given up can be read from the stream for six more.
 */
export const GIVE_UP_AFTER = Duration.hours(18);

/**
 * A function that reads a table's stream. Order within a dossier is kept. A batch fails as a whole
 * (`docs/decisions/0001-relay-whole-batch.md`) and is bisected until the failing record is isolated. Retries are bounded
 * by time, not by number: ten attempts would be used up by an outage of minutes. The price: a record that always
 * fails blocks its shard for 18 hours, so the function itself parks what can never succeed.
 */
export function streamConsumer(stack: ProvinceStack, props: StreamConsumerProps): LambdaFunction {
  const { name, table, businessImpact } = props;
  const { tableStreamArn: streamArn, encryptionKey } = table;
  if (!streamArn) throw new Error(`${name}: the table has no stream`);
  const deadLetters = deadLetterQueue(stack, name, businessImpact);
  Validations.of(deadLetters).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'This is the dead-letter queue of a stream: named by the event source mapping, where the rule does not look.',
  });
  const consumer = provinceFunction(stack, {
    ...props,
    uses: [
      ...props.uses,
      sends(deadLetters, 'DEAD_LETTER_QUEUE_URL'),
      {
        statements: [
          {
            actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
            resources: [streamArn],
          },
          { actions: ['dynamodb:ListStreams'], resources: ['*'] },
          // A stream is encrypted with the key of its table; an event source mapping of our own grants no use of that key.
          ...(encryptionKey ? [through('dynamodb', encryptionKey.keyArn, 'Decrypt')] : []),
        ],
        acknowledgements: [
          { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'dynamodb:ListStreams can be given for all streams only.' },
        ],
      },
    ],
  });
  new EventSourceMapping(stack, `${name}-stream`, {
    target: consumer,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 10,
    bisectBatchOnError: true,
    maxRecordAge: GIVE_UP_AFTER,
    // The function itself may already send there.
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(props.insertedWithPrefix) } } },
      }),
      FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.isEqual(props.heartbeats) } } } }),
    ],
  });
  alarm(stack, {
    anchor: `${name}-age`,
    metric: consumer.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: props.alarmAge.toMilliseconds(),
    // Only invocations write this metric; the consumer's own lag metric shows that there are invocations.
    silence: 'fine',
    periods: 5,
    businessImpact,
  });
  return consumer;
}
