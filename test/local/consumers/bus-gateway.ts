import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environment } from '../kit.ts';
import { configure } from './kit.ts';

/** What happens to one `PutEvents` on its way to the bus. */
export type Fate =
  /** The bus answers 500 and has nothing. */
  | 'lost'
  /** The bus has the events, but the answer never comes: the relay does not know. */
  | 'taken-without-answer'
  /** The bus has all but the last entry, and says so. */
  | 'last-refused'
  | 'passed';

type Answer = { FailedEntryCount: number; Entries: object[] };

/** A gateway between the relay and the bus, which does with each call what the test says, then lets everything through. */
export async function busGateway(fates: readonly Fate[]) {
  const waiting = [...fates];
  const seen: Fate[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const fate = waiting.shift() ?? 'passed';
    const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { Entries: object[] };
    seen.push(fate);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => /^(authorization|content-type|x-amz)/.test(name)),
    ) as Record<string, string>;
    const forward = async (Entries: object[]): Promise<Answer> => {
      if (Entries.length === 0) return { FailedEntryCount: 0, Entries: [] };
      const body = JSON.stringify({ Entries });
      return (await fetch(environment.endpoint, { method: 'POST', headers, body })).json() as Promise<Answer>;
    };
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    if (fate === 'lost') return answer(500, { __type: 'InternalException' });
    if (fate === 'passed') return answer(200, await forward(asked.Entries));
    if (fate === 'taken-without-answer') {
      await forward(asked.Entries);
      return request.socket.destroy();
    }
    const taken = await forward(asked.Entries.slice(0, -1));
    return answer(200, { FailedEntryCount: 1, Entries: [...taken.Entries, { ErrorCode: 'ThrottlingException' }] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const variable = 'AWS_ENDPOINT_URL_EVENTBRIDGE';
  const before = await configure('event-relay', { [variable]: `http://127.0.0.1:${port}` });
  return {
    seen,
    close: async () => {
      await configure('event-relay', before, true);
      server.closeAllConnections();
      server.close();
    },
  };
}
