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
  /** Sort keys of the inserted rows it is given begin with this. */
  readonly insertedWithPrefix: string;
  /** Partition whose rows it is given, too, whenever they are written: by them it shows that it reads at all. */
  readonly heartbeats: string;
  /** Age of the last record read from which the delay itself is a loss. */
  readonly alarmAge: Duration;
};

/**
 * How long a failing batch is repeated before its address goes to the dead-letter queue and the stream goes on. A stream
 * keeps a record for 24 hours: what the consumer waits for may be away for 18 of them and nothing is lost, and what is
 * given up after all can be read from the stream for six more.
 */
export const GIVE_UP_AFTER = Duration.hours(18);

/**
 * A function that reads a table's stream. Order within a dossier is kept. A batch that fails does so as a whole
 * (`docs/decisions/0001-relay-whole-batch.md`) and is halved until what cannot be done stands alone. The number of attempts
 * is not bounded, only their time: ten would be used up by an outage of minutes. The price is that a record which fails
 * for ever holds up its part of the stream for 18 hours, so the function parks by itself what can never succeed.
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
          // A stream is kept under the key of its table, and a mapping made by hand brings no right to use it.
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
    // The right to send there is the function's own already.
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
    // It is written by invocations only; that there are some is what the consumer's own lag says.
    silence: 'fine',
    periods: 5,
    businessImpact,
  });
  return consumer;
}
