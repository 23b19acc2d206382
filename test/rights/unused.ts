import type { Rights } from './rights.ts';

/** Permissions that only the tests on the emulator make use of; those hold this list against what they did (`test/emulator/setup.ts`). */
export const ON_THE_EMULATOR: readonly string[] = [
  'documents: s3:GetObject on s3 documents/*',
  'document-verification: s3:GetObject on s3 documents/*',
  'forms: dynamodb:GetItem on dynamodb table/table CODE#*',
  'forms: dynamodb:GetItem on dynamodb table/table REGISTER#*',
  'forms: dynamodb:PutItem on dynamodb table/table REGISTER#*',
  'forms: sqs:SendMessage on sqs motcua-quang-tri-forms',
  'national-portal-sync: dynamodb:UpdateItem on dynamodb table/table BREAKER#*',
  'postal-orders: dynamodb:GetItem on dynamodb table/table SHIPMENT#*',
  'postal-orders: sqs:SendMessage on sqs motcua-quang-tri-postal-orders',
  'transitions: dynamodb:GetItem on dynamodb table/table IDEMPOTENCY#queue:*',
];

const SECRETS = 'secretsmanager.ap-southeast-1.amazonaws.com';
const OF_SECRETS =
  "CDK's secret lets the account's own policies say who uses its key; the key's first statement does that already.";
const OF_KEYS = "Administrators of the account, who may change the key's policy: without them nobody could any more.";

/** Permissions that nobody in any test makes use of, each with why it is there all the same. */
export const BY_NOBODY: Readonly<Record<string, string>> = {
  'document-verification: s3:DeleteObjectVersion on s3 documents/*':
    'A second upload on one ticket, which the policy of the bucket refuses: should somebody take that policy away.',
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

/** What is said above and is not so, and what is so and is not said: empty when nobody may do more than is done. */
export function surplus({ unused }: Pick<Rights, 'unused'>): readonly string[] {
  const said = new Set([...ON_THE_EMULATOR, ...Object.keys(BY_NOBODY)]);
  const left = new Set(unused);
  return [
    ...unused.filter((one) => !said.has(one)).map((one) => `nobody makes use of it: ${one}`),
    ...[...said].filter((one) => !left.has(one)).map((one) => `somebody makes use of it after all: ${one}`),
  ];
}
