import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { publish } from '../../operate/portal/publish.ts';

const file = (body: string, contentType = 'text/javascript; charset=utf-8') => ({ body, contentType });
const BUILT = new Map([
  ['/index.html', file('<script src="/assets/main-1.js">', 'text/html; charset=utf-8')],
  ['/assets/main-1.js', file('1')],
  ['/icon.svg', file('<svg/>', 'image/svg+xml')],
  ['/assets/late-2.js', file('2')],
]);

/** A bucket that takes no second object under a key with `If-None-Match`, as S3. */
function bucket(failing?: string) {
  const objects = new Map<string, PutObjectCommand['input']>();
  const order: string[] = [];
  const client = {
    send: async ({ input }: PutObjectCommand) => {
      const key = String(input.Key);
      if (key === failing) throw new Error('no answer');
      if (input.IfNoneMatch === '*' && objects.has(key)) {
        throw Object.assign(new Error('there'), { name: 'PreconditionFailed' });
      }
      objects.set(key, input);
      order.push(key);
    },
  } as unknown as S3Client;
  return { objects, order, to: { client, bucket: 'pages' } };
}

describe('putting the pages in place', () => {
  it('puts what pages name before the page that names it, with how long each may be kept', async () => {
    const { objects, order, to } = bucket();
    const { written, there } = await publish(BUILT, to);
    expect(order.slice(0, 2).toSorted()).toEqual(['assets/late-2.js', 'assets/main-1.js']);
    expect([written.length, there]).toEqual([4, []]);
    expect(objects.get('assets/main-1.js')).toMatchObject({
      Bucket: 'pages',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentType: 'text/javascript; charset=utf-8',
    });
    expect(objects.get('index.html')).toMatchObject({
      CacheControl: 'no-cache',
      ContentType: 'text/html; charset=utf-8',
    });
  });

  it('keeps the files of the release before, and writes none twice', async () => {
    const { objects, to } = bucket();
    await publish(BUILT, to);
    const next = new Map([...BUILT, ['/assets/main-3.js', file('3')] as const]);
    next.delete('/assets/main-1.js');
    const { written, there } = await publish(next, to);
    expect(there).toEqual(['/assets/late-2.js']);
    expect(written.toSorted()).toEqual(['/assets/main-3.js', '/icon.svg', '/index.html']);
    expect(objects.has('assets/main-1.js')).toBe(true);
  });

  it('leaves the page as it was when a file of the new one does not arrive', async () => {
    const { order, to } = bucket('assets/late-2.js');
    await expect(publish(BUILT, to)).rejects.toThrow('no answer');
    expect(order).not.toContain('index.html');
  });
});
