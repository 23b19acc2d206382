import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes to the API, as behind the province's distribution; the rest are pages. */
const TO_API = /^\/(?:session|v1|webhooks|openapi\.json)(?:[/?]|$)/;

const PAGE = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thử nghiệm</title>
<h1>Cổng thử nghiệm</h1>
<p>Trang này chỉ để thử phiên đăng nhập trên máy này.</p>
<p><a href="/session/sign-in?return=/">Đăng nhập</a> <button id="out">Đăng xuất</button></p>
<pre id="who"></pre>
<script>
const headers = { 'X-Requested-By': 'portal' };
const show = async () => {
  document.getElementById('who').textContent = JSON.stringify(await (await fetch('/session')).json(), null, 2);
};
document.getElementById('out').onclick = async () => {
  location.assign((await (await fetch('/session/sign-out', { method: 'POST', headers })).json()).signOutUrl);
};
show();
</script></html>`;

export type PortalFront = { readonly url: string; stop(): Promise<void> };

/**
 * One origin for pages and API on this machine, as CloudFront makes one of them in a province: the emulator's address of the API
 * has a path in front, and a session's cookie belongs to an origin.
 */
export async function startPortalFront(port: number, apiUrl: string): Promise<PortalFront> {
  const server = createServer((asked, answer) => {
    if (TO_API.test(asked.url ?? '')) return passOn(apiUrl, asked, answer);
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(PAGE);
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
