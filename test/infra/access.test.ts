import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { loadProvince } from '../../infra/province/load.ts';
import { allResources, quangTri, type Resource, stageOf } from './support.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
};

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

function statements({ Properties }: Resource): readonly Statement[] {
  const inline = (Properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  const documents = [Properties.PolicyDocument, Properties.KeyPolicy, ...inline.map((policy) => policy.PolicyDocument)];
  return (documents as ({ Statement?: Statement[] } | undefined)[]).flatMap((document) => document?.Statement ?? []);
}

/** Wildcards that are right, by stack and role, with the reason that cdk-nag was given too. */
const WILDCARDS: Readonly<Record<string, RegExp>> = {
  'processing/eventrelayrole': /^"\*"$/, // dynamodb:ListStreams knows no resource
  'api/documentsrole': /documents-arn.*\/\*/, // files of one bucket
  'processing/documentverificationrole': /documents-arn.*\/\*/,
  'processing/draftremovalrole': /documents-arn.*\/\*/,
  'integrations/inboundfilesrole': /documents-arn.*\/\*/,
  'integrations/formsrole': /documents-arn.*\/\*\/forms\/\*/,
  'api/webhookendpointsrole': /webhooks\/\*/, // secrets created at run time below one prefix
  'integrations/webhookdeliveryrole': /webhooks\/\*/,
};

describe('least privilege', () => {
  const policies = allResources().filter(([, { Type }]) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::Role');

  test.each(policies)('%s names its actions', (id, resource) => {
    for (const { Effect, Action } of statements(resource)) {
      if (Effect === 'Allow')
        expect(
          list(Action).filter((action) => action.includes('*')),
          id,
        ).toEqual([]);
    }
  });

  test.each(policies)('%s names its resources', (id, resource) => {
    for (const { Effect, Resource: resources } of statements(resource)) {
      if (Effect !== 'Allow' || resources === undefined) continue;
      const wild = list(resources)
        .map((r) => JSON.stringify(r))
        .filter((r) => r.includes('*'));
      const allowed = Object.entries(WILDCARDS).find(([prefix]) => id.startsWith(prefix))?.[1];
      expect(
        wild.filter((r) => !allowed?.test(r)),
        id,
      ).toEqual([]);
    }
  });

  test('every exception above is still needed', () => {
    const found = policies.flatMap(([id, resource]) =>
      statements(resource).flatMap(({ Resource: r }) => list(r).map((one) => [id, JSON.stringify(one) ?? ''] as const)),
    );
    for (const [prefix, pattern] of Object.entries(WILDCARDS)) {
      expect(
        found.some(([id, text]) => id.startsWith(prefix) && pattern.test(text)),
        prefix,
      ).toBe(true);
    }
  });

  test('the province key is used only through the service whose data it protects', () => {
    const uses = policies.flatMap(([id, resource]) =>
      statements(resource)
        .filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:')))
        .map((statement) => [id, statement] as const),
    );
    expect(uses.length).toBeGreaterThan(10);
    for (const [id, { Condition }] of uses) expect(JSON.stringify(Condition), id).toContain('kms:ViaService');
  });

  test('only AWS itself is a principal of another, and never everybody', () => {
    for (const [id, resource] of allResources()) {
      for (const { Effect, Principal } of statements(resource)) {
        if (Effect === 'Allow') expect(JSON.stringify(Principal) ?? '', id).not.toMatch(/"\*"/);
      }
    }
  });

  test.each(['openapi', 'figures', 'deadlines', 'figures-projection', 'inbound-files'])(
    '%s reads no secret',
    (name) => {
      const own = policies.filter(([id]) => id.includes(`/${name.replaceAll('-', '')}role`));
      expect(own.length).toBeGreaterThan(0);
      expect(JSON.stringify(own)).not.toContain('secretsmanager:');
    },
  );
});

describe('in transit', () => {
  test.each(allResources('AWS::S3::Bucket'))('%s is private and refuses plain HTTP', (id, { Properties }) => {
    expect(Properties.PublicAccessBlockConfiguration, id).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } });
    const policies = allResources('AWS::S3::BucketPolicy').filter(([, p]) =>
      JSON.stringify(p.Properties.Bucket).includes(id.split('/')[1] ?? '?'),
    );
    expect(JSON.stringify(policies)).toMatch(/"aws:SecureTransport":"false"/);
  });

  test.each(allResources('AWS::SQS::Queue'))('%s refuses plain HTTP', (id) => {
    const logicalId = id.split('/')[1] ?? '?';
    const policies = allResources('AWS::SQS::QueuePolicy').filter(([, p]) =>
      JSON.stringify(p.Properties.Queues).includes(logicalId),
    );
    expect(JSON.stringify(policies)).toMatch(/"aws:SecureTransport":"false"/);
  });

  test.each(allResources('AWS::SNS::Topic'))('%s refuses plain HTTP', () => {
    expect(JSON.stringify(allResources('AWS::SNS::TopicPolicy'))).toMatch(/"aws:SecureTransport":"false"/);
  });
});

describe('at rest', () => {
  test.each(allResources('AWS::S3::Bucket'))('%s', (_, { Properties }) => {
    expect(JSON.stringify(Properties.BucketEncryption)).toMatch(/aws:kms|AES256/);
  });
  test.each(allResources('AWS::SQS::Queue'))('%s', (_, { Properties }) =>
    expect(Properties.SqsManagedSseEnabled).toBe(true),
  );
  test.each(allResources('AWS::SNS::Topic'))('%s', (_, { Properties }) =>
    expect(Properties.KmsMasterKeyId).toBeDefined(),
  );
  test.each(allResources('AWS::SecretsManager::Secret'))('%s', (_, { Properties }) =>
    expect(Properties.KmsKeyId).toBeDefined(),
  );
});

test('mail goes out from the address of the province and the identity of its domain, and nothing else may send', () => {
  const sending = allResources('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement.filter(({ Action }) =>
      JSON.stringify(Action).includes('ses:'),
    ),
  );
  expect(sending).toHaveLength(1);
  expect(sending[0]).toMatchObject({
    Action: 'ses:SendEmail',
    Condition: { StringEquals: { 'ses:FromAddress': 'motcua@quangtri.gov.vn' } },
  });
  expect(JSON.stringify(sending[0]?.Resource)).toMatch(/:identity\/quangtri\.gov\.vn"/);
  quangTri().templates.stateful.hasResource('AWS::SES::EmailIdentity', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { EmailIdentity: 'quangtri.gov.vn' },
  });
});

test('a province without partners proves no domain', () => {
  Template.fromStack(stageOf(loadProvince('ca-mau')).stateful).resourceCountIs('AWS::SES::EmailIdentity', 0);
});
