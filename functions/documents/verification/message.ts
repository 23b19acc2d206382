import * as z from 'zod/mini';
import { isScanStatus } from './malware/scan-status.ts';

/**
 * `detail.object` of S3's `Object Created` for the documents bucket; the EventBridge rule passes nothing else. The version is
 * absent when the bucket's events omit it.
 */
const objectCreated = z.object({ key: z.string(), 'version-id': z.optional(z.string()) });

/** `detail` of "GuardDuty Malware Protection Object Scan Result" for the same bucket. */
const scanResult = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.optional(z.string()) }),
  scanResultDetails: z.object({ scanResultStatus: z.string() }),
});

export const messageSchema = z.union([objectCreated, scanResult]);

/** One stored version and its trigger: object created or scan result. */
export type Happened = {
  readonly key: string;
  readonly versionId: string | undefined;
  /** The scan result; an unknown status counts as none. Absent: the object was created. */
  readonly scan?: { readonly status: ReturnType<typeof knownStatus> };
};

const knownStatus = (text: string) => (isScanStatus(text) ? text : undefined);

export function happened(message: z.infer<typeof messageSchema>): Happened {
  if ('key' in message) return { key: message.key, versionId: message['version-id'] };
  const { s3ObjectDetails, scanResultDetails } = message;
  const { objectKey: key, versionId } = s3ObjectDetails;
  return { key, versionId, scan: { status: knownStatus(scanResultDetails.scanResultStatus) } };
}
