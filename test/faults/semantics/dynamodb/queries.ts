import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { fill, type Partition, put, query, sorts, type TableCase } from './place.ts';

const GUIDE = 'DynamoDB Developer Guide, "Querying tables in DynamoDB"';
const PAGES = 'DynamoDB Developer Guide, "Paginating table query results in DynamoDB"';
const INDEXES = 'DynamoDB Developer Guide, "Using global secondary indexes in DynamoDB"';

const letters = (partition: Partition, text = 'abcde') =>
  fill(
    partition,
    [...text].map((sk, n) => ({ sk, n })),
  );

/** What a page tells of itself. */
async function page(answer: ReturnType<typeof query>): Promise<unknown> {
  const { Items, Count, ScannedCount, LastEvaluatedKey } = await answer;
  return { found: Items?.map(({ sk }) => sk), Count, ScannedCount, last: LastEvaluatedKey?.sk };
}

const byRange = (partition: Partition, condition: string, values: Readonly<Record<string, unknown>>) =>
  query(partition, { KeyConditionExpression: `pk = :pk AND ${condition}`, ExpressionAttributeValues: values });

const throughIndex = (partition: Partition, more: Parameters<typeof query>[1] = {}) =>
  query(partition, { IndexName: 'gsi1', KeyConditionExpression: 'gsi1pk = :pk', ConsistentRead: false, ...more });

export const queries: readonly TableCase[] = [
  {
    name: 'items are sorted by the bytes of their sort key, ascending or descending',
    source: `${GUIDE}: "for type String, in order of UTF-8 bytes"`,
    run: async (partition) => {
      await letters(partition, 'aBđbZ');
      return [await sorts(query(partition)), await sorts(query(partition, { ScanIndexForward: false }))];
    },
    aws: [
      ['B', 'Z', 'a', 'b', 'đ'],
      ['đ', 'b', 'a', 'Z', 'B'],
    ],
  },
  {
    name: 'conditions on the sort key: begins_with, between with both ends, comparisons',
    source: 'DynamoDB Developer Guide, "Key condition expressions for the Query operation"',
    run: async (partition) => {
      await fill(partition, [{ sk: 'a#1' }, { sk: 'a#2' }, { sk: 'b#1' }]);
      return [
        await sorts(byRange(partition, 'begins_with(sk, :a)', { ':a': 'a#' })),
        await sorts(byRange(partition, 'sk BETWEEN :a AND :b', { ':a': 'a#2', ':b': 'b#1' })),
        await sorts(byRange(partition, 'sk > :a', { ':a': 'a#2' })),
        await sorts(byRange(partition, 'sk = :a', { ':a': 'a#2' })),
        await sorts(byRange(partition, '(sk <= :a)', { ':a': 'a#1' })),
      ];
    },
    aws: [['a#1', 'a#2'], ['a#2', 'b#1'], ['b#1'], ['a#2'], ['a#1']],
  },
  {
    name: 'names of key attributes may be placeholders, in any order',
    source: 'DynamoDB Developer Guide, "Expression attribute names (aliases)"',
    run: async (partition) => {
      await letters(partition);
      return sorts(
        query(partition, {
          KeyConditionExpression: '#sk >= :d AND #key = :pk',
          ExpressionAttributeNames: { '#sk': 'sk', '#key': 'pk' },
          ExpressionAttributeValues: { ':d': 'd' },
        }),
      );
    },
    aws: ['d', 'e'],
  },
  {
    name: 'invalid key conditions are rejected',
    source: 'DynamoDB Developer Guide, "Key condition expressions for the Query operation"',
    run: async (partition) => [
      await refusal(byRange(partition, 'n = :n', { ':n': 1 })),
      await refusal(byRange(partition, 'sk <> :n', { ':n': 'a' })),
      await refusal(byRange(partition, 'contains(sk, :n)', { ':n': 'a' })),
      await refusal(query(partition, { KeyConditionExpression: 'pk > :pk' })),
      await refusal(query(partition, { KeyConditionExpression: 'sk = :pk' })),
      await refusal(query(partition, { KeyConditionExpression: 'pk = :pk OR pk = :pk' })),
      await refusal(byRange(partition, 'sk > :a AND sk < :b', { ':a': 'a', ':b': 'b' })),
    ],
    aws: [INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID],
    differs: {
      ministack: {
        instead: '<>, contains and OR are accepted',
        answers: [INVALID, ACCEPTED, ACCEPTED, INVALID, INVALID, ACCEPTED, INVALID],
      },
    },
  },
  {
    name: 'a limit ends the page, and its last key starts the next one',
    source: PAGES,
    run: async (partition) => {
      await letters(partition);
      const { LastEvaluatedKey } = await query(partition, { Limit: 2 });
      return [
        await page(query(partition, { Limit: 2 })),
        await page(query(partition, { Limit: 2, ExclusiveStartKey: LastEvaluatedKey })),
        await page(query(partition, { ScanIndexForward: false, ExclusiveStartKey: LastEvaluatedKey })),
      ];
    },
    aws: [
      { found: ['a', 'b'], Count: 2, ScannedCount: 2, last: 'b' },
      { found: ['c', 'd'], Count: 2, ScannedCount: 2, last: 'd' },
      { found: ['a'], Count: 1, ScannedCount: 1, last: undefined },
    ],
  },
  {
    name: 'a limit that is just reached has a last key, followed by an empty page',
    source: `${PAGES}: a LastEvaluatedKey "doesn't necessarily mean that there is more data in the result set"`,
    run: async (partition) => {
      await letters(partition, 'ab');
      const ExclusiveStartKey = { pk: partition.pk, sk: 'b' };
      return [
        await page(query(partition, { Limit: 2 })),
        await page(query(partition, { Limit: 2, ExclusiveStartKey })),
      ];
    },
    aws: [
      { found: ['a', 'b'], Count: 2, ScannedCount: 2, last: 'b' },
      { found: [], Count: 0, ScannedCount: 0, last: undefined },
    ],
  },
  {
    name: 'a start key need not be an existing item',
    source:
      'DynamoDB API Reference, Query, ExclusiveStartKey: "the primary key of the first item that this operation will evaluate"',
    run: async (partition) => {
      await letters(partition, 'ace');
      return sorts(query(partition, { ExclusiveStartKey: { pk: partition.pk, sk: 'b' } }));
    },
    aws: ['c', 'e'],
  },
  {
    name: 'a limit of 0 is rejected',
    source: 'DynamoDB API Reference, Query, Limit: minimum value of 1',
    run: (partition) => refusal(query(partition, { Limit: 0 })),
    aws: INVALID,
  },
  {
    name: 'a filter is applied after the limit',
    source: 'DynamoDB Developer Guide, "Filter expressions for the Query operation"',
    run: async (partition) => {
      await letters(partition);
      const filter = { FilterExpression: 'n > :n', ExpressionAttributeValues: { ':n': 2 } };
      return [await page(query(partition, { Limit: 3, ...filter })), await page(query(partition, filter))];
    },
    aws: [
      { found: [], Count: 0, ScannedCount: 3, last: 'c' },
      { found: ['d', 'e'], Count: 2, ScannedCount: 5, last: undefined },
    ],
  },
  {
    name: 'a filter on a key attribute is rejected',
    source:
      'DynamoDB Developer Guide, "Filter expressions for the Query operation": "cannot contain partition key or sort key attributes"',
    run: (partition) =>
      refusal(query(partition, { FilterExpression: 'sk > :a', ExpressionAttributeValues: { ':a': 'a' } })),
    aws: INVALID,
    differs: {
      ministack: {
        instead: 'it is accepted',
        answers: ACCEPTED,
      },
    },
  },
  {
    name: 'a page has 1 MB of items at most, the filtered ones included',
    source: `${PAGES}: "up to 1 MB of data"; filters "after a query finishes"`,
    run: async (partition) => {
      await fill(
        partition,
        Array.from({ length: 5 }, (_, n) => ({ sk: `k${n}`, n, body: 'x'.repeat(300_000) })),
      );
      const filter = { FilterExpression: 'n = :n', ExpressionAttributeValues: { ':n': 1 } };
      return [await page(query(partition)), await page(query(partition, filter))];
    },
    aws: [
      { found: ['k0', 'k1', 'k2'], Count: 3, ScannedCount: 3, last: 'k2' },
      { found: ['k1'], Count: 1, ScannedCount: 3, last: 'k2' },
    ],
  },
  {
    name: 'a count has no items; a projection has what it names, inner fields as well',
    source: 'DynamoDB API Reference, Query, Select and ProjectionExpression',
    run: async (partition) => {
      await put(partition, { n: 1, doc: { p: 1, q: 2 }, rows_: ['x', 'y'] });
      const counted = await query(partition, { Select: 'COUNT' });
      const { Items } = await query(partition, {
        ProjectionExpression: 'sk, #n, doc.q, rows_[1]',
        ExpressionAttributeNames: { '#n': 'n' },
      });
      return [counted.Items, counted.Count, Items];
    },
    aws: [undefined, 1, [{ sk: 'a', n: 1, doc: { q: 2 }, rows_: ['y'] }]],
  },
  {
    name: 'unused names and values are rejected',
    source: 'DynamoDB API Reference, "Common errors": ValidationException',
    run: async (partition) => [
      await refusal(query(partition, { ExpressionAttributeValues: { ':x': 1 } })),
      await refusal(query(partition, { ExpressionAttributeNames: { '#x': 'x' } })),
    ],
    aws: [INVALID, INVALID],
  },
  {
    name: 'an index cannot be read consistently, and must exist',
    source: `${INDEXES}: "Queries on global secondary indexes support eventual consistency only"`,
    run: async (partition) => [
      await refusal(throughIndex(partition, { ConsistentRead: true })),
      await refusal(throughIndex(partition, { IndexName: 'gsi9' })),
    ],
    aws: [INVALID, INVALID],
  },
  {
    name: 'an index has only items with both parts of its key, and of them what is projected',
    source: `${INDEXES}; DynamoDB Developer Guide, "Take advantage of sparse indexes"`,
    run: async (partition) => {
      const { pk } = partition;
      await fill(partition, [
        { sk: 'a', gsi1pk: pk, gsi1sk: '2', summary: 's', body: 'b' },
        { sk: 'b', gsi1pk: pk, gsi1sk: '1' },
        { sk: 'c', gsi1pk: pk },
        { sk: 'd', gsi1sk: '1' },
      ]);
      const { Items } = await throughIndex(partition);
      return Items?.map(({ pk: _, gsi1pk: __, ...fields }) => fields);
    },
    aws: [
      { sk: 'b', gsi1sk: '1' },
      { sk: 'a', gsi1sk: '2', summary: 's' },
    ],
  },
  {
    name: 'the last key of an index is that of the index and that of the table',
    source: 'DynamoDB Developer Guide, "Paginating table query results in DynamoDB", global secondary indexes',
    run: async (partition) => {
      const { pk } = partition;
      await fill(partition, [
        { sk: 'a', gsi1pk: pk, gsi1sk: '1' },
        { sk: 'b', gsi1pk: pk, gsi1sk: '1' },
      ]);
      const first = await throughIndex(partition, { Limit: 1 });
      const next = await throughIndex(partition, { ExclusiveStartKey: first.LastEvaluatedKey });
      const found = [...(first.Items ?? []), ...(next.Items ?? [])].map(({ sk }) => sk);
      return [Object.keys(first.LastEvaluatedKey ?? {}).sort(), found.sort()];
    },
    aws: [
      ['gsi1pk', 'gsi1sk', 'pk', 'sk'],
      ['a', 'b'],
    ],
  },
  {
    name: 'a key of an index is a text that is not empty, or it is absent',
    source: `${INDEXES}: index key attributes must be of the type that is declared, and not empty`,
    run: async (partition) => [
      await refusal(put(partition, { gsi1pk: 1, gsi1sk: 'x' })),
      await refusal(put(partition, { gsi1pk: '', gsi1sk: 'x' })),
    ],
    aws: [INVALID, INVALID],
  },
  {
    name: 'an index, and an eventually consistent read, see a write after a delay',
    source: 'DynamoDB Developer Guide, "DynamoDB read consistency"',
    simulatedOnly: 'time passes',
    run: async (partition) => {
      partition.time.lag(2);
      await put(partition, { gsi1pk: partition.pk, gsi1sk: '1' });
      const looks = async () => [
        await sorts(query(partition, { ConsistentRead: false })),
        await sorts(query(partition)),
        await sorts(throughIndex(partition)),
      ];
      const before = await looks();
      await partition.time.pass(3);
      return [before, await looks()];
    },
    aws: [
      [[], ['a'], []],
      [['a'], ['a'], ['a']],
    ],
  },
];
