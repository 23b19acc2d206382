import { type AttributeValue, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { keyOf, type Partition, put, standing, type TableCase, update } from './place.ts';

const TYPES = 'DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB"';
const LIMITS = 'DynamoDB Developer Guide, "Constraints in Amazon DynamoDB"';

const key = ({ pk }: Partition) => ({ pk: { S: pk }, sk: { S: 'a' } });

/** Puts a value as it goes over the wire. */
const wire = ({ client, TableName, ...partition }: Partition, v: AttributeValue) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key({ client, TableName, ...partition }), v } }));

async function read(partition: Partition): Promise<AttributeValue | undefined> {
  const { client, TableName } = partition;
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(partition), ConsistentRead: true }));
  return Item?.v;
}

/** What a number that was put is when it is read. */
async function kept(partition: Partition, N: string): Promise<unknown> {
  const answer = await refusal(wire(partition, { N }));
  return answer === ACCEPTED ? (await read(partition))?.N : answer;
}

async function counted(partition: Partition, start: string, step: string): Promise<unknown> {
  await wire(partition, { N: start });
  const { client, TableName } = partition;
  await client.send(
    new UpdateItemCommand({
      ...{ TableName, Key: key(partition), UpdateExpression: 'ADD v :step' },
      ExpressionAttributeValues: { ':step': { N: step } },
    }),
  );
  return (await read(partition))?.N;
}

export const values: readonly TableCase[] = [
  {
    name: 'numbers keep 38 significant digits; more digits are rejected',
    source: `${TYPES}: "up to 38 digits of precision", "Leading and trailing zeroes are trimmed"`,
    run: async (partition) => [
      await kept(partition, '12345678901234567890123456789012345678'),
      await kept(partition, '0.12345678901234567890123456789012345678'),
      await kept(partition, '123456789012345678901234567890123456789'),
      await kept(partition, '0012.500'),
      await kept(partition, '-0.0'),
      await kept(partition, '1.5E3'),
    ],
    aws: [
      '12345678901234567890123456789012345678',
      '0.12345678901234567890123456789012345678',
      INVALID,
      '12.5',
      '0',
      '1500',
    ],
  },
  {
    name: 'invalid or too large numbers are rejected',
    source: `${TYPES}: positive range 1E-130 to 9.9999999999999999999999999999999999999E+125`,
    run: async (partition) => [
      await kept(partition, 'one'),
      await kept(partition, ''),
      await kept(partition, '1E126'),
      await kept(partition, '1E-131'),
    ],
    aws: [INVALID, INVALID, INVALID, INVALID],
  },
  {
    name: 'a sum keeps 38 digits',
    source: `${TYPES}: "up to 38 digits of precision"`,
    run: async (partition) => [
      await counted(partition, '12345678901234567890123456789012345678', '1'),
      await counted(partition, '0.1', '0.2'),
      await counted(partition, '5', '-7.25'),
    ],
    aws: ['12345678901234567890123456789012345679', '0.3', '-2.25'],
    differs: {
      ministack: {
        instead: 'sums have 28 digits',
        answers: ['12345678901234567890123456790000000000', '0.3', '-2.25'],
      },
    },
  },
  {
    name: 'numbers are equal by value',
    source: TYPES,
    run: async (partition) => {
      await wire(partition, { N: '1.0' });
      const ConditionExpression = 'v = :v';
      return refusal(put(partition, {}, { ConditionExpression, ExpressionAttributeValues: { ':v': 1 } }));
    },
    aws: ACCEPTED,
  },
  {
    name: 'a set has each value once and is not empty',
    source: `${TYPES}, "Sets": "Each value within a set must be unique", "doesn't support empty sets"`,
    run: async (partition) => [
      await refusal(wire(partition, { SS: ['x', 'x'] })),
      await refusal(wire(partition, { NS: ['1', '1.0'] })),
      await refusal(wire(partition, { SS: [] })),
      await refusal(wire(partition, { SS: ['x', ''] })),
      await refusal(wire(partition, { L: [{ SS: [] }] })),
    ],
    aws: [INVALID, INVALID, INVALID, ACCEPTED, INVALID],
  },
  {
    name: 'sets are equal in any order',
    source: `${TYPES}, "Sets": "The order of the values within a set isn't preserved"`,
    run: async (partition) => {
      await wire(partition, { SS: ['x', 'y'] });
      const condition = { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': new Set(['y', 'x']) } };
      return refusal(put(partition, {}, condition));
    },
    aws: ACCEPTED,
  },
  {
    name: 'empty texts and lists are valid, an empty key is not',
    source: `${TYPES}: "Empty String and Binary values are allowed ... if the attribute is not used for a table or index key"`,
    run: async (partition) => {
      const { TableName, pk } = partition;
      await put(partition, { t: '', rows_: [], doc: {}, nothing: null });
      return [
        await standing(partition),
        await refusal(put(partition, { sk: '' })),
        await refusal(put(partition, { pk: '' })),
        await refusal(put(partition, { sk: 1 })),
        await refusal(put(partition, { sk: undefined })),
        await refusal(update(partition, { TableName, Key: { pk, sk: '' }, UpdateExpression: 'REMOVE n' })),
      ];
    },
    aws: [{ t: '', rows_: [], doc: {}, nothing: null }, INVALID, INVALID, INVALID, INVALID, INVALID],
  },
  {
    name: 'a key has 2048 and 1024 bytes at most',
    source: `${LIMITS}, "Partition key length", "Sort key length"`,
    run: async (partition) => [
      await refusal(put(partition, { sk: 'đ'.repeat(512) })),
      await refusal(put(partition, { sk: 'đ'.repeat(513) })),
      await refusal(put(partition, { pk: 'x'.repeat(2049) })),
    ],
    aws: [ACCEPTED, INVALID, INVALID],
  },
  {
    name: 'a key has its attributes and no others',
    source: 'DynamoDB API Reference, UpdateItem, Key: "you must provide all of the attributes"',
    run: async (partition) => {
      const { pk } = partition;
      return [
        await refusal(update(partition, { Key: { pk }, UpdateExpression: 'REMOVE n' })),
        await refusal(update(partition, { Key: { ...keyOf(partition), n: 1 }, UpdateExpression: 'REMOVE n' })),
      ];
    },
    aws: [INVALID, INVALID],
  },
  {
    name: 'an item has 400 KB at most, names and UTF-8 included',
    source: `${LIMITS}, "Item size"; "DynamoDB item sizes and formats"`,
    run: async (partition) => {
      const room = 400 * 1024 - 'pk'.length - partition.pk.length - 'sk'.length - 'a'.length - 'body'.length;
      return [
        await refusal(put(partition, { body: 'x'.repeat(room) })),
        await refusal(put(partition, { body: 'x'.repeat(room + 1) })),
        await refusal(put(partition, { body: 'đ'.repeat(room / 2 + 1) })),
        await refusal(
          update(partition, {
            UpdateExpression: 'SET c = :c',
            ExpressionAttributeValues: { ':c': 'x'.repeat(410_000) },
          }),
        ),
      ];
    },
    aws: [ACCEPTED, INVALID, INVALID, INVALID],
  },
  {
    name: 'a missing table has its own error',
    source: 'DynamoDB API Reference, ResourceNotFoundException',
    run: (partition) => refusal(update({ ...partition, TableName: 'nowhere' }, { UpdateExpression: 'REMOVE n' })),
    aws: { refused: 'ResourceNotFoundException' },
  },
];
