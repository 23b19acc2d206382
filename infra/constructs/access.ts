import { Aws } from 'aws-cdk-lib';
import { Effect, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { channelNeeds } from '../../functions/notifications/channels/registry.ts';
import { FORMS_PREFIX } from '../../shared/documents/object-key.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import { INDEX_ROWS, ROWS, type RowKind, type TableAction, type TableRights } from '../table-rights.ts';
import type { Grant } from './grant.ts';
import type { PartnerSecret } from './partner-secrets.ts';
import type { ProvinceStack } from './province-stack.ts';
import { wildcardResource } from './wildcard-resource.ts';

/** What the functions of a province may use of its stateful stack: each a {@link Grant} of least privilege. */
export const access = {
  /** The rows of the table that a function uses, by action; no scan. */
  table: ({ table, key, province }: StatefulStack, rows: TableRights): Grant => ({
    environment: {
      TABLE_NAME: table.tableName,
      DOSSIER_CODE_PATTERN: JSON.stringify(province.dossierCode),
      ...(province.quotas && { QUOTAS: JSON.stringify(province.quotas) }),
    },
    statements: [...rowStatements(table.tableArn, rows), through('dynamodb', key.keyArn, 'Decrypt')],
  }),

  /** Tickets for upload and download: a presigned request carries the function's own permission. */
  documentTickets: (stateful: StatefulStack): Grant =>
    exceptForms(stateful, documents(stateful, ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion']), 's3:PutObject'),

  /** Storing a fetched file under the key of an applicant's upload; no reading. */
  documentUpload: (stateful: StatefulStack): Grant =>
    exceptForms(stateful, documents(stateful, ['s3:PutObject']), 's3:PutObject'),

  /** Writing forms to the forms folder of each dossier, and checking whether one exists. */
  forms: (stateful: StatefulStack) => documents(stateful, ['s3:PutObject', 's3:GetObject'], `/${FORMS_PREFIX}/*`),

  /** What verification does with an uploaded file. */
  documentVerdicts: (stateful: StatefulStack): Grant => {
    const actions = ['GetObject', 'GetObjectVersion', 'DeleteObject', 'DeleteObjectVersion'].map((a) => `s3:${a}`);
    const files = exceptForms(stateful, documents(stateful, actions), ...actions);
    // Without it S3 answers 403 for a missing file, which looks like a permission defect.
    const listing = { actions: ['s3:ListBucket'], resources: [stateful.documents.bucketArn] };
    return { ...files, statements: [...(files.statements ?? []), listing] };
  },

  /** Deleting uploaded files for good; no reading. */
  documentRemoval: (stateful: StatefulStack): Grant => {
    const actions = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
    return exceptForms(stateful, documents(stateful, actions), ...actions);
  },

  /** Reading the scan result of an uploaded file, and requesting another scan. */
  malwareScan: (stateful: StatefulStack): Grant => {
    if (!stateful.province.malwareScan) return { environment: { MALWARE_SCAN: 'off' } };
    const actions = ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'];
    const tags = exceptForms(stateful, documents(stateful, actions), ...actions);
    // The action has no resource types (Service Authorization Reference); GuardDuty scans only what its plan protects.
    const again = { actions: ['guardduty:SendObjectMalwareScan'], resources: ['*'] };
    return {
      ...tags,
      environment: { ...tags.environment, MALWARE_SCAN: 'on' },
      statements: [...(tags.statements ?? []), again],
      acknowledgements: [
        ...(tags.acknowledgements ?? []),
        { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'The action supports no resource types.' },
      ],
    };
  },

  bus: ({ bus }: StatefulStack): Grant => ({
    environment: { EVENT_BUS_NAME: bus.eventBusName },
    statements: [{ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }],
  }),

  secrets: ({ secrets, key }: StatefulStack, ...partners: readonly PartnerSecret[]): Grant => ({
    environment: { SECRET_PREFIX: secrets.prefix },
    statements: [
      {
        actions: ['secretsmanager:GetSecretValue'],
        resources: partners.map((partner) => secrets.byPartner[partner].secretArn),
      },
      through('secretsmanager', key.keyArn, 'Decrypt'),
    ],
  }),

  /** Deriving owner keys, and sealing page cursors. */
  ownerKey: ({ ownerKey, secrets, key }: StatefulStack): Grant => ({
    environment: { SECRET_PREFIX: secrets.prefix },
    statements: [
      { actions: ['secretsmanager:GetSecretValue'], resources: [ownerKey.secretArn] },
      through('secretsmanager', key.keyArn, 'Decrypt'),
    ],
  }),

  /** Knowing the portal's distribution, which says from where a person calls. */
  frontKey: ({ frontKey, secrets, key }: StatefulStack): Grant => ({
    environment: { SECRET_PREFIX: secrets.prefix },
    statements: [
      { actions: ['secretsmanager:GetSecretValue'], resources: [frontKey.secretArn] },
      through('secretsmanager', key.keyArn, 'Decrypt'),
    ],
  }),

  /** Signing secrets of webhook endpoints: their names are known only when an agency registers one. */
  webhookSecrets: (stack: ProvinceStack, { secrets }: StatefulStack, ...actions: readonly SecretAction[]): Grant => {
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

  /** Sending notices through the channels that the province uses; each channel gets only what its adapter asks for. */
  noticeChannels: (stack: ProvinceStack, stateful: StatefulStack): Grant => {
    const { perSecond, senders } = stack.size.notices;
    const { settings, rights, secrets } = channelNeeds(stack.province.partners.notices, {
      named: (what) => stack.named(what),
      everyMs: (senders * 1000) / perSecond,
    });
    const own = secrets.length === 0 ? [] : (access.secrets(stateful, ...secrets).statements ?? []);
    return {
      environment: { NOTICE_CHANNELS: JSON.stringify(settings), SECRET_PREFIX: stateful.secrets.prefix },
      statements: [
        ...own,
        ...rights.map(({ actions, on, conditions }) => ({
          actions: [...actions],
          resources: on.map((resource) => stack.formatArn(resource)),
          ...(conditions && { conditions }),
        })),
      ],
    };
  },
};

/**
 * One statement for each action, over all kinds of rows it is given for: for a transaction AWS may check an action once, with
 * the keys of all its items. Two statements together allow nothing that neither allows alone.
 */
function rowStatements(tableArn: string, { index, ...kinds }: TableRights): PolicyStatementProps[] {
  const byAction = new Map<TableAction, string[]>();
  for (const [kind, actions] of Object.entries(kinds) as [RowKind, readonly TableAction[]][]) {
    for (const action of actions) byAction.set(action, [...(byAction.get(action) ?? []), ROWS[kind]]);
  }
  const rows = [...byAction].map(([action, partitions]) => onRows(tableArn, action, partitions));
  return index === undefined ? rows : [...rows, onRows(`${tableArn}/index/${index}`, 'Query', [INDEX_ROWS[index]])];
}

const onRows = (resource: string, action: TableAction, partitions: readonly string[]): PolicyStatementProps => ({
  actions: [`dynamodb:${action}`],
  resources: [resource],
  // Every action here names its keys, so no request without keys can pass.
  conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
});

type SecretAction = 'CreateSecret' | 'PutSecretValue' | 'GetSecretValue' | 'DeleteSecret';

function documents(
  { documents: bucket, documentObjectsArn, key }: StatefulStack,
  actions: string[],
  below = '',
): Grant {
  const objects = `${documentObjectsArn}${below}`;
  return {
    environment: { DOCUMENTS_BUCKET: bucket.bucketName },
    statements: [
      { actions, resources: [objects] },
      // Deleting needs no key.
      ...(usesOfKey(actions).length > 0 ? [through('s3', key.keyArn, ...usesOfKey(actions))] : []),
    ],
    acknowledgements: [
      wildcardResource(
        bucket.stack,
        objects,
        'A file lies under the identifier of its dossier, so every key of this one bucket must be reachable.',
      ),
    ],
  };
}

/** KMS actions that S3 needs for these actions. */
const usesOfKey = (actions: readonly string[]) => [
  ...(actions.some((action) => action.startsWith('s3:Get')) ? (['Decrypt'] as const) : []),
  ...(actions.includes('s3:PutObject') ? (['GenerateDataKey'] as const) : []),
];

/** Denies access to forms: they lie in folders of their dossiers, which an allowed resource cannot exclude. */
const exceptForms = (
  { documentObjectsArn }: StatefulStack,
  { statements = [], ...capability }: Grant,
  ...actions: readonly string[]
): Grant => ({
  ...capability,
  statements: [
    ...statements,
    { effect: Effect.DENY, actions: [...actions], resources: [`${documentObjectsArn}/${FORMS_PREFIX}/*`] },
  ],
});

/**
 * Use of the province's key, only through the service whose data it protects. A table needs `Decrypt`, also for writes
 * (DynamoDB Developer Guide, "Encryption at rest usage notes"); reading a secret or a file needs it too, and writing one needs
 * `GenerateDataKey`.
 */
export const through = (
  service: string,
  keyArn: string,
  ...uses: readonly ('Decrypt' | 'GenerateDataKey')[]
): PolicyStatementProps => ({
  actions: uses.map((use) => `kms:${use}`),
  resources: [keyArn],
  conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
});
