import { describe, expect, test } from 'vitest';
import { allResources } from './support.ts';

const queues = allResources('AWS::SQS::Queue');
const isDeadLetters = (name: unknown) => /-dead-letters(\.fifo)?$/.test(String(name));
const mappings = allResources('AWS::Lambda::EventSourceMapping');
const functions = allResources('AWS::Lambda::Function');
const functionOf = (mapping: unknown) =>
  functions.find(([id]) => JSON.stringify(mapping).includes(`"${id.split('/')[1]}"`))?.[1].Properties;

describe('queues', () => {
  test.each(queues.filter(([, { Properties }]) => !isDeadLetters(Properties.QueueName)))(
    '%s gives poison to a dead-letter queue',
    (_, { Properties }) => {
      expect(Properties.RedrivePolicy).toMatchObject({ deadLetterTargetArn: {}, maxReceiveCount: 5 });
      expect(Properties.MessageRetentionPeriod).toBeLessThan(14 * 86_400);
    },
  );

  test.each(queues.filter(([, { Properties }]) => isDeadLetters(Properties.QueueName)))(
    '%s keeps messages for 14 days and is watched',
    (id, { Properties }) => {
      expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400);
      const alarms = allResources('AWS::CloudWatch::Alarm').filter(([, alarm]) =>
        JSON.stringify(alarm.Properties.Dimensions).includes(id.split('/')[1] ?? '?'),
      );
      expect(alarms.map(([, alarm]) => alarm.Properties.MetricName)).toContain('ApproximateNumberOfMessagesVisible');
    },
  );

  test('the command queue orders by dossier', () => {
    const [, queue] =
      queues.find(([, { Properties }]) => Properties.QueueName === 'motcua-quang-tri-transitions.fifo') ?? [];
    expect(queue?.Properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: false,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });
});

describe('consumers', () => {
  test('there is one for every queue and for the stream', () => {
    const worked = queues.filter(([, { Properties }]) => !isDeadLetters(Properties.QueueName));
    expect(mappings).toHaveLength(worked.length + 1);
  });

  test.each(mappings.filter(([, { Properties }]) => !Properties.StartingPosition))(
    '%s reports failures one by one',
    (_, { Properties }) => {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    },
  );

  test.each(mappings.filter(([, { Properties }]) => JSON.stringify(Properties.EventSourceArn).includes('queue')))(
    '%s hides a message long enough for its function, and knows where to park one',
    (id, { Properties }) => {
      const [, queue] =
        queues.find(([queueId]) => JSON.stringify(Properties.EventSourceArn).includes(queueId.split('/')[1] ?? '?')) ??
        [];
      const consumer = functionOf(Properties.FunctionName);
      const timeout = Number(consumer?.Timeout);
      if (id.includes('documentverification')) {
        // One file at a time: a worker that crashes leaves it pending for little more than its time-out.
        expect(Properties.BatchSize).toBe(1);
        expect(queue?.Properties.VisibilityTimeout).toBe(timeout + 5);
      } else expect(queue?.Properties.VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * timeout);
      expect(consumer?.Environment).toMatchObject({ Variables: { DEAD_LETTER_QUEUE_URL: {} } });
    },
  );

  test('the stream consumer takes inserted events only, halves what fails and outlasts an outage of hours', () => {
    const [, stream] = mappings.find(([, { Properties }]) => Properties.StartingPosition) ?? [];
    expect(stream?.Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 18 * 3600,
      DestinationConfig: { OnFailure: { Destination: {} } },
    });
    // The relay fails a batch as a whole; and a number of attempts would be used up long before the outage ends.
    expect(stream?.Properties).not.toHaveProperty('FunctionResponseTypes');
    expect(stream?.Properties.MaximumRetryAttempts ?? -1).toBe(-1);
    const criteria = (stream?.Properties.FilterCriteria ?? { Filters: [] }) as { Filters: { Pattern: string }[] };
    expect(criteria.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } } },
      { dynamodb: { Keys: { pk: { S: ['HEARTBEAT'] } } } },
    ]);
  });

  test('the national portal never sees more at once than its size class says', () => {
    const [, sync] =
      functions.find(([, { Properties }]) => Properties.FunctionName === 'motcua-quang-tri-national-portal-sync') ?? [];
    expect(sync?.Properties.ReservedConcurrentExecutions).toBe(5);
  });
});

test('the event of an uploaded file is stored without the uploader’s address', () => {
  const rules = allResources('AWS::Events::Rule').map(([, { Properties }]) => Properties);
  const rule = rules.find(({ Name }) => Name === 'motcua-quang-tri-document-verification');
  const [target] = (rule?.Targets ?? []) as object[];
  expect(target).toMatchObject({ InputPath: '$.detail.object' });
});
