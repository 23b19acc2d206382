import { describe, expect, it, test } from 'vitest';
import { type Context, conditionsOf } from './policy/conditions.ts';
import { like } from './policy/like.ts';
import { Policies } from './policy/policies.ts';
import type { Principal, Statement } from './policy/statement.ts';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const QUEUE = `arn:aws:sqs:ap-southeast-1:${ACCOUNT}:queue`;
const KEY = `arn:aws:kms:ap-southeast-1:${ACCOUNT}:key/k`;
// Put together, because as one text it looks like a forgotten template literal.
const VARIABLE = ['$', '{aws:PrincipalArn}'].join('');
const BUCKET = 'arn:aws:s3:::files';
const reader: Principal = { role: ROLE };

type Case = {
  readonly own?: readonly Statement[];
  readonly resource?: readonly [string, readonly Statement[]];
  readonly asking?: Principal;
  readonly asks: readonly [action: string, resource: string, context?: Context];
};

function isAllowed({ own = [], resource, asking = reader, asks: [action, on, context = {}] }: Case): boolean {
  const policies = new Policies({
    account: ACCOUNT,
    ofRoles: new Map([[ROLE, { holder: 'reader', statements: own }]]),
    ofResources: new Map(resource && [[resource[0], { holder: 'resource', statements: resource[1] }]]),
  });
  return policies.refusal(asking, { action, resource: on, context }) === undefined;
}

const allow = (Action: string | string[], Resource: string | string[], more: object = {}): Statement => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});
const deny = (Action: string, Resource: string, more: object = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});
const events = { Principal: { Service: 'events.amazonaws.com' } };
const everybody = { Principal: { AWS: '*' } };
const wholeAccount = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };

// Source: IAM User Guide, "Policy evaluation logic" and the pages on the elements of a policy; KMS Developer Guide, "Key policies".
describe('what is allowed', () => {
  test.each<[string, boolean, Case]>([
    ['nothing by itself', false, { asks: ['sqs:SendMessage', QUEUE] }],
    ['what a role says', true, { own: [allow('sqs:SendMessage', QUEUE)], asks: ['sqs:SendMessage', QUEUE] }],
    ['no other action', false, { own: [allow('sqs:SendMessage', QUEUE)], asks: ['sqs:DeleteMessage', QUEUE] }],
    ['no other resource', false, { own: [allow('sqs:SendMessage', QUEUE)], asks: ['sqs:SendMessage', `${QUEUE}2`] }],
    ['actions in any case', true, { own: [allow('SQS:sendmessage', QUEUE)], asks: ['sqs:SendMessage', QUEUE] }],
    ['by wildcards', true, { own: [allow('sqs:Send*', 'arn:aws:sqs:*:*:q?eue')], asks: ['sqs:SendMessage', QUEUE] }],
    [
      'nothing that is denied besides',
      false,
      {
        own: [allow('s3:*', '*'), deny('s3:PutObject', `${BUCKET}/*/forms/*`)],
        asks: ['s3:PutObject', `${BUCKET}/d/forms/f`],
      },
    ],
    [
      'what is denied elsewhere',
      true,
      {
        own: [allow('s3:*', '*'), deny('s3:PutObject', `${BUCKET}/*/forms/*`)],
        asks: ['s3:PutObject', `${BUCKET}/d/f`],
      },
    ],
    [
      'nothing that the resource denies',
      false,
      {
        own: [allow('s3:PutObject', `${BUCKET}/*`)],
        resource: [
          BUCKET,
          [deny('s3:PutObject', `${BUCKET}/*`, { ...everybody, Condition: { Null: { 's3:if-none-match': 'true' } } })],
        ],
        asks: ['s3:PutObject', `${BUCKET}/d/f`],
      },
    ],
    [
      'what the resource denies under conditions that are not met',
      true,
      {
        own: [allow('s3:PutObject', `${BUCKET}/*`)],
        resource: [
          BUCKET,
          [deny('s3:PutObject', `${BUCKET}/*`, { ...everybody, Condition: { Null: { 's3:if-none-match': 'true' } } })],
        ],
        asks: ['s3:PutObject', `${BUCKET}/d/f`, { 's3:if-none-match': '*' }],
      },
    ],
    [
      'what the resource allows the role by name, within an account',
      true,
      {
        resource: [QUEUE, [allow('sqs:SendMessage', QUEUE, { Principal: { AWS: ROLE } })]],
        asks: ['sqs:SendMessage', QUEUE],
      },
    ],
    [
      'nothing by a resource that leaves it to the account',
      false,
      { resource: [QUEUE, [allow('sqs:SendMessage', QUEUE, wholeAccount)]], asks: ['sqs:SendMessage', QUEUE] },
    ],
    [
      'a service what the resource says',
      true,
      {
        resource: [QUEUE, [allow('sqs:SendMessage', QUEUE, events)]],
        asking: { service: 'events.amazonaws.com' },
        asks: ['sqs:SendMessage', QUEUE],
      },
    ],
    [
      'a service nothing that another one is allowed',
      false,
      {
        resource: [QUEUE, [allow('sqs:SendMessage', QUEUE, events)]],
        asking: { service: 's3.amazonaws.com' },
        asks: ['sqs:SendMessage', QUEUE],
      },
    ],
    [
      'a role nothing that a service is allowed',
      false,
      { resource: [QUEUE, [allow('sqs:SendMessage', QUEUE, events)]], asks: ['sqs:SendMessage', QUEUE] },
    ],
    ['no key by the role alone', false, { own: [allow('kms:Decrypt', KEY)], asks: ['kms:Decrypt', KEY] }],
    [
      'no key by a key that leaves it to the account, alone',
      false,
      { resource: [KEY, [allow('kms:*', '*', wholeAccount)]], asks: ['kms:Decrypt', KEY] },
    ],
    [
      'a key by both together',
      true,
      {
        own: [allow('kms:Decrypt', KEY)],
        resource: [KEY, [allow('kms:*', '*', wholeAccount)]],
        asks: ['kms:Decrypt', KEY],
      },
    ],
    [
      'a key by the key that names the role',
      true,
      { resource: [KEY, [allow('kms:Decrypt', '*', { Principal: { AWS: [ROLE] } })]], asks: ['kms:Decrypt', KEY] },
    ],
  ])('%s: %s', (_, allowed, asked) => {
    expect(isAllowed(asked)).toBe(allowed);
  });
});

// Source: IAM User Guide, "Condition operators" and "Multivalued context keys".
describe('conditions', () => {
  const keys = 'dynamodb:LeadingKeys';
  const via = 'kms:ViaService';
  test.each<[object, Context, boolean]>([
    [{ StringEquals: { [via]: ['a', 'b'] } }, { [via]: 'b' }, true],
    [{ StringEquals: { [via]: 'a' } }, { [via]: 'A' }, false],
    [{ StringEquals: { [via]: 'a' } }, {}, false],
    [{ StringEqualsIfExists: { [via]: 'a' } }, {}, true],
    [{ StringNotEquals: { [via]: ['a', 'b'] } }, { [via]: 'b' }, false],
    [{ StringNotEquals: { [via]: 'a' } }, {}, true],
    [{ StringLike: { [via]: 's3.*' } }, { [via]: 's3.x' }, true],
    [{ StringNotLike: { [via]: 's3.*' } }, { [via]: 's3.x' }, false],
    [{ 'ForAllValues:StringLike': { [keys]: ['A#*', 'B'] } }, { [keys]: ['A#1', 'B'] }, true],
    [{ 'ForAllValues:StringLike': { [keys]: ['A#*'] } }, { [keys]: ['A#1', 'B'] }, false],
    [{ 'ForAllValues:StringLike': { [keys]: ['A#*'] } }, {}, true],
    [{ 'ForAnyValue:StringLike': { [keys]: ['A#*'] } }, { [keys]: ['A#1', 'B'] }, true],
    [{ 'ForAnyValue:StringLike': { [keys]: ['A#*'] } }, {}, false],
    [
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:1:rule/*' } },
      { 'aws:SourceArn': 'arn:aws:events:r:1:rule/x' },
      true,
    ],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:*:1:rule/x' } }, { 'aws:SourceArn': 'arn:aws:events:r:1:rule/x' }, false],
    [{ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::b' } }, { 'aws:SourceArn': 'arn:aws:s3:::b' }, true],
    [{ ArnNotEquals: { 'aws:SourceArn': 'arn:aws:s3:::b' } }, {}, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, false],
    [{ Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'false' }, true],
    [{ Null: { 's3:if-none-match': 'true' } }, {}, true],
    [{ Null: { 's3:if-none-match': 'false' } }, {}, false],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:TlsVersion': '1.1' }, true],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:TlsVersion': '1.3' }, false],
    [{ StringEquals: { [via]: 'a' }, Bool: { 'aws:SecureTransport': 'true' } }, { [via]: 'a' }, false],
  ])('%j of %j: %s', (conditions, context, holds) => {
    expect(conditionsOf(conditions as Parameters<typeof conditionsOf>[0])(context)).toBe(holds);
  });
});

describe('what cannot be judged is refused', () => {
  const rule = (statement: object) => () =>
    new Policies({
      account: ACCOUNT,
      ofRoles: new Map([[ROLE, { holder: 'reader', statements: [statement as Statement] }]]),
      ofResources: new Map(),
    });
  test.each([
    [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }, 'not understood'],
    [{ Effect: 'Allow', Action: 'sqs:*', NotResource: '*' }, 'not understood'],
    [{ Effect: 'Allow', Action: 'sqs:*', Resource: { Ref: 'Queue' } }, 'no text'],
    [allow('sqs:*', '*', { Principal: { Federated: 'x' } }), 'not understood'],
    [
      allow('sqs:*', '*', { Condition: { IpAddress: { 'aws:SourceAccount': '10.0.0.0/8' } } }),
      'a condition that is not understood',
    ],
    [allow('sqs:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/x': 'y' } } }), 'no request here says what'],
    [allow('sqs:*', '*', { Condition: { StringLike: { 'aws:SourceArn': VARIABLE } } }), 'policy variables'],
  ])('%j', (statement, said) => {
    expect(rule(statement)).toThrow(said);
  });

  it('so is one value of several', () => {
    const holds = conditionsOf({ StringLike: { 'dynamodb:LeadingKeys': 'A' } });
    expect(() => holds({ 'dynamodb:LeadingKeys': ['A'] })).toThrow('several values');
  });
});

describe('what was made use of', () => {
  const table = `arn:aws:dynamodb:ap-southeast-1:${ACCOUNT}:table/T`;
  it('is an action on a resource, and of listed keys each', () => {
    const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*', 'B#*'] } };
    const statements = [
      allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], [QUEUE, `${QUEUE}2`]),
      allow('dynamodb:GetItem', table, { Condition }),
    ];
    const policies = new Policies({
      account: ACCOUNT,
      ofRoles: new Map([[ROLE, { holder: 'reader', statements }]]),
      ofResources: new Map(),
    });
    const left = () =>
      policies.permissions
        .filter(({ used }) => !used)
        .map(({ action, resource, value }) => `${action} ${resource.split(':').at(-1)} ${value ?? ''}`.trim());
    expect(left()).toHaveLength(6);
    expect(policies.refusal(reader, { action: 'sqs:SendMessage', resource: QUEUE, context: {} })).toBeUndefined();
    expect(policies.refusal(reader, { action: 'sqs:DeleteMessage', resource: QUEUE, context: {} })).toBe(
      'nothing allows it',
    );
    const context = { 'dynamodb:LeadingKeys': ['A#1'] };
    expect(policies.refusal(reader, { action: 'dynamodb:GetItem', resource: table, context })).toBeUndefined();
    expect(left()).toEqual([
      'sqs:SendMessage queue2',
      'sqs:GetQueueUrl queue',
      'sqs:GetQueueUrl queue2',
      'dynamodb:GetItem table/T B#*',
    ]);
  });
});

test.each([
  ['*', 'anything', true],
  ['a*', 'abc', true],
  ['a*', 'ba', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*/forms/*', 'x/forms/y/z', true],
  ['a.c', 'abc', false],
  ['a', 'ab', false],
])('%s is like %s: %s', (pattern, text, fits) => {
  expect(like(pattern, text)).toBe(fits);
});
