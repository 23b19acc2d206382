import * as z from 'zod/mini';
import { isScanStatus } from './malware/scan-status.ts';

/**
 * `detail.object` of S3's `Object Created`, of the documents bucket: the rule lets nothing else through. The version is
 * absent where the bucket's events leave it out.
 */
const objectCreated = z.object({ key: z.string(), 'version-id': z.optional(z.string()) });

/** `detail` of "GuardDuty Malware Protection Object Scan Result", of the same bucket. */
const scanResult = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.optional(z.string()) }),
  scanResultDetails: z.object({ scanResultStatus: z.string() }),
});

export const messageSchema = z.union([objectCreated, scanResult]);

/** One stored version that something happened to: it was put there, or a scanner has spoken. */
export type Happened = {
  readonly key: string;
  readonly versionId: string | undefined;
  /** What the scanner said; a status we do not know says nothing. Absent: the object was created. */
  readonly scan?: { readonly status: ReturnType<typeof knownStatus> };
};

const knownStatus = (text: string) => (isScanStatus(text) ? text : undefined);

export function happened(message: z.infer<typeof messageSchema>): Happened {
  if ('key' in message) return { key: message.key, versionId: message['version-id'] };
  const { s3ObjectDetails, scanResultDetails } = message;
  const { objectKey: key, versionId } = s3ObjectDetails;
  return { key, versionId, scan: { status: knownStatus(scanResultDetails.scanResultStatus) } };
}
