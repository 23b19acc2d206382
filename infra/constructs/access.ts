import { Aws, type Stack } from 'aws-cdk-lib';
import { Effect, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { FORMS } from '../../shared/documents/object-key.ts';
import { HEARTBEAT } from '../../shared/store/keys.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import type { Capability } from './capability.ts';
import { INDEXES } from './dossier-table.ts';
import { domainOf } from './mail-identity.ts';
import type { PartnerSecret } from './partner-secrets.ts';
import type { ProvinceStack } from './province-stack.ts';

/** What the functions of a province may use of its stateful stack: each a {@link Capability}, none wider than said. */
export const access = {
  /** Items of the table and its indexes, by key; no scan. */
  table: ({ table, key, province }: StatefulStack): Capability => ({
    environment: {
      TABLE_NAME: table.tableName,
      DOSSIER_CODE_PATTERN: JSON.stringify(province.dossierCode),
      ...(province.quotas && { QUOTAS: JSON.stringify(province.quotas) }),
    },
    statements: [
      {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
          (action) => `dynamodb:${action}`,
        ),
        resources: [table.tableArn, ...INDEXES.map((index) => `${table.tableArn}/index/${index}`)],
      },
      through('dynamodb', key.keyArn),
    ],
  }),

  /** Reading what lies in a partition of the table, and nothing else: for the poller of timers. */
  timers: ({ table, key }: StatefulStack): Capability => ({
    environment: { TABLE_NAME: table.tableName },
    statements: [{ actions: ['dynamodb:Query'], resources: [table.tableArn] }, through('dynamodb', key.keyArn)],
  }),

  /** Writing the row by which the reader of the stream shows that it reads, and no other. */
  heartbeat: ({ table, key }: StatefulStack): Capability => ({
    statements: [
      {
        actions: ['dynamodb:PutItem'],
        resources: [table.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [HEARTBEAT] } },
      },
      through('dynamodb', key.keyArn),
    ],
  }),

  /** Reading items of the table by key, and nothing else: for answers made from sums. */
  readTable: ({ table, key }: StatefulStack): Capability => ({
    environment: { TABLE_NAME: table.tableName },
    statements: [
      { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [table.tableArn] },
      through('dynamodb', key.keyArn),
    ],
  }),

  /** Tickets for upload and download: a presigned request carries the function's own right. */
  documentTickets: (stateful: StatefulStack): Capability =>
    exceptForms(stateful, documents(stateful, ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion']), 's3:PutObject'),

  /** Putting a fetched file where an applicant's upload would go; reading none. */
  documentUpload: (stateful: StatefulStack): Capability =>
    exceptForms(stateful, documents(stateful, ['s3:PutObject']), 's3:PutObject'),

  /** Laying forms in their own folder of each dossier, and looking whether one lies there. */
  forms: (stateful: StatefulStack) => documents(stateful, ['s3:PutObject', 's3:GetObject'], `/${FORMS}/*`),

  /** What verification does with an uploaded file. */
  documentVerdicts: (stateful: StatefulStack): Capability => {
    const actions = ['GetObject', 'GetObjectVersion', 'DeleteObject', 'DeleteObjectVersion'].map((a) => `s3:${a}`);
    const files = exceptForms(stateful, documents(stateful, actions), ...actions);
    // Without it S3 says "forbidden" of a file that is gone, which cannot be told from a defect.
    const listing = { actions: ['s3:ListBucket'], resources: [stateful.documents.bucketArn] };
    return { ...files, statements: [...(files.statements ?? []), listing] };
  },

  bus: ({ bus }: StatefulStack): Capability => ({
    environment: { EVENT_BUS_NAME: bus.eventBusName },
    statements: [{ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }],
  }),

  secrets: ({ secrets, key }: StatefulStack, ...partners: readonly PartnerSecret[]): Capability => ({
    environment: { SECRET_PREFIX: secrets.prefix },
    statements: [
      {
        actions: ['secretsmanager:GetSecretValue'],
        resources: partners.map((partner) => secrets.byPartner[partner].secretArn),
      },
      through('secretsmanager', key.keyArn),
    ],
  }),

  /** Telling owners apart, and sealing what addresses hold. */
  ownerKey: ({ ownerKey, secrets, key }: StatefulStack): Capability => ({
    environment: { SECRET_PREFIX: secrets.prefix },
    statements: [
      { actions: ['secretsmanager:GetSecretValue'], resources: [ownerKey.secretArn] },
      through('secretsmanager', key.keyArn),
    ],
  }),

  /** Signing secrets of agencies' endpoints: their names are known only when an agency registers one. */
  webhookSecrets: (
    stack: ProvinceStack,
    { secrets }: StatefulStack,
    ...actions: readonly SecretAction[]
  ): Capability => {
    const arn = `arn:${Aws.PARTITION}:secretsmanager:${stack.region}:${stack.account}:secret:${secrets.prefix}/webhooks/*`;
    return {
      environment: { SECRET_PREFIX: secrets.prefix },
      statements: [{ actions: actions.map((action) => `secretsmanager:${action}`), resources: [arn] }],
      acknowledgements: [
        wildcardResource(
          stack,
          arn,
          'One secret per webhook endpoint, created at run time below this prefix and nowhere else.',
        ),
      ],
    };
  },

  /** Mail from the province's own address and its domain's identity, and from no other. */
  email: (stack: ProvinceStack): Capability => {
    const { mailFrom } = stack.province.partners;
    const { perSecond, senders } = stack.size.mail;
    return {
      environment: { MAIL_FROM: mailFrom, MAIL_EVERY_MS: String((senders * 1000) / perSecond) },
      statements: [
        {
          actions: ['ses:SendEmail'],
          resources: [stack.formatArn({ service: 'ses', resource: 'identity', resourceName: domainOf(mailFrom) })],
          conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
        },
      ],
    };
  },
};

type SecretAction = 'CreateSecret' | 'PutSecretValue' | 'GetSecretValue' | 'DeleteSecret';

function documents(
  { documents: bucket, documentObjectsArn, key }: StatefulStack,
  actions: string[],
  below = '',
): Capability {
  const objects = `${documentObjectsArn}${below}`;
  return {
    environment: { DOCUMENTS_BUCKET: bucket.bucketName },
    statements: [{ actions, resources: [objects] }, through('s3', key.keyArn)],
    acknowledgements: [
      wildcardResource(
        bucket.stack,
        objects,
        'A file lies under the identifier of its dossier, so every key of this one bucket must be reachable.',
      ),
    ],
  };
}

/** Takes forms out of a right in files: they lie in folders of their dossiers, which an allowed resource cannot leave out. */
const exceptForms = (
  { documentObjectsArn }: StatefulStack,
  { statements = [], ...capability }: Capability,
  ...actions: readonly string[]
): Capability => ({
  ...capability,
  statements: [
    ...statements,
    { effect: Effect.DENY, actions: [...actions], resources: [`${documentObjectsArn}/${FORMS}/*`] },
  ],
});

/** Use of the province's key, only by way of the service whose data it protects. */
const through = (service: string, keyArn: string): PolicyStatementProps => ({
  actions: [
    'kms:Encrypt',
    'kms:Decrypt',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
    'kms:GenerateDataKey',
    'kms:DescribeKey',
  ],
  resources: [keyArn],
  conditions: viaService(service),
});

/** Reading with the province's key what a service keeps under it: for whoever only reads. */
export const decrypts = (service: string, keyArn: string): PolicyStatementProps => ({
  actions: ['kms:Decrypt'],
  resources: [keyArn],
  conditions: viaService(service),
});

const viaService = (service: string) => ({
  StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}` },
});

const wildcardResource = (stack: Stack, arn: string, reason: string) => ({
  id: `AwsSolutions-IAM5[Resource::${flattenCfnReference(stack.resolve(arn))}]`,
  reason,
});
