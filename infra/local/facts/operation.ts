import { DescribeSecretCommand, UpdateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { call } from '../call.ts';
import { at, type Clients, type Fact, lastPart, textAt } from './fact.ts';

const json = (text: string): unknown => JSON.parse(text || 'null');

const throttled = (settings: unknown, rate: string, burst: string) =>
  [at(settings, rate), at(settings, burst)].map(Number);

const logs = async ({ where }: Clients, operation: string, body: object): Promise<unknown> =>
  json(
    await call(where, 'logs', {
      body: JSON.stringify(body),
      target: `Logs_20140328.${operation}`,
      type: 'application/x-amz-json-1.1',
    }),
  );

const groupNamed = async (clients: Clients, logGroupNamePrefix: string): Promise<unknown> => {
  const groups = at(await logs(clients, 'DescribeLogGroups', { logGroupNamePrefix }), 'logGroups');
  return (Array.isArray(groups) ? groups : []).find((g: unknown) => at(g, 'logGroupName') === logGroupNamePrefix);
};

export const OPERATION_FACTS: readonly Fact[] = [
  {
    of: 'AWS::SecretsManager::Secret',
    property: 'KmsKeyId',
    expected: (p) => lastPart(p.KmsKeyId),
    actual: async ({ secrets }, SecretId) =>
      lastPart((await secrets.send(new DescribeSecretCommand({ SecretId }))).KmsKeyId),
    putBack: ({ secrets }, SecretId, p) =>
      secrets.send(new UpdateSecretCommand({ SecretId, KmsKeyId: textAt(p, 'KmsKeyId') })),
  },
  {
    of: 'AWS::Logs::LogGroup',
    property: 'RetentionInDays',
    expected: (p) => p.RetentionInDays,
    actual: async (clients, name) => at(await groupNamed(clients, name), 'retentionInDays'),
    putBack: (clients, logGroupName, { RetentionInDays: retentionInDays }) =>
      logs(clients, 'PutRetentionPolicy', { logGroupName, retentionInDays }),
  },
  {
    of: 'AWS::Logs::LogGroup',
    property: 'KmsKeyId',
    expected: (p) => lastPart(p.KmsKeyId),
    actual: async (clients, name) => lastPart(at(await groupNamed(clients, name), 'kmsKeyId')),
  },
  {
    of: 'AWS::KMS::Key',
    property: 'EnableKeyRotation',
    expected: (p) => p.EnableKeyRotation,
    actual: async ({ where }, KeyId) => {
      const target = 'TrentService.GetKeyRotationStatus';
      const type = 'application/x-amz-json-1.1';
      return at(
        json(await call(where, 'kms', { target, type, body: JSON.stringify({ KeyId }) })),
        'KeyRotationEnabled',
      );
    },
  },
  {
    of: 'AWS::ApiGateway::Stage',
    property: 'MethodSettings',
    expected: (p) => throttled(at(p, 'MethodSettings', 0), 'ThrottlingRateLimit', 'ThrottlingBurstLimit'),
    actual: async ({ where }, name, p) => {
      const path = `/restapis/${p.RestApiId}/stages/${name}`;
      const stage = json(await call(where, 'apigateway', { method: 'GET', path }));
      return throttled(at(stage, 'methodSettings', '*/*'), 'throttlingRateLimit', 'throttlingBurstLimit');
    },
    putBack: ({ where }, name, p) => {
      const replace = (limit: string, value: string) => ({ op: 'replace', path: `/*/*/throttling/${limit}`, value });
      const patchOperations = [
        replace('rateLimit', textAt(p, 'MethodSettings', 0, 'ThrottlingRateLimit')),
        replace('burstLimit', textAt(p, 'MethodSettings', 0, 'ThrottlingBurstLimit')),
      ];
      const path = `/restapis/${p.RestApiId}/stages/${name}`;
      return call(where, 'apigateway', { method: 'PATCH', path, body: JSON.stringify({ patchOperations }) });
    },
  },
];
