import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fileFetcher } from '../../../../functions/national-portal/files/fetch-file.ts';
import { MAX_FILE_BYTES } from '../../../../shared/documents/file-types.ts';

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

/** A file server on the loopback interface. */
async function serve(answer: RequestListener): Promise<{ url: string; host: string }> {
  const created = createServer(answer);
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  created.unref();
  const host = `127.0.0.1:${(created.address() as AddressInfo).port}`;
  return { url: `http://${host}/f/a.pdf`, host: `http://${host}` };
}

test('a file is returned with its hash, and no credentials are sent', async () => {
  let asked: Record<string, unknown> = {};
  const { url, host } = await serve((request, response) => {
    asked = request.headers;
    response.end('abc');
  });
  expect(await fileFetcher([host])(url)).toEqual({
    bytes: Buffer.from('abc'),
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect(Object.keys(asked)).not.toEqual(expect.arrayContaining(['authorization']));
  expect(asked.cookie).toBeUndefined();
});

test.each([
  ['another host', 'http://127.0.0.1:1/x.pdf'],
  ['credentials', 'https://files.example.invalid@evil.example.invalid/x'],
  ['a local file', 'file:///etc/passwd'],
  ['no address', 'x'],
])('%s is not contacted', async (_, url) => {
  const resolveHost = () => Promise.reject(new Error('asked'));
  expect(await fileFetcher(['files.example.invalid'], { resolveHost })(url)).toEqual({ refused: 'source-not-allowed' });
});

test('a redirect is not followed, not even to the same host, and is transient', async () => {
  const paths: unknown[] = [];
  const { url, host } = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await expect(fileFetcher([host])(url)).rejects.toMatchObject({ causeCode: 'file-server-302' });
  expect(paths).toEqual(['/f/a.pdf']);
});

test('an HTML page instead of a file is transient: it comes from an intermediary', async () => {
  const { url, host } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'Text/HTML; charset=utf-8' }).end('<p>Sign in to the network');
  });
  await expect(fileFetcher([host])(url)).rejects.toMatchObject({ causeCode: 'file-page' });
});

test.each([
  [404, 'source-missing'],
  [410, 'source-missing'],
])('%i is permanent', async (status, refused) => {
  const { url, host } = await serve((_, response) => response.writeHead(status).end('gone'));
  expect(await fileFetcher([host])(url)).toEqual({ refused });
});

test.each([500, 503, 429, 403, 204])('%i is transient', async (status) => {
  const { url, host } = await serve((_, response) => response.writeHead(status).end());
  await expect(fileFetcher([host])(url)).rejects.toMatchObject({ causeCode: `file-server-${status}` });
});

test('an empty file is damaged', async () => {
  const { url, host } = await serve((_, response) => response.end());
  expect(await fileFetcher([host])(url)).toEqual({ refused: 'damaged' });
});

test('a file declared as too large is not read', async () => {
  const { url, host } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': String(MAX_FILE_BYTES + 1) }).write('a');
  });
  expect(await fileFetcher([host])(url)).toEqual({ refused: 'too-large' });
});

test('a file without a declared length is read only up to the maximum size', async () => {
  const chunk = Buffer.alloc(1 << 20);
  let written = 0;
  const { url, host } = await serve((_, response) => {
    const more = (): void => {
      while (!response.destroyed && written < 4 * MAX_FILE_BYTES) {
        written += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  });
  expect(await fileFetcher([host])(url)).toEqual({ refused: 'too-large' });
  expect(written).toBeLessThan(2 * MAX_FILE_BYTES);
});

test('a broken or refused connection is transient, and its error contains no address', async () => {
  const { url, host } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '10' }).write('abc', () => response.socket?.destroy());
  });
  const failure = await fileFetcher([host])(url).catch((error: unknown) => error);
  expect(failure).toMatchObject({ causeCode: 'file-network', message: 'file-server is unavailable: file-network' });
  server?.close();
  await expect(fileFetcher(['http://127.0.0.1:1'])('http://127.0.0.1:1/')).rejects.toMatchObject({
    causeCode: 'file-network',
  });
});

test('a server that does not respond times out', async () => {
  const { url, host } = await serve(() => {});
  await expect(fileFetcher([host], { timeoutMs: 100 })(url)).rejects.toMatchObject({ causeCode: 'file-timeout' });
});

test.each([
  ['10.0.0.8', 'file-host-private-address'],
  ['169.254.169.254', 'file-host-private-address'],
])('a configured host that resolves to %s is not contacted', async (address, causeCode) => {
  const resolveHost = async () => [{ address, family: 4 }];
  const fetchFile = fileFetcher(['files.example.vn'], { resolveHost });
  await expect(fetchFile('https://files.example.vn/a.pdf')).rejects.toMatchObject({ causeCode });
});

test('the connection uses the checked IP address', async () => {
  const { host } = await serve((_, response) => response.end('abc'));
  // `.invalid` never resolves, so only the checked address can lead to the server.
  const named = host.replace('127.0.0.1', 'files.invalid');
  const resolveHost = async () => [{ address: '127.0.0.1', family: 4 }];
  expect(await fileFetcher([named], { resolveHost })(`${named}/a.pdf`)).toMatchObject({ bytes: Buffer.from('abc') });
});

test('a response with content encoding is rejected, because none was requested', async () => {
  const { url, host } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
  await expect(fileFetcher([host])(url)).rejects.toMatchObject({ causeCode: 'file-packed' });
});

test.each([429, 503])('with %i the server’s Retry-After is used', async (status) => {
  const { url, host } = await serve((_, response) => response.writeHead(status, { 'retry-after': '120' }).end());
  await expect(fileFetcher([host])(url)).rejects.toMatchObject({ retryAfter: 120 });
});
