import { expect, test } from 'vitest';
import { allResources } from './support.ts';

type Statement = { readonly Effect: string; readonly Action: string | string[]; readonly Resource: unknown };

const [[id, secret] = ['', undefined]] = allResources('AWS::SecretsManager::Secret').filter(
  ([, { Properties }]) => Properties.Name === 'motcua/quang-tri/owner-key',
);
const logicalId = id.split('/')[1] ?? '?';

test('the owner key is made here, long and random, kept for ever and rotated by nothing', () => {
  expect(secret?.Properties.GenerateSecretString).toMatchObject({ PasswordLength: 64, GenerateStringKey: 'current' });
  expect(secret?.DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(allResources('AWS::SecretsManager::RotationSchedule')).toEqual([]);
});

test('no principal may replace its value, regardless of its own permissions', () => {
  const [[, policy] = ['', undefined]] = allResources('AWS::SecretsManager::ResourcePolicy');
  expect(JSON.stringify(policy?.Properties.SecretId)).toContain(logicalId);
  const { Statement: statements } = (policy as NonNullable<typeof policy>).Properties.ResourcePolicy as {
    Statement: (Statement & { Principal: unknown })[];
  };
  expect(statements).toMatchObject([{ Effect: 'Deny', Principal: { AWS: '*' } }]);
  const denied = [statements[0]?.Action ?? []].flat().toSorted();
  expect(denied).toEqual([
    'secretsmanager:DeleteSecret',
    'secretsmanager:PutSecretValue',
    'secretsmanager:RotateSecret',
    'secretsmanager:UpdateSecret',
    'secretsmanager:UpdateSecretVersionStage',
  ]);
});

test('it is read by the functions that tell owners apart or seal cursors, and by no other', () => {
  const readers = allResources('AWS::IAM::Policy').flatMap(([name, { Properties }]) => {
    const { Statement: statements } = Properties.PolicyDocument as { Statement: Statement[] };
    const reads = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(logicalId));
    for (const { Action } of reads) expect(Action, name).toBe('secretsmanager:GetSecretValue');
    return reads.length === 0 ? [] : [name.replace(/^\w+\/(\w+?)role.*$/, '$1')];
  });
  expect(readers.toSorted()).toEqual([
    'actions',
    'catalogue',
    'documents',
    'dossierreading',
    'intake',
    'lookup',
    'notifications',
    'office',
    'payments',
    'people',
    'search',
    'searchprojection',
    'session',
    'transitions',
    'webhookendpoints',
  ]);
});
