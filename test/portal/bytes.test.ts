import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPortal, type PortalFile } from '../../operate/portal/build.ts';

/** What a page may weigh, bytes; gzipped where a server would. */
const FIRST_SCRIPT = 35_000;
const FURTHER_SCRIPT = 20_000;
const STYLES = 20_000;
const FONTS = 70_000;

let files: ReadonlyMap<string, PortalFile>;
beforeAll(async () => {
  files = await buildPortal();
});

const sizes = (ending: string) =>
  [...files]
    .filter(([path]) => path.endsWith(ending))
    .map(([path, { body }]) => ({
      path,
      bytes: Buffer.from(body).length,
      gzipped: gzipSync(Buffer.from(body)).length,
    }));

describe('the built pages', () => {
  it('load little before the first one shows', () => {
    const first = sizes('.js').filter(({ path }) => path.startsWith('/assets/index-'));
    expect(first).toHaveLength(1);
    for (const { gzipped } of first) expect(gzipped).toBeLessThanOrEqual(FIRST_SCRIPT);
  });

  it('load little for each further page', () => {
    const further = sizes('.js').filter(({ path }) => !path.startsWith('/assets/index-'));
    expect(further.length).toBeGreaterThan(3);
    for (const { path, gzipped } of further) expect([path, gzipped <= FURTHER_SCRIPT]).toEqual([path, true]);
  });

  it('have few styles and two weights of one typeface', () => {
    expect(sizes('.css').reduce((sum, { gzipped }) => sum + gzipped, 0)).toBeLessThanOrEqual(STYLES);
    expect(sizes('.woff2')).toHaveLength(4);
    expect(sizes('.woff2').reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(FONTS);
  });

  it('have no inline script and no inline style, which their policy forbids', () => {
    const page = String(files.get('/index.html')?.body);
    expect(page).toContain('<script type="module"');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
  });
});
