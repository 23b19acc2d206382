import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { keyOf, type Partition, put, standing, type TableCase, update } from './place.ts';

const FAILED = { refused: 'ConditionalCheckFailedException' };
const STANDS = { ...FAILED, item: { sk: 'a', n: 1 } };
const ALL_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };
const PRESENT = { ConditionExpression: 'attribute_exists(pk)' };
const HIGHER = { ConditionExpression: 'n > :n', ExpressionAttributeValues: { ':n': 5 } };

const remove = (partition: Partition, more: object) =>
  partition.documents.send(new DeleteCommand({ TableName: partition.TableName, Key: keyOf(partition), ...more }));

/** Whether a condition holds of an item. */
async function holds(
  partition: Partition,
  fields: Readonly<Record<string, unknown>>,
  ConditionExpression: string,
  ExpressionAttributeValues?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  await put(partition, fields);
  return refusal(remove(partition, { ConditionExpression, ExpressionAttributeValues }));
}

const GUIDE = 'DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions"';

export const conditions: readonly TableCase[] = [
  {
    name: 'a put whose condition fails returns the item only on request',
    source: 'DynamoDB API Reference, PutItem, ReturnValuesOnConditionCheckFailure',
    run: async (partition) => {
      await put(partition, { n: 1 });
      return [await refusal(put(partition, {}, ABSENT)), await refusal(put(partition, {}, { ...ABSENT, ...ALL_OLD }))];
    },
    aws: [FAILED, STANDS],
  },
  {
    name: 'an update whose condition fails returns the item on request',
    source: 'DynamoDB API Reference, UpdateItem, ReturnValuesOnConditionCheckFailure',
    run: async (partition) => {
      await put(partition, { n: 1 });
      return refusal(update(partition, { UpdateExpression: 'REMOVE n', ...HIGHER, ...ALL_OLD }));
    },
    aws: STANDS,
  },
  {
    name: 'a deletion whose condition fails returns the item on request, and deletes nothing',
    source: 'DynamoDB API Reference, DeleteItem, ReturnValuesOnConditionCheckFailure',
    run: async (partition) => {
      await put(partition, { n: 1 });
      return [await refusal(remove(partition, { ...HIGHER, ...ALL_OLD })), await standing(partition)];
    },
    aws: [STANDS, { n: 1 }],
  },
  {
    name: 'a condition that fails on an absent item returns no item',
    source: 'DynamoDB API Reference, ConditionalCheckFailedException',
    run: (partition) => refusal(remove(partition, { ...PRESENT, ...ALL_OLD })),
    aws: FAILED,
  },
  {
    name: 'an absent item may be deleted',
    source: 'DynamoDB API Reference, DeleteItem: "idempotent operation"',
    run: (partition) => refusal(remove(partition, {})),
    aws: ACCEPTED,
  },
  {
    name: 'a comparison with an absent attribute is false, but <> ignores types',
    source: GUIDE,
    run: async (partition) => [
      await holds(partition, {}, 'n < :n', { ':n': 1 }),
      await holds(partition, {}, 'NOT n < :n', { ':n': 1 }),
      await holds(partition, { n: 'text' }, 'n <> :n', { ':n': 1 }),
      await holds(partition, { n: 'text' }, 'n < :n', { ':n': 1 }),
    ],
    aws: [FAILED, ACCEPTED, ACCEPTED, FAILED],
  },
  {
    name: 'numbers are compared as numbers, texts as bytes of UTF-8',
    source: 'DynamoDB Developer Guide, "Data types"',
    run: async (partition) => [
      await holds(partition, { n: 9 }, 'n < :n', { ':n': 10 }),
      await holds(partition, { t: '9' }, 't < :t', { ':t': '10' }),
      await holds(partition, { t: 'Z' }, 't < :t', { ':t': 'a' }),
      await holds(partition, { t: 'z' }, 't < :t', { ':t': 'đ' }),
    ],
    aws: [ACCEPTED, FAILED, ACCEPTED, ACCEPTED],
  },
  {
    name: 'functions: attribute_type, begins_with, contains, size (of texts in units of UTF-16)',
    source: `${GUIDE}; size of texts recorded from AWS in ExtendDB/extenddb, pull request 67`,
    run: async (partition) => {
      const item = { t: 'đơn', rows_: ['x', 1], marks: new Set(['x', 'y']) };
      return [
        await holds(partition, item, 'attribute_type(rows_, :t)', { ':t': 'L' }),
        await holds(partition, item, 'begins_with(t, :t)', { ':t': 'đ' }),
        await holds(partition, item, 'contains(rows_, :t) AND contains(marks, :t)', { ':t': 'x' }),
        await holds(partition, item, 'contains(rows_, :t)', { ':t': '1' }),
        await holds(partition, { t: 'đ𝄞' }, 'size(t) = :n', { ':n': 3 }),
      ];
    },
    aws: [ACCEPTED, ACCEPTED, ACCEPTED, FAILED, ACCEPTED],
  },
  {
    name: 'AND binds closer than OR, NOT closer than AND',
    source: 'DynamoDB Developer Guide, "Logical evaluations", order of precedence',
    run: async (partition) => [
      await holds(partition, { n: 1 }, 'n = :one OR n = :two AND n = :two', { ':one': 1, ':two': 2 }),
      await holds(partition, { n: 1 }, '(n = :one OR n = :two) AND n = :two', { ':one': 1, ':two': 2 }),
      await holds(partition, { n: 1 }, 'NOT n = :two AND n = :one', { ':one': 1, ':two': 2 }),
    ],
    aws: [ACCEPTED, FAILED, ACCEPTED],
  },
  {
    name: 'IN and BETWEEN take both ends',
    source: GUIDE,
    run: async (partition) => [
      await holds(partition, { n: 2 }, 'n IN (:a, :b)', { ':a': 1, ':b': 2 }),
      await holds(partition, { n: 2 }, 'n BETWEEN :a AND :b', { ':a': 1, ':b': 2 }),
      await holds(partition, { n: 3 }, 'n BETWEEN :a AND :b', { ':a': 1, ':b': 2 }),
    ],
    aws: [ACCEPTED, ACCEPTED, FAILED],
  },
  {
    name: 'an invalid condition is rejected',
    source: 'DynamoDB API Reference, "Common errors": ValidationException',
    run: async (partition) => [
      await refusal(put(partition, {}, { ConditionExpression: 'attribute_not_exists(pk' })),
      await refusal(put(partition, {}, { ConditionExpression: '' })),
      await refusal(put(partition, {}, { ConditionExpression: 'no_such_function(pk)' })),
      await refusal(put(partition, {}, { ConditionExpression: 'attribute_exists(status)' })),
    ],
    aws: [INVALID, INVALID, INVALID, INVALID],
    differs: {
      ministack: {
        instead: 'unknown functions are false',
        answers: [INVALID, INVALID, FAILED, INVALID],
      },
    },
  },
];
