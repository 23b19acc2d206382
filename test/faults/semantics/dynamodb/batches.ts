import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { fill, keyOf, type Partition, put, query, sorts, standing, type TableCase } from './place.ts';

const WRITE = 'DynamoDB API Reference, BatchWriteItem';
const GET = 'DynamoDB API Reference, BatchGetItem';

const writing = ({ documents, TableName }: Partition, requests: object[]) =>
  documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));

const getting = ({ documents, TableName }: Partition, Keys: { pk: string; sk: string }[], more: object = {}) =>
  documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true, ...more } } }));

const names = (count: number) => Array.from({ length: count }, (_, index) => `k${String(index).padStart(3, '0')}`);

export const batches: readonly TableCase[] = [
  {
    name: 'a batch puts and deletes items independently',
    source: WRITE,
    run: async (partition) => {
      await put(partition, { n: 1 });
      const { UnprocessedItems } = await writing(partition, [
        { DeleteRequest: { Key: keyOf(partition) } },
        { PutRequest: { Item: { ...keyOf(partition, 'b'), n: 2 } } },
      ]);
      return [UnprocessedItems, await standing(partition), await standing(partition, 'b')];
    },
    aws: [{}, undefined, { n: 2 }],
  },
  {
    name: 'a batch writes 1 to 25 items, no item twice',
    source: `${WRITE}: "DynamoDB rejects the entire batch write operation if"`,
    run: async (partition) => {
      const puts = names(26).map((sk) => ({ PutRequest: { Item: keyOf(partition, sk) } }));
      return [
        await refusal(writing(partition, puts.slice(0, 25))),
        await refusal(writing(partition, puts)),
        await refusal(writing(partition, [])),
        await refusal(writing(partition, [...puts.slice(0, 1), { DeleteRequest: { Key: keyOf(partition, 'k000') } }])),
      ];
    },
    aws: [ACCEPTED, INVALID, INVALID, INVALID],
  },
  {
    name: 'a batch with one invalid item writes none',
    source: `${WRITE}: "DynamoDB rejects the entire batch write operation if" ... "Any individual item in a batch exceeds 400 KB"`,
    run: async (partition) => {
      const good = { PutRequest: { Item: keyOf(partition, 'good') } };
      return [
        await refusal(
          writing(partition, [good, { PutRequest: { Item: { ...keyOf(partition), b: 'x'.repeat(410_000) } } }]),
        ),
        await refusal(writing(partition, [good, { PutRequest: { Item: keyOf(partition, '') } }])),
        await sorts(query(partition)),
      ];
    },
    aws: [INVALID, INVALID, []],
  },
  {
    name: 'a batch reads the existing items only',
    source: GET,
    run: async (partition) => {
      await fill(partition, [
        { sk: 'a', n: 1 },
        { sk: 'b', n: 2 },
      ]);
      const keys = ['a', 'nowhere', 'b'].map((sk) => keyOf(partition, sk));
      const { Responses, UnprocessedKeys } = await getting(partition, keys, { ProjectionExpression: 'n' });
      return [Responses?.[partition.TableName]?.map(({ n }) => n).sort(), UnprocessedKeys];
    },
    aws: [[1, 2], {}],
  },
  {
    name: 'a batch reads 1 to 100 items, no key twice',
    source: `${GET}: "up to 100 items"; "contains duplicates"`,
    run: async (partition) => {
      const keys = names(101).map((sk) => keyOf(partition, sk));
      return [
        await refusal(getting(partition, keys.slice(0, 100))),
        await refusal(getting(partition, keys)),
        await refusal(getting(partition, [])),
        await refusal(getting(partition, [...keys.slice(0, 1), ...keys.slice(0, 1)])),
      ];
    },
    aws: [ACCEPTED, INVALID, INVALID, INVALID],
  },
  {
    name: 'a batch reads at most 16 MB and returns the other keys as unprocessed',
    source: `${GET}: "up to 16 MB of data", UnprocessedKeys`,
    run: async (partition) => {
      const all = names(44);
      const items = all.map((sk) => ({ sk, body: 'x'.repeat(400_000) }));
      await fill(partition, items);
      const { Responses, UnprocessedKeys } = await getting(
        partition,
        all.map((sk) => keyOf(partition, sk)),
      );
      const read = Responses?.[partition.TableName] ?? [];
      const left = UnprocessedKeys?.[partition.TableName]?.Keys ?? [];
      return {
        partial: left.length > 0 && read.length * 400_000 <= 16 * 1024 * 1024,
        each:
          [...read, ...left]
            .map(({ sk }) => sk)
            .sort()
            .join() === all.join(),
      };
    },
    aws: { partial: true, each: true },
    differs: {
      ministack: {
        instead: 'everything is read, without a limit',
        answers: { partial: false, each: true },
      },
    },
  },
];
