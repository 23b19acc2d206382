import { describe, expect, test } from 'vitest';
import { PLACE } from '../declared.ts';
import { Policies } from '../policy/policies.ts';
import type { Statement } from '../policy/statement.ts';
import { dynamoAsks } from './dynamodb.ts';

describe('what a request asks for', () => {
  const asked = (operation: string, input: object) =>
    dynamoAsks(PLACE, operation, { TableName: 'T', ...input }).map(({ action, resource, context }) => [
      action,
      resource.split('table/')[1],
      context['dynamodb:LeadingKeys'],
    ]);
  test.each([
    ['GetItem', { Key: { pk: { S: 'CODE#1' } } }, [['dynamodb:GetItem', 'T', ['CODE#1']]]],
    ['PutItem', { Item: { pk: { S: 'FORM#1' } } }, [['dynamodb:PutItem', 'T', ['FORM#1']]]],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'T', Item: { pk: { S: 'A' } } } },
          { Delete: { TableName: 'T', Key: { pk: { S: 'B' } } } },
          { ConditionCheck: { TableName: 'T', Key: { pk: { S: 'C' } } } },
          { Put: { TableName: 'T', Item: { pk: { S: 'D' } } } },
        ],
      },
      [
        ['dynamodb:PutItem', 'T', ['A', 'D']],
        ['dynamodb:DeleteItem', 'T', ['B']],
        ['dynamodb:ConditionCheckItem', 'T', ['C']],
      ],
    ],
    [
      'Query',
      {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk AND begins_with(gsi1sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: 'INBOX#H50.1' }, ':prefix': { S: 'x' } },
      },
      [['dynamodb:Query', 'T/index/gsi1', ['INBOX#H50.1']]],
    ],
    ['Scan', {}, [['dynamodb:Scan', 'T', ['']]]],
  ])('%s %j', (operation, input, asks) => {
    expect(asked(operation, input)).toEqual(asks);
  });

  test('of one action is allowed by one statement, or not at all', () => {
    const [table, role] = ['arn:aws:dynamodb:ap-southeast-1:111122223333:table/T', 'r'];
    const on = (...partitions: string[]) => ({
      Effect: 'Allow',
      Action: 'dynamodb:PutItem',
      Resource: table,
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    });
    const both = (...statements: Statement[]) =>
      new Policies({
        account: '111122223333',
        ofRoles: new Map([[role, { holder: 'r', statements }]]),
        ofResources: new Map(),
      }).refusal(
        { role },
        { action: 'dynamodb:PutItem', resource: table, context: { 'dynamodb:LeadingKeys': ['A#1', 'B#1'] } },
      );
    expect([both(on('A#*', 'B#*')), both(on('A#*'), on('B#*'))]).toEqual([undefined, 'nothing allows it']);
  });
});
