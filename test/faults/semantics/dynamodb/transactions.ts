import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { ACCEPTED, INVALID, refusal } from '../case.ts';
import { keyOf, type Partition, put, standing, type TableCase } from './place.ts';

type Items = NonNullable<TransactWriteCommandInput['TransactItems']>;

const transact = ({ documents }: Partition, TransactItems: Items, ClientRequestToken?: string) =>
  documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));

const putting = (partition: Partition, sk: string, more: object = {}): Items[number] => ({
  Put: { TableName: partition.TableName, Item: { ...keyOf(partition, sk) }, ...more },
});
const adding = (partition: Partition, sk: string): Items[number] => ({
  Update: {
    TableName: partition.TableName,
    Key: keyOf(partition, sk),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': 1 },
  },
});
const setting = (partition: Partition, sk: string, UpdateExpression: string, value: unknown): Items[number] => ({
  Update: {
    TableName: partition.TableName,
    Key: keyOf(partition, sk),
    UpdateExpression,
    ExpressionAttributeValues: { ':value': value },
  },
});
const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };
const ALL_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
const checking = (partition: Partition, sk: string): Items[number] => ({
  ConditionCheck: {
    TableName: partition.TableName,
    Key: keyOf(partition, sk),
    ConditionExpression: 'attribute_exists(pk)',
  },
});

const API = 'DynamoDB API Reference, TransactWriteItems';
const CANCELLED = 'TransactionCanceledException';

export const transactions: readonly TableCase[] = [
  {
    name: 'reasons are in the order of the operations, with the item where it was requested',
    source: 'DynamoDB API Reference, TransactionCanceledException, cancellation reasons',
    run: async (partition) => {
      await put(partition, { n: 1 });
      return refusal(
        transact(partition, [
          putting(partition, 'new'),
          putting(partition, 'a', { ...ABSENT, ...ALL_OLD }),
          checking(partition, 'nowhere'),
        ]),
      );
    },
    aws: {
      refused: CANCELLED,
      reasons: ['None', ['ConditionalCheckFailed', { sk: 'a', n: 1 }], 'ConditionalCheckFailed'],
    },
  },
  {
    name: 'a cancelled transaction writes nothing',
    source: `${API}: "all of them succeed, or all of them fail"`,
    run: async (partition) => {
      await refusal(transact(partition, [putting(partition, 'a'), checking(partition, 'nowhere')]));
      return standing(partition);
    },
    aws: undefined,
  },
  {
    name: 'a condition check leaves its item unchanged, and all other operations are done',
    source: API,
    run: async (partition) => {
      await put(partition, { n: 1 });
      await transact(partition, [checking(partition, 'a'), adding(partition, 'b')]);
      return [await standing(partition), await standing(partition, 'b')];
    },
    aws: [{ n: 1 }, { n: 1 }],
  },
  {
    name: 'two operations on one item are rejected as invalid, not as a cancellation',
    source: `${API}, errors: ValidationException; AWS re:Post, "Why is my TransactWriteItems API call failing"`,
    run: (partition) => refusal(transact(partition, [putting(partition, 'a'), checking(partition, 'a')])),
    aws: INVALID,
  },
  {
    name: '1 to 100 operations are accepted',
    source: `${API}, TransactItems: between 1 and 100`,
    run: async (partition) => {
      const many = Array.from({ length: 101 }, (_, index) => putting(partition, `m${index}`));
      return [
        await refusal(transact(partition, many.slice(0, 100))),
        await refusal(transact(partition, many)),
        await refusal(transact(partition, [])),
      ];
    },
    aws: [ACCEPTED, INVALID, INVALID],
  },
  {
    name: 'a repeated token with the same request does nothing a second time',
    source: `${API}, ClientRequestToken`,
    run: async (partition) => {
      const token = crypto.randomUUID();
      await transact(partition, [adding(partition, 'a')], token);
      await transact(partition, [adding(partition, 'a')], token);
      return standing(partition);
    },
    aws: { n: 1 },
  },
  {
    name: 'a repeated token with another request is rejected',
    source: `${API}, IdempotentParameterMismatchException`,
    run: async (partition) => {
      const token = crypto.randomUUID();
      await transact(partition, [adding(partition, 'a')], token);
      return refusal(transact(partition, [adding(partition, 'b')], token));
    },
    aws: { refused: 'IdempotentParameterMismatchException' },
  },
  {
    name: 'a token is valid for ten minutes',
    source: `${API}, ClientRequestToken: "valid for 10 minutes after the first request that uses it is completed"`,
    simulatedOnly: 'ten minutes pass',
    run: async (partition) => {
      const token = crypto.randomUUID();
      await transact(partition, [adding(partition, 'a')], token);
      await partition.time.pass(601);
      await transact(partition, [adding(partition, 'a')], token);
      return standing(partition);
    },
    aws: { n: 2 },
  },
  {
    name: 'more than 4 MB of items together are rejected',
    source: `${API}: "The aggregate size of the items in the transaction cannot exceed 4 MB"`,
    run: async (partition) => {
      const big = (sk: string) => ({
        Put: { TableName: partition.TableName, Item: { ...keyOf(partition, sk), body: 'x'.repeat(380_000) } },
      });
      const items = Array.from({ length: 12 }, (_, index) => big(`b${index}`));
      // Which of its errors it is, the page does not say.
      const tooMuch = (await refusal(transact(partition, items))) !== ACCEPTED;
      return [tooMuch, await standing(partition, 'b0'), await refusal(transact(partition, items.slice(0, 10)))];
    },
    aws: [true, undefined, ACCEPTED],
  },
  {
    name: 'an item that grows over 400 KB cancels the transaction, with its reason at its position',
    source:
      'DynamoDB API Reference, TransactionCanceledException: "Item size to update has exceeded the maximum allowed size"',
    run: async (partition) => {
      await put(partition, { body: 'x'.repeat(300_000) });
      const grown = setting(partition, 'a', 'SET more = :value', 'x'.repeat(200_000));
      return refusal(transact(partition, [putting(partition, 'b'), grown]));
    },
    aws: { refused: CANCELLED, reasons: ['None', 'ValidationError'] },
  },
  {
    name: 'an update that does not fit the item cancels the transaction, with its reason at its position',
    source:
      'DynamoDB API Reference, TransactionCanceledException: "An operand in the update expression has an incorrect data type"',
    run: async (partition) => {
      await put(partition, { body: 'x' });
      return refusal(transact(partition, [setting(partition, 'a', 'ADD body :value', 1), putting(partition, 'b')]));
    },
    aws: { refused: CANCELLED, reasons: ['ValidationError', 'None'] },
  },
  {
    name: 'of two concurrent transactions one is cancelled, with the conflict at its position; a single write is rejected',
    source: 'DynamoDB Developer Guide, "Transaction conflict handling in DynamoDB"',
    simulatedOnly: 'two callers meet',
    run: async (partition) => {
      const first = transact(partition, [putting(partition, 'a'), putting(partition, 'b')]);
      const [second, single] = await Promise.all([
        refusal(transact(partition, [putting(partition, 'c'), putting(partition, 'b')])),
        refusal(put(partition)),
      ]);
      await first;
      return [second, single, await standing(partition, 'c')];
    },
    aws: [
      { refused: CANCELLED, reasons: ['None', 'TransactionConflict'] },
      { refused: 'TransactionConflictException' },
      undefined,
    ],
  },
];
