import { DescribeSecretCommand, UpdateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { call } from '../call.ts';
import { at, type Fact, lastPart, textAt } from './fact.ts';

const json = (text: string): unknown => JSON.parse(text || 'null');

export const COMPUTE_FACTS: readonly Fact[] = [
  {
    of: 'AWS::Lambda::Function',
    property: 'ReservedConcurrentExecutions',
    expected: (p) => p.ReservedConcurrentExecutions,
    actual: async ({ where }, name) =>
      at(
        json(await call(where, 'lambda', { method: 'GET', path: `/2019-09-30/functions/${name}/concurrency` })),
        'ReservedConcurrentExecutions',
      ),
    putBack: ({ where }, name, p) =>
      call(where, 'lambda', {
        method: 'PUT',
        path: `/2017-10-31/functions/${name}/concurrency`,
        body: JSON.stringify({ ReservedConcurrentExecutions: p.ReservedConcurrentExecutions }),
      }),
  },
  {
    of: 'AWS::Lambda::EventSourceMapping',
    property: 'FunctionResponseTypes',
    expected: (p) => p.FunctionResponseTypes,
    actual: async ({ where }, id) =>
      at(
        json(await call(where, 'lambda', { method: 'GET', path: `/2015-03-31/event-source-mappings/${id}` })),
        'FunctionResponseTypes',
      ),
  },
  {
    of: 'AWS::Lambda::EventSourceMapping',
    property: 'MaximumRecordAgeInSeconds',
    expected: (p) => p.MaximumRecordAgeInSeconds,
    actual: async ({ where }, id) =>
      at(
        json(await call(where, 'lambda', { method: 'GET', path: `/2015-03-31/event-source-mappings/${id}` })),
        'MaximumRecordAgeInSeconds',
      ),
  },
  {
    of: 'AWS::Lambda::EventSourceMapping',
    property: 'FilterCriteria',
    expected: (p) => p.FilterCriteria,
    actual: async ({ where }, id) =>
      at(
        json(await call(where, 'lambda', { method: 'GET', path: `/2015-03-31/event-source-mappings/${id}` })),
        'FilterCriteria',
      ),
  },
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
    actual: async ({ where }, logGroupNamePrefix) => {
      const groups = at(
        json(
          await call(where, 'logs', {
            body: JSON.stringify({ logGroupNamePrefix }),
            target: 'Logs_20140328.DescribeLogGroups',
            type: 'application/x-amz-json-1.1',
          }),
        ),
        'logGroups',
      );
      const group = (Array.isArray(groups) ? groups : []).find(
        (g: unknown) => at(g, 'logGroupName') === logGroupNamePrefix,
      );
      return at(group, 'retentionInDays');
    },
  },
];
