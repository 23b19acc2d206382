import { describe, expect, test } from 'vitest';
import { encrypted, missingRights } from './kit/encryption-rights.ts';
import { type Bodies, bodies, resources } from './kit/province-templates.ts';

/** Properties of one resource, to be changed. */
function propertiesOf(all: Bodies, id: string): Record<string, unknown> {
  const found = resources(all).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found.properties as Record<string, unknown>;
}
const idOf = (all: Bodies, type: string, name: RegExp): string => {
  const found = resources(all).find((one) => one.type === type && name.test(one.id));
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found.id;
};
const AN_ALARM_KEY = { 'Fn::GetAtt': ['PlantedKey', 'Arn'] };
/** A key in a stack that only the account's administrators may use. */
function plantKey(all: Bodies, stack: string): void {
  const planted = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } };
  Object.assign(all[stack]?.Resources ?? {}, { PlantedKey: planted });
}

test('every reader or writer of data encrypted with our key may use that key', () => {
  const kinds = new Set(
    [...encrypted(bodies()).keys()].map((id) => resources(bodies()).find((r) => r.id === id)?.type),
  );
  expect([...kinds].sort()).toEqual([
    'AWS::DynamoDB::Table',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SNS::Topic',
    'AWS::SecretsManager::Secret',
  ]);
  expect(missingRights(bodies())).toEqual([]);
});

describe('it is noticed when', () => {
  const roles = resources(bodies()).filter(
    ({ type, properties }) => type === 'AWS::IAM::Policy' && JSON.stringify(properties).includes('kms:'),
  );

  test.each(roles)('$id lacks any of its rights to a key, so each of them is needed', ({ id }) => {
    type Statement = { readonly Action: string | readonly string[] };
    const statementsOf = (all: Bodies) => propertiesOf(all, id).PolicyDocument as { Statement: Statement[] };
    const { Statement } = statementsOf(bodies());
    const uses = Statement.flatMap(({ Action }, at) => (JSON.stringify(Action).includes('kms:') ? [at] : []));
    expect(uses.length).toBeGreaterThan(0);
    for (const at of uses) {
      const all = bodies();
      statementsOf(all).Statement.splice(at, 1);
      const [role = ''] = id.split('DefaultPolicy');
      expect(missingRights(all).join('\n')).toContain(role);
    }
  });

  test('the stream of an encrypted table is read without its key', () => {
    const all = bodies();
    const policy = propertiesOf(all, idOf(all, 'AWS::IAM::Policy', /eventrelay/)).PolicyDocument as {
      Statement: { Action: unknown }[];
    };
    policy.Statement = policy.Statement.filter(({ Action }) => !JSON.stringify(Action).includes('kms:'));
    expect(missingRights(all)).toEqual([
      expect.stringMatching(/eventrelayrole.* lacks kms:Decrypt for dynamodb:GetRecords on stateful\/Table/),
      expect.stringMatching(/eventrelayrole.* lacks kms:Decrypt for dynamodb:\(event source\) on stateful\/Table/),
    ]);
  });

  test('CloudWatch may not encrypt what it tells the alarm topic', () => {
    const all = bodies();
    Object.assign(propertiesOf(all, idOf(all, 'AWS::KMS::Key', /operations/)), { KeyPolicy: { Statement: [] } });
    expect(missingRights(all).join('\n')).toMatch(/cloudwatch\.amazonaws\.com lacks kms:GenerateDataKey/);
  });

  test('a queue gets a key: the bus, every sender and the consumer need it', () => {
    const all = bodies();
    plantKey(all, 'integrations');
    const queue = idOf(all, 'AWS::SQS::Queue', /webhookdeliveryqueue/);
    Object.assign(propertiesOf(all, queue), { KmsMasterKeyId: AN_ALARM_KEY });
    const missing = missingRights(all).join('\n');
    expect(missing).toMatch(/events\.amazonaws\.com lacks kms:Decrypt/);
    expect(missing).toMatch(/webhookdeliveryrole.* lacks kms:GenerateDataKey for sqs:SendMessage/);
    expect(missing).toMatch(/webhookendpointsrole.* lacks kms:GenerateDataKey for sqs:SendMessage/);
    expect(missing).toMatch(/webhookdeliveryrole.* lacks kms:Decrypt for sqs:\(event source\)/);
  });

  test.each([
    ['AWS::Logs::LogGroup', /processing\/transitionslogs/, 'KmsKeyId', /logs\.amazonaws\.com lacks kms:Decrypt/],
    ['AWS::Events::EventBus', /stateful\/Bus/, 'KmsKeyIdentifier', /events\.amazonaws\.com lacks kms:Decrypt/],
  ])('%s gets a key that its service may not use', (type, name, property, said) => {
    const all = bodies();
    const id = idOf(all, type, name);
    plantKey(all, id.split('/')[0] ?? '');
    Object.assign(propertiesOf(all, id), { [property]: AN_ALARM_KEY });
    expect(missingRights(all).join('\n')).toMatch(said);
  });
});
