import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { cacheControl, isPage } from '../../infra/portal/paths.ts';
import type { PortalFile } from './build.ts';

export type Published = { readonly written: readonly string[]; readonly there: readonly string[] };

/**
 * Puts built pages where people get them: first the files whose names hold a hash of their content, then what names them, so
 * that no page names a file that is not there. Nothing is deleted: pages that are open go on with the files they began with.
 * Safe to repeat, also after half of it.
 */
export async function publish(
  files: ReadonlyMap<string, PortalFile>,
  to: { readonly client: Pick<S3Client, 'send'>; readonly bucket: string },
): Promise<Published> {
  const written: string[] = [];
  const there: string[] = [];
  const inOrder = [...files].toSorted(([a], [b]) => Number(isPage(a)) - Number(isPage(b)));
  for (const [path, { body, contentType }] of inOrder) {
    const put = new PutObjectCommand({
      Bucket: to.bucket,
      Key: path.slice(1),
      Body: body,
      ContentType: contentType,
      CacheControl: cacheControl(path),
      // The same name is the same content.
      ...(!isPage(path) && { IfNoneMatch: '*' }),
    });
    const isThere = await to.client.send(put).then(
      () => false,
      (error: { readonly name?: string }) => {
        if (error.name === 'PreconditionFailed') return true;
        throw error;
      },
    );
    (isThere ? there : written).push(path);
  }
  return { written, there };
}
