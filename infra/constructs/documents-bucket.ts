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
import { FORMS_PREFIX } from '../../shared/documents/object-key.ts';
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
 * Applicants' files, and the bucket with the access log. The retention of a file depends on its dossier, so no
 * current version expires here; overwritten or deleted versions can be restored for as long as the province file says.
 * Forms can be neither overwritten nor deleted.
 */
export function documentsBucket(stack: ProvinceStack, key: IKey): Bucket {
  const { retention, portalOrigins, partners, partnersAgreed } = stack.province;
  // Browsers upload with a ticket, straight from the pages. A placeholder is no portal's address.
  const origins = new Set([...portalOrigins, ...(partnersAgreed ? [partners.identity.portal.origin] : [])]);
  // S3 writes these logs in its own format, with the caller's address and the request, which for a ticket includes its
  // signature. They are kept because every access to a person's documents must be traceable, and system logs are kept
  // for at least 12 months. No function may read them, and a ticket expires within minutes.
  const accessLogs = new Bucket(stack, 'AccessLogs', {
    ...isPrivate,
    // S3 delivers access logs only to a bucket with S3-managed encryption.
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
    reason: 'This bucket holds the access logs; logging its own accesses would recurse forever.',
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
    ...(origins.size > 0
      ? {
          cors: [
            {
              allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
              allowedOrigins: [...origins],
              allowedHeaders: ['*'],
              maxAge: 3600,
            },
          ],
        }
      : {}),
  });
  // `eventBridgeEnabled: true` would add a custom resource; the bucket's own property does the same.
  (documents.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  keepForms(documents);
  if (stack.province.malwareScan) malwareProtection(stack, documents, key);
  return documents;
}

/**
 * Denies everyone, regardless of their own permissions, to delete a form, and to overwrite any object. So no version of a
 * form is ever superseded, and the lifecycle rule for superseded versions never applies to one. There is no exception: to
 * delete a form this policy must be changed by a reviewed deployment (`docs/decisions/0019-forms-stay.md`).
 */
function keepForms(documents: Bucket): void {
  const deny = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
  documents.addToResourcePolicy(
    new PolicyStatement({
      ...deny,
      sid: 'FormsStay',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [documents.arnForObjects(`*/${FORMS_PREFIX}/*`)],
    }),
  );
  documents.addToResourcePolicy(
    new PolicyStatement({
      ...deny,
      sid: 'FilesAreWrittenOnce',
      actions: ['s3:PutObject'],
      // All our objects lie in folders. GuardDuty writes a test object at the top level, without that header.
      resources: [documents.arnForObjects('*/*')],
      // A request without `If-None-Match` would overwrite the object.
      conditions: { Null: { 's3:if-none-match': 'true' } },
    }),
  );
}
