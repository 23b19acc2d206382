import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageHeaders } from '../../infra/portal/headers.ts';
import { cacheControl, isApi, isPage } from '../../infra/portal/paths.ts';
import { buildPortal } from '../../operate/portal/build.ts';

export type PortalFront = { readonly url: string; stop(): Promise<void> };

/**
 * One origin for pages and API on this machine, as CloudFront makes one of them in a province: the emulator's address of the API
 * has a path in front, and a session's cookie belongs to an origin.
 * @param uploads origin to which browsers upload files
 */
export async function startPortalFront(port: number, apiUrl: string, uploads: string): Promise<PortalFront> {
  const files = await buildPortal();
  const headers = pageHeaders(uploads);
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://portal');
    if (isApi(pathname)) return passOn(apiUrl, asked, answer);
    const path = isPage(pathname) ? '/index.html' : pathname;
    const file = files.get(path);
    if (file === undefined) return void answer.writeHead(404, headers).end();
    const own = { 'content-type': file.contentType, 'cache-control': cacheControl(path) };
    answer.writeHead(200, { ...headers, ...own }).end(file.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(apiUrl: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host: _, ...headers } = asked.headers;
  const call = request(`${apiUrl}${asked.url}`, { method: asked.method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  call.on('error', () => {
    if (!answer.headersSent) answer.writeHead(502);
    answer.end();
  });
  asked.pipe(call);
}
