import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';
import { query } from '../call.ts';
import { at, type Fact, lastPart, textAt } from './fact.ts';

const of = 'AWS::SQS::Queue';
const attribute = async (sqs: SQSClient, QueueUrl: string, name: QueueAttributeName): Promise<string | undefined> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes?.[name];

/** Effects and principals of a policy; resources are left out, because templates and SQS write them differently. */
const statementsIn = (policy: unknown) => {
  const statements = at(policy, 'Statement');
  return (Array.isArray(statements) ? statements : []).map((one: unknown) => [
    at(one, 'Effect'),
    at(one, 'Action'),
    at(one, 'Principal'),
  ]);
};

/** An attribute that SQS names as CloudFormation does and answers as text. */
const plain = (property: QueueAttributeName): Fact => ({
  of,
  property,
  expected: (p) => (p[property] === undefined ? undefined : String(p[property])),
  actual: ({ sqs }, url) => attribute(sqs, url, property),
});

export const MESSAGING_FACTS: readonly Fact[] = [
  {
    of,
    property: 'RedrivePolicy',
    expected: (p) =>
      at(p, 'RedrivePolicy', 'maxReceiveCount') && [
        lastPart(at(p, 'RedrivePolicy', 'deadLetterTargetArn')),
        at(p, 'RedrivePolicy', 'maxReceiveCount'),
      ],
    actual: async ({ sqs }, url) => {
      const policy: unknown = JSON.parse((await attribute(sqs, url, 'RedrivePolicy')) ?? 'null');
      return [lastPart(at(policy, 'deadLetterTargetArn')), Number(at(policy, 'maxReceiveCount'))];
    },
  },
  plain('VisibilityTimeout'),
  plain('MessageRetentionPeriod'),
  plain('SqsManagedSseEnabled'),
  plain('FifoQueue'),
  plain('ContentBasedDeduplication'),
  plain('DeduplicationScope'),
  plain('FifoThroughputLimit'),
  {
    of: 'AWS::SQS::QueuePolicy',
    property: 'PolicyDocument',
    expected: (p) => statementsIn(p.PolicyDocument),
    actual: async ({ sqs }, _, p) =>
      statementsIn(JSON.parse((await attribute(sqs, textAt(p, 'Queues', 0), 'Policy')) ?? 'null')),
  },
  {
    of: 'AWS::SNS::Topic',
    property: 'KmsMasterKeyId',
    expected: (p) => lastPart(p.KmsMasterKeyId),
    actual: async ({ where }, TopicArn) => {
      const answer = await query(where, 'sns', { Action: 'GetTopicAttributes', TopicArn });
      return lastPart(/<key>KmsMasterKeyId<\/key>\s*<value>([^<]+)</.exec(answer)?.[1]);
    },
    putBack: ({ where }, TopicArn, p) =>
      query(where, 'sns', {
        Action: 'SetTopicAttributes',
        TopicArn,
        AttributeName: 'KmsMasterKeyId',
        AttributeValue: textAt(p, 'KmsMasterKeyId'),
      }),
  },
];
