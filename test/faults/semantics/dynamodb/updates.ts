import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { type Partition, put, standing, type TableCase, update, updated } from './place.ts';

const GUIDE = 'DynamoDB Developer Guide, "Using update expressions in DynamoDB"';
const API = 'DynamoDB API Reference, UpdateItem';

const refused = (partition: Partition, UpdateExpression: string, ExpressionAttributeValues?: object) =>
  refusal(update(partition, { UpdateExpression, ExpressionAttributeValues: ExpressionAttributeValues as never }));

/** What an update answers with, asked for `ReturnValues`. */
async function returned(partition: Partition, ReturnValues: string, UpdateExpression: string): Promise<unknown> {
  await put(partition, { n: 1, t: 'x', doc: { a: 1, b: 2 } });
  const { Attributes } = await update(partition, {
    UpdateExpression,
    ExpressionAttributeValues: { ':v': 1 },
    ReturnValues: ReturnValues as never,
  });
  const { pk: _, ...fields } = Attributes ?? {};
  return fields;
}

export const updates: readonly TableCase[] = [
  {
    name: 'an update creates an absent item',
    source: `${API}: "adds a new item to the table if it does not already exist"`,
    run: async (partition) => {
      await update(partition, { UpdateExpression: 'REMOVE nothing' });
      return standing(partition);
    },
    aws: {},
  },
  {
    name: 'ADD counts from an absent value, and creates and extends sets',
    source: GUIDE,
    run: async (partition) => [
      await updated(partition, 'ADD n :two, marks :x', { ':two': 2, ':x': new Set(['x']) }),
      await updated(partition, 'ADD n :two, marks :x', { ':two': -5, ':x': new Set(['y', 'x']) }),
      await updated(partition, 'ADD numbers :n', { ':n': new Set([1, 2]) }),
      await updated(partition, 'ADD numbers :n', { ':n': new Set([2, 3]) }),
    ],
    aws: [
      { n: 2, marks: ['x'] },
      { n: -3, marks: ['x', 'y'] },
      { n: -3, marks: ['x', 'y'], numbers: [1, 2] },
      { n: -3, marks: ['x', 'y'], numbers: [1, 2, 3] },
    ],
  },
  {
    name: 'DELETE removes from a set, and an empty set is removed',
    source: GUIDE,
    run: async (partition) => {
      await put(partition, { marks: new Set(['x', 'y']), numbers: new Set([1, 2]) });
      return [
        await updated(partition, 'DELETE marks :x, numbers :n', { ':x': new Set(['x', 'z']), ':n': new Set([1]) }),
        await updated(partition, 'DELETE marks :x', { ':x': new Set(['y']) }),
      ];
    },
    aws: [{ marks: ['y'], numbers: [2] }, { numbers: [2] }],
  },
  {
    name: 'SET with if_not_exists and list_append',
    source: GUIDE,
    run: async (partition) => {
      const values = { ':n': 0, ':one': 1, ':list': ['x'], ':empty': [] };
      const expression =
        'SET n = if_not_exists(n, :n) + :one, rows_ = list_append(if_not_exists(rows_, :empty), :list)';
      return [await updated(partition, expression, values), await updated(partition, expression, values)];
    },
    aws: [
      { n: 1, rows_: ['x'] },
      { n: 2, rows_: ['x', 'x'] },
    ],
  },
  {
    name: 'all operands are read before anything is changed',
    source: `${GUIDE}: "DynamoDB first resolves all attribute references before applying the changes"`,
    run: async (partition) => {
      await put(partition, { x: 1, y: 2 });
      return updated(partition, 'SET x = y, y = x');
    },
    aws: { x: 2, y: 1 },
  },
  {
    name: 'nested fields and list positions are set and removed',
    source: GUIDE,
    run: async (partition) => {
      await put(partition, { doc: { a: 1, b: 2 }, rows_: ['p', 'q', 'r'] });
      return [
        await updated(partition, 'SET doc.a = :v, rows_[1] = :v REMOVE doc.b', { ':v': 9 }),
        await updated(partition, 'REMOVE rows_[0], rows_[1]'),
        await updated(partition, 'SET rows_[7] = :v', { ':v': 'end' }),
      ];
    },
    aws: [
      { doc: { a: 9 }, rows_: ['p', 9, 'r'] },
      { doc: { a: 9 }, rows_: ['r'] },
      { doc: { a: 9 }, rows_: ['r', 'end'] },
    ],
    differs: {
      ministack: {
        instead: 'positions of a second removal are those after the first',
        answers: [
          { doc: { a: 9 }, rows_: ['p', 9, 'r'] },
          { doc: { a: 9 }, rows_: [9] },
          { doc: { a: 9 }, rows_: [9, 'end'] },
        ],
      },
    },
  },
  {
    name: 'what does not fit the item is rejected: absent operands, other types, invalid paths',
    source: `${API}; messages in DynamoDB API Reference, TransactionCanceledException`,
    run: async (partition) => {
      await put(partition, { t: 'x', n: 1 });
      return [
        await refused(partition, 'SET m = absent + :one', { ':one': 1 }),
        await refused(partition, 'SET n = t + :one', { ':one': 1 }),
        await refused(partition, 'ADD t :one', { ':one': 1 }),
        await refused(partition, 'ADD n :x', { ':x': 'x' }),
        await refused(partition, 'SET absent.deep = :one', { ':one': 1 }),
        await refused(partition, 'SET t.deep = :one', { ':one': 1 }),
        await refused(partition, 'SET l = list_append(t, :one)', { ':one': [1] }),
        await refused(partition, 'DELETE n :one', { ':one': new Set([1]) }),
      ];
    },
    aws: [INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID, INVALID],
    differs: {
      ministack: {
        instead: 'a text counts as a number, and list_append accepts values that are no lists',
        answers: [INVALID, ACCEPTED, INVALID, INVALID, INVALID, INVALID, ACCEPTED, INVALID],
      },
      localstack: {
        instead: 'a path into a text is accepted',
        answers: [INVALID, INVALID, INVALID, INVALID, INVALID, ACCEPTED, INVALID, INVALID],
      },
    },
  },
  {
    name: 'a key attribute cannot be updated',
    source: `${API}: "you can't update any attribute that is part of the primary key"`,
    run: async (partition) => [
      await refused(partition, 'SET sk = :x', { ':x': 'b' }),
      await refused(partition, 'REMOVE pk'),
      await refused(partition, 'ADD sk :x', { ':x': 1 }),
    ],
    aws: [INVALID, INVALID, INVALID],
  },
  {
    name: 'reserved words, unused values and missing values are rejected',
    source: 'DynamoDB Developer Guide, "Reserved words in DynamoDB", "Expression attribute values"',
    run: async (partition) => [
      await refused(partition, 'SET status = :x', { ':x': 'x' }),
      await refused(partition, 'SET a = :x', { ':x': 'x', ':y': 'y' }),
      await refused(partition, 'SET a = :x'),
      await refused(partition, 'SET #a = :x', { ':x': 'x' }),
    ],
    aws: [INVALID, INVALID, INVALID, INVALID],
  },
  {
    name: 'overlapping paths, duplicate clauses and empty expressions are rejected',
    source: `${GUIDE}: each clause "only once"; "Two document paths overlap"`,
    run: async (partition) => [
      await refused(partition, 'SET a = :x, a = :x', { ':x': 'x' }),
      await refused(partition, 'SET doc = :x, doc.a = :x', { ':x': 'x' }),
      await refused(partition, 'SET a = :x SET b = :x', { ':x': 'x' }),
      await refused(partition, ''),
      await refused(partition, 'SET a = :x,', { ':x': 'x' }),
    ],
    aws: [INVALID, INVALID, INVALID, INVALID, INVALID],
    differs: {
      ministack: {
        instead: 'duplicate paths, duplicate clauses and a trailing comma are accepted',
        answers: [ACCEPTED, INVALID, ACCEPTED, INVALID, ACCEPTED],
      },
    },
  },
  {
    name: 'return values: the updated attributes or all, old or new',
    source: `${API}, ReturnValues`,
    run: async (partition) => [
      await returned(partition, 'UPDATED_NEW', 'SET n = :v'),
      await returned(partition, 'UPDATED_OLD', 'ADD n :v'),
      await returned(partition, 'UPDATED_NEW', 'SET doc.a = doc.a + :v'),
      await returned(partition, 'ALL_NEW', 'ADD n :v'),
      await returned(partition, 'ALL_OLD', 'ADD n :v'),
      await returned(partition, 'NONE', 'ADD n :v'),
    ],
    aws: [
      { n: 1 },
      { n: 1 },
      { doc: { a: 2 } },
      { sk: 'a', n: 2, t: 'x', doc: { a: 1, b: 2 } },
      { sk: 'a', n: 1, t: 'x', doc: { a: 1, b: 2 } },
      {},
    ],
    differs: {
      localstack: {
        instead: 'an attribute set to its old value is not among the updated ones',
        answers: [
          {},
          { n: 1 },
          { doc: { a: 2 } },
          { sk: 'a', n: 2, t: 'x', doc: { a: 1, b: 2 } },
          { sk: 'a', n: 1, t: 'x', doc: { a: 1, b: 2 } },
          {},
        ],
      },
    },
  },
];
