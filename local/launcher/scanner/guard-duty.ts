import { PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { SCAN_TAG } from '../../../functions/documents/verification/malware/malware-scan.ts';
import type { ScanStatus } from '../../../functions/documents/verification/malware/scan-status.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { readAll } from '../../../shared/platform/partners/exchange.ts';
import { clientSettings } from '../clients.ts';
import type { Environment } from '../environment.ts';
import { type ClamdAddress, scanStream } from './clamd.ts';
import { defaultBus } from './default-bus.ts';

/** GuardDuty's result for each verdict of ClamAV. */
async function statusOf(clamd: ClamdAddress, bytes: Buffer): Promise<{ status: ScanStatus; threats?: object[] }> {
  try {
    const reply = await scanStream(clamd, bytes);
    if (reply.found === 'too-large') return { status: 'UNSUPPORTED' };
    if (!reply.found) return { status: 'NO_THREATS_FOUND' };
    return { status: 'THREATS_FOUND', threats: [{ name: reply.threat }] };
  } catch {
    return { status: 'FAILED' };
  }
}

/**
 * Replaces GuardDuty on the emulator: scans a version with ClamAV, writes the tag, publishes the event. Subscribers
 * cannot tell the difference.
 * @param clamd a function, so that the daemon may be replaced or stopped between scans
 */
export function guardDutyOf(environment: Environment, bucket: string, clamd: () => ClamdAddress) {
  const settings = clientSettings(environment);
  const s3 = awsClient(S3Client, { ...settings, forcePathStyle: true });
  const say = defaultBus(environment);

  const files = documentsBucket({ DOCUMENTS_BUCKET: bucket, AWS_ENDPOINT_URL: environment.endpoint }, s3.config);

  /** @param lost which of the two results is dropped */
  async function scan(Key: string, VersionId?: string, lost?: 'tag' | 'event'): Promise<ScanStatus> {
    const object = await files.send({ method: 'GET', key: Key, versionId: VersionId });
    const bytes = await readAll(object.body);
    if (!object.ok) throw new Error(`the bucket answered ${object.status}`);
    const { status, threats = null } = await statusOf(clamd(), bytes);
    const versionId = VersionId ?? object.headers['x-amz-version-id'] ?? '';
    const eTag = object.headers.etag;
    const Tagging = { TagSet: [{ Key: SCAN_TAG, Value: status }] };
    const tagging = new PutObjectTaggingCommand({ Bucket: bucket, Key, VersionId: versionId, Tagging });
    if (lost !== 'tag') await s3.send(tagging);
    const detail = {
      schemaVersion: '1.0',
      scanStatus: status === 'FAILED' ? 'FAILED' : status === 'UNSUPPORTED' ? 'SKIPPED' : 'COMPLETED',
      resourceType: 'S3_OBJECT',
      s3ObjectDetails: { bucketName: bucket, objectKey: Key, eTag, versionId, s3Throttled: false },
      scanResultDetails: { scanResultStatus: status, threats },
    };
    const type = 'GuardDuty Malware Protection Object Scan Result';
    if (lost !== 'event') await say({ source: 'aws.guardduty', 'detail-type': type, detail });
    return status;
  }
  return { scan };
}
