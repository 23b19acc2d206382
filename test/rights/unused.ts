import type { Rights } from './rights.ts';

/** Permissions that only the tests on the emulator make use of; those hold this list against what they did (`test/emulator/setup.ts`). */
export const ON_THE_EMULATOR: readonly string[] = [
  'documents: s3:GetObject on s3 documents/*',
  'document-verification: s3:GetObject on s3 documents/*',
  'forms: dynamodb:GetItem on dynamodb table/table DECLARATION#*',
  // Officers of the worlds correct no identity.
  'actions: secretsmanager:GetSecretValue on secretsmanager secret:motcua/quang-tri/owner-key-AbCdEf',
  'actions: kms:Decrypt on kms key/key secretsmanager.ap-southeast-1.amazonaws.com',
  'figures: dynamodb:Query on dynamodb table/table OFFICERS#*',
  'national-portal-sync: dynamodb:UpdateItem on dynamodb table/table BREAKER#*',
  // The worlds have no browsers.
  ...[
    'actions',
    'documents',
    'dossier-reading',
    'figures',
    'intake',
    'office',
    'payments',
    'people',
    'search',
    'session',
  ].map((name) => `${name}: dynamodb:GetItem on dynamodb table/table SESSION#*`),
  ...['PutItem', 'UpdateItem', 'DeleteItem'].map((use) => `session: dynamodb:${use} on dynamodb table/table SESSION#*`),
  ...['GetItem', 'Query', 'PutItem', 'DeleteItem'].map(
    (use) => `session: dynamodb:${use} on dynamodb table/table SIGNEDIN#*`,
  ),
  ...['owner-key', 'session-client'].map(
    (name) => `session: secretsmanager:GetSecretValue on secretsmanager secret:motcua/quang-tri/${name}-AbCdEf`,
  ),
  ...['dynamodb', 'secretsmanager'].map(
    (service) => `session: kms:Decrypt on kms key/key ${service}.ap-southeast-1.amazonaws.com`,
  ),
  'postal-orders: dynamodb:GetItem on dynamodb table/table SHIPMENT#*',
  'postal-orders: sqs:SendMessage on sqs motcua-quang-tri-postal-orders',
  'transitions: dynamodb:GetItem on dynamodb table/table IDEMPOTENCY#queue:*',
];

const SECRETS = 'secretsmanager.ap-southeast-1.amazonaws.com';
const OF_SECRETS =
  "CDK's secret lets the account's own policies say who uses its key; the key's first statement does that already.";
const OF_KEYS = "Administrators of the account, who may change the key's policy: without them no one could.";

/** Permissions that no test uses, each with the reason for it. */
export const BY_NOBODY: Readonly<Record<string, string>> = {
  'document-verification: s3:DeleteObjectVersion on s3 documents/*':
    'A second upload on one ticket, which the policy of the bucket refuses: in case that policy is removed.',
  'document-verification: sqs:SendMessage on sqs motcua-quang-tri-document-verification':
    'Waiting for a malware scan, where a province has one; the functions are wired alike (test/emulator/malware.test.ts).',
  ...Object.fromEntries(
    ['CreateGrant', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*'].map((use) => [
      `policy of kms key/key: kms:${use} on * ${SECRETS}`,
      OF_SECRETS,
    ]),
  ),
  'policy of kms key/alarmkey: kms:* on *': OF_KEYS,
  'policy of kms key/accesslogkey: kms:* on *': OF_KEYS,
};

/** Wrong entries above, and missing ones: empty when every other permission is used. */
export function surplus({ unused }: Pick<Rights, 'unused'>): readonly string[] {
  const said = new Set([...ON_THE_EMULATOR, ...Object.keys(BY_NOBODY)]);
  const left = new Set(unused);
  return [
    ...unused.filter((one) => !said.has(one)).map((one) => `unused permission: ${one}`),
    ...[...said].filter((one) => !left.has(one)).map((one) => `permission used after all: ${one}`),
  ];
}
