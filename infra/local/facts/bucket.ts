import {
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
} from '@aws-sdk/client-s3';
import { at, type Fact, lastPart, textAt } from './fact.ts';

const of = 'AWS::S3::Bucket';
const DEFAULT_KEY = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'ServerSideEncryptionByDefault'];

/** S3 answers "nothing configured" with a specific error. */
const orNothing = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: Error) => {
    if (/^NoSuch(CORS|Lifecycle)Configuration/.test(error.name)) return undefined;
    throw error;
  });

function lifecycleRules(properties: unknown): LifecycleRule[] {
  const rules = at(properties, 'LifecycleConfiguration', 'Rules');
  return (Array.isArray(rules) ? rules : []).map((rule: unknown) => {
    const expires = at(rule, 'ExpirationInDays');
    const superseded = at(rule, 'NoncurrentVersionExpiration', 'NoncurrentDays');
    const abandoned = at(rule, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation');
    return {
      ID: textAt(rule, 'Id'),
      Status: 'Enabled',
      Filter: { Prefix: '' },
      ...(expires ? { Expiration: { Days: Number(expires) } } : {}),
      ...(superseded ? { NoncurrentVersionExpiration: { NoncurrentDays: Number(superseded) } } : {}),
      ...(abandoned ? { AbortIncompleteMultipartUpload: { DaysAfterInitiation: Number(abandoned) } } : {}),
    };
  });
}
const summary = (rules: readonly LifecycleRule[] = []) =>
  rules.map((rule) => [
    rule.ID,
    rule.Expiration?.Days,
    rule.NoncurrentVersionExpiration?.NoncurrentDays,
    rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  ]);

export const BUCKET_FACTS: readonly Fact[] = [
  {
    of,
    property: 'BucketEncryption',
    expected: (p) => [at(p, ...DEFAULT_KEY, 'SSEAlgorithm'), lastPart(at(p, ...DEFAULT_KEY, 'KMSMasterKeyID'))],
    actual: async ({ s3 }, Bucket) => {
      const { ServerSideEncryptionConfiguration: rules } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      const key = rules?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
      return [key?.SSEAlgorithm, lastPart(key?.KMSMasterKeyID)];
    },
    putBack: ({ s3 }, Bucket, p) =>
      s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  KMSMasterKeyID: textAt(p, ...DEFAULT_KEY, 'KMSMasterKeyID'),
                },
                BucketKeyEnabled: true,
              },
            ],
          },
        }),
      ),
  },
  {
    of,
    property: 'LifecycleConfiguration',
    expected: (p) => summary(lifecycleRules(p)),
    actual: async ({ s3 }, Bucket) =>
      summary((await orNothing(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))))?.Rules),
    putBack: ({ s3 }, Bucket, p) =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: lifecycleRules(p) } }),
      ),
  },
  {
    of,
    property: 'LoggingConfiguration',
    expected: (p) => at(p, 'LoggingConfiguration', 'DestinationBucketName'),
    actual: async ({ s3 }, Bucket) =>
      (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled?.TargetBucket,
    putBack: ({ s3 }, Bucket, p) =>
      s3.send(
        new PutBucketLoggingCommand({
          Bucket,
          BucketLoggingStatus: {
            LoggingEnabled: {
              TargetBucket: textAt(p, 'LoggingConfiguration', 'DestinationBucketName'),
              TargetPrefix: textAt(p, 'LoggingConfiguration', 'LogFilePrefix'),
            },
          },
        }),
      ),
  },
  {
    of,
    property: 'VersioningConfiguration',
    expected: (p) => at(p, 'VersioningConfiguration', 'Status'),
    actual: async ({ s3 }, Bucket) => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
  },
  {
    of,
    property: 'PublicAccessBlockConfiguration',
    expected: (p) => p.PublicAccessBlockConfiguration,
    actual: async ({ s3 }, Bucket) =>
      (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
  },
  {
    of,
    property: 'OwnershipControls',
    expected: (p) => at(p, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership'),
    actual: async ({ s3 }, Bucket) =>
      (await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls?.Rules?.[0]?.ObjectOwnership,
  },
  {
    of,
    property: 'NotificationConfiguration',
    expected: (p) => at(p, 'NotificationConfiguration', 'EventBridgeConfiguration') !== undefined || undefined,
    actual: async ({ s3 }, Bucket) =>
      (await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).EventBridgeConfiguration !== undefined,
  },
  {
    of,
    property: 'CorsConfiguration',
    expected: (p) => at(p, 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins'),
    actual: async ({ s3 }, Bucket) =>
      (await orNothing(s3.send(new GetBucketCorsCommand({ Bucket }))))?.CORSRules?.[0]?.AllowedOrigins,
  },
];
