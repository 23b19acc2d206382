import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { API_FUNCTION_NAMES, FUNCTION_NAMES } from '../../infra/functions.ts';
import { allResources, quangTri, STACKS } from './support.ts';

const { templates } = quangTri();

describe('portability', () => {
  test('only resource types that every platform of ours has', () => {
    const types = new Set(allResources().map(([, { Type }]) => Type));
    expect(
      [...types].filter((type) => /^(Custom::|AWS::CloudFormation::|AWS::Scheduler|AWS::Pipes)/.test(type)),
    ).toEqual([]);
    expect(types).not.toContain('AWS::ApiGateway::Authorizer');
  });

  test('stack names follow from the province', () => {
    const { stage } = quangTri();
    expect(STACKS.map((name) => stage[name].stackName)).toEqual(STACKS.map((name) => `motcua-quang-tri-${name}`));
  });

  test('the emulator finds what it needs in the outputs', () => {
    for (const name of ['TableName', 'DocumentsBucket', 'BusName', 'SecretPrefix'])
      templates.stateful.hasOutput(name, {});
    for (const name of ['ApiUrl', 'ApiId']) templates.api.hasOutput(name, {});
  });
});

describe('the table', () => {
  test('is encrypted under our key, restorable, protected and streams new images', () => {
    templates.stateful.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  test('has the two indexes of the design, with the summary only', () => {
    const index = (name: string) =>
      Match.objectLike({
        IndexName: name,
        KeySchema: [
          { AttributeName: `${name}pk`, KeyType: 'HASH' },
          { AttributeName: `${name}sk`, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['summary'] },
      });
    templates.stateful.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [index('gsi1'), index('gsi2')],
    });
  });
});

describe('everything that holds state', () => {
  test.each(
    allResources().filter(([, { Type }]) => /DynamoDB::Table|S3::Bucket$|KMS::Key|Secret$|LogGroup/.test(Type)),
  )('%s outlives its stack', (id, resource) => {
    const kept = id.startsWith('operations/') ? 'Delete' : 'RetainExceptOnCreate';
    expect(resource.DeletionPolicy).toBe(kept);
  });

  test('keys rotate', () => {
    for (const [id, { Properties }] of allResources('AWS::KMS::Key'))
      expect(Properties.EnableKeyRotation, id).toBe(true);
  });

  test('log groups have a retention of at least a year', () => {
    const groups = allResources('AWS::Logs::LogGroup');
    // Beside those of functions: the requests', and what operators read.
    expect(groups).toHaveLength(FUNCTION_NAMES.length + 2);
    for (const [id, { Properties }] of groups) expect(Properties.RetentionInDays, id).toBeGreaterThanOrEqual(365);
  });
});

describe('functions', () => {
  test('each has its own role, its own log group and the current runtime', () => {
    const functions = allResources('AWS::Lambda::Function');
    expect(functions.map(([, { Properties }]) => Properties.FunctionName).sort()).toEqual(
      FUNCTION_NAMES.map((name) => `motcua-quang-tri-${name}`).sort(),
    );
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    for (const [id, { Properties }] of functions) {
      expect(Properties, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Handler: 'handler.handler',
        LoggingConfig: { LogGroup: {} },
      });
    }
  });

  test('API functions give up before API Gateway does', () => {
    for (const [id, { Properties }] of allResources('AWS::Lambda::Function')) {
      if (id.startsWith('api/')) expect(Properties.Timeout, id).toBeLessThan(29);
    }
    expect(allResources('AWS::Lambda::Function').filter(([id]) => id.startsWith('api/'))).toHaveLength(
      API_FUNCTION_NAMES.length,
    );
  });

  test('no environment variable holds a secret', () => {
    for (const [id, { Properties }] of allResources('AWS::Lambda::Function')) {
      expect(JSON.stringify(Properties.Environment), id).not.toMatch(/resolve:secretsmanager|password|clientSecret/i);
    }
  });
});

describe('the API', () => {
  test('throttles and logs, without bodies', () => {
    templates.api.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'api',
      AccessLogSetting: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
      MethodSettings: [
        Match.objectLike({
          ThrottlingRateLimit: 300,
          ThrottlingBurstLimit: 600,
          DataTraceEnabled: false,
          LoggingLevel: 'ERROR',
        }),
      ],
    });
    const [, stage] = allResources('AWS::ApiGateway::Stage')[0] ?? [];
    expect(JSON.stringify(stage)).not.toMatch(/querystring|\$context\.path|authorizer/i);
  });

  test('answers other origins only where the province names them', () => {
    const origins = JSON.stringify(templates.api.toJSON());
    expect(origins).toContain('https://motcua.quangtri.gov.vn');
    expect(origins).not.toContain('Access-Control-Allow-Origin":"\'*\'');
  });

  test('stands behind a firewall', () => {
    templates.api.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });
});
