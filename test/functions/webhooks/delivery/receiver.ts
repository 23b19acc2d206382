import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Got = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly url: string | undefined };

/** An agency's receiver on the loopback interface. `answer` may be changed at any time; undefined never responds. */
export async function receiver() {
  const got: Got[] = [];
  const state = {
    got,
    answer: 204 as number | undefined,
    headers: {} as Record<string, string>,
    /** Runs when a delivery has arrived, before the response. */
    arrived: async (_: Got): Promise<void> => {},
    url: '',
    host: '',
    close: async () => {},
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const delivery = { headers: request.headers, body: Buffer.concat(chunks).toString(), url: request.url };
      got.push(delivery);
      await state.arrived(delivery);
      if (state.answer !== undefined) response.writeHead(state.answer, state.headers).end('an answer that is not read');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  state.host = `127.0.0.1:${port}`;
  state.url = `http://${state.host}/hooks`;
  state.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return state;
}
