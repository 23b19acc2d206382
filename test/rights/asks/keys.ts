import type { Ask, Principal } from '../policy/statement.ts';
import { ask, type Place } from './place.ts';

export type KeyRight = 'kms:Decrypt' | 'kms:GenerateDataKey';

const READ: readonly KeyRight[] = ['kms:Decrypt'];
const WRITE: readonly KeyRight[] = ['kms:GenerateDataKey'];
const BOTH: readonly KeyRight[] = [...READ, ...WRITE];

/**
 * What an action needs of the key of the thing it is done to. The first that fits holds.
 *
 * Sources: DynamoDB Developer Guide, "Encryption at rest usage notes" (a user of a table needs `Decrypt` of the
 * table's key; all else the service does under grants, which it got when the table was made); S3 User Guide, "Using SSE-KMS";
 * Secrets Manager User Guide, "Permissions for the KMS key"; SQS and SNS, "Key management".
 */
const NEEDS: readonly (readonly [RegExp, readonly KeyRight[]])[] = [
  [/^dynamodb:(Get(Item|Records)|BatchGet|Query|Scan|ConditionCheck|Put|Update|Delete|BatchWrite)/, READ],
  [/^dynamodb:(Describe|List|GetShardIterator)/, []],
  [/^s3:(GetObject|GetObjectVersion)$/, READ],
  [/^s3:PutObject/, WRITE],
  [/^s3:(List|DeleteObject|GetBucket)/, []],
  [/^secretsmanager:GetSecretValue$/, READ],
  [/^secretsmanager:(Create|Put|Update)/, BOTH],
  [/^secretsmanager:(Describe|Delete)/, []],
  [/^sqs:(SendMessage|ReceiveMessage)/, BOTH],
  [/^sqs:(Get|Change|Delete)/, []],
  [/^sns:Publish$/, BOTH],
  // The service writes them, and it is the service that needs the key.
  [/^(logs|events):/, []],
];

/** @throws Error for an action without an entry */
export function keyRightsFor(action: string): readonly KeyRight[] {
  if (action.startsWith('kms:')) return [];
  const known = NEEDS.find(([pattern]) => pattern.test(action));
  if (known === undefined) throw new Error(`${action}: say in test/rights/asks/keys.ts what it needs of a key`);
  return known[1];
}

/** Permissions that an action needs on the encryption key of its resource. A role uses the key through the service. */
export function keyAsks({ region }: Place, asking: Principal, { action }: Ask, key: string): readonly Ask[] {
  const via = 'role' in asking ? { 'kms:ViaService': `${action.split(':')[0]}.${region}.amazonaws.com` } : {};
  return keyRightsFor(action).map((right) => ask(right, key, via));
}
