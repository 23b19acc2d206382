import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { FORMS } from '../../shared/documents/object-key.ts';
import { malwareProtection } from './malware-protection.ts';
import type { ProvinceStack } from './province-stack.ts';

const isPrivate = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} as const;

/**
 * Applicants' files, and the bucket that logs who touched them. A file's life is decided by its dossier, so nothing
 * current ever expires here; what was overwritten or deleted can be brought back for as long as the province says. Forms
 * are neither: what was issued stays as it is.
 */
export function documentsBucket(stack: ProvinceStack, key: IKey): Bucket {
  const { retention, portalOrigins } = stack.province;
  // S3 writes these logs in a form of its own: with the caller's address and the request, which for a ticket includes its
  // signature. They are kept nevertheless: who reached for somebody's papers must be traceable, and system logs are kept
  // for at least 12 months. They go nowhere else, no function may read them, and a ticket is over in minutes.
  const accessLogs = new Bucket(stack, 'AccessLogs', {
    ...isPrivate,
    // S3 delivers access logs only to a bucket under its own key.
    encryption: BucketEncryption.S3_MANAGED,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [
      {
        id: 'expire',
        expiration: Duration.days(retention.logMonths * 31),
        noncurrentVersionExpiration: Duration.days(30),
      },
    ],
  });
  Validations.of(accessLogs).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'This bucket holds the access logs; logging its own accesses would never end.',
  });
  const documents = new Bucket(stack, 'Documents', {
    ...isPrivate,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'documents/',
    lifecycleRules: [
      { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      { id: 'superseded', noncurrentVersionExpiration: Duration.days(retention.supersededFileDays) },
    ],
    ...(portalOrigins.length > 0
      ? {
          cors: [
            {
              allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
              allowedOrigins: [...portalOrigins],
              allowedHeaders: ['*'],
              maxAge: 3600,
            },
          ],
        }
      : {}),
  });
  // `eventBridgeEnabled: true` would bring a custom resource; the bucket's own property does the same.
  (documents.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  keepForms(documents);
  if (stack.province.malwareScan) malwareProtection(stack, documents, key);
  return documents;
}

/**
 * Refuses everybody, whatever their own rights, to delete a form, and to put any file where one lies; so no version of a
 * form is ever superseded, and the rule that forgets superseded versions has none to forget. There is no exception: to take
 * a form away this policy is changed, by a deployment that is reviewed (`docs/decisions/0019-forms-stay.md`).
 */
function keepForms(documents: Bucket): void {
  const deny = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
  documents.addToResourcePolicy(
    new PolicyStatement({
      ...deny,
      sid: 'FormsStay',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [documents.arnForObjects(`*/${FORMS}/*`)],
    }),
  );
  documents.addToResourcePolicy(
    new PolicyStatement({
      ...deny,
      sid: 'FilesAreWrittenOnce',
      actions: ['s3:PutObject'],
      // Everything of ours lies in a folder. At the top GuardDuty puts an object of its own, without that header.
      resources: [documents.arnForObjects('*/*')],
      // A request without `If-None-Match` would replace what lies there.
      conditions: { Null: { 's3:if-none-match': 'true' } },
    }),
  );
}
