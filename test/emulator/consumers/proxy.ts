import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Through = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Answer = { readonly status: number; readonly body: string; readonly type?: string };

/**
 * A gateway in front of a service: what `intercept` answers is the answer, `'cut'` ends the connection, and what it
 * leaves goes through as it is.
 */
export async function startProxy(
  target: string,
  intercept: (call: Through) => Promise<Answer | 'cut' | undefined>,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { host: _, connection: __, 'content-length': ___, ...rest } = request.headers;
    const headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
    const call = { path: request.url ?? '/', headers, body: Buffer.concat(chunks).toString('utf8') };
    const answer = (await intercept(call)) ?? (await forward(target, call));
    if (answer === 'cut') request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Passes a POST on to the service itself. */
export async function forward(target: string, { path, headers, body }: Through): Promise<Answer> {
  const answer = await fetch(target + path, { method: 'POST', headers, body, redirect: 'manual' });
  return { status: answer.status, body: await answer.text(), type: answer.headers.get('content-type') ?? '' };
}
