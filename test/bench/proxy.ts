import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Capacity, capacityOf } from './capacity.ts';

/** One request of a function to an AWS service, as it went over the wire. */
export type Seen = Capacity & {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  /** Rows it changed, each of which is a record of the table's stream. */
  readonly rowsWritten: number;
  /** Types of the events it put on the bus. */
  readonly events: readonly string[];
};

export type CountingProxies = {
  /** Everything since the last `reset`, oldest first. */
  readonly seen: readonly Seen[];
  /** `performance.now()` of the latest request or answer, and how many are on their way. */
  readonly activity: { readonly at: number; readonly open: number };
  /** Ids of all events put on the bus so far, `<dossierId>:<version>`. */
  readonly published: ReadonlySet<string>;
  reset(): void;
  /** Address a function is to take for that of AWS. */
  addressFor(name: string): Promise<string>;
  close(): void;
};

const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'DynamoDB',
  AmazonSQS: 'SQS',
  AWSEvents: 'EventBridge',
  secretsmanager: 'Secrets Manager',
};

/** Service and operation; S3 and SES have no name of the operation in a header, but speak in methods. */
function nameOf({ headers, method, url = '' }: IncomingMessage): { service: string; operation: string } {
  const [api, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (api !== undefined && operation !== undefined) return { service: SERVICES[api] ?? api, operation };
  const signed = /Credential=[^/]+\/\d+\/[^/]+\/([a-z0-9-]+)\//.exec(String(headers.authorization ?? ''))?.[1];
  const query = url.includes('tagging') ? ' tagging' : '';
  return { service: (signed ?? 's3').toUpperCase(), operation: `${method}${query}` };
}

/**
 * Stands between functions and the emulator, one port for each function, and counts what passes. It asks the table for
 * the capacity each request consumed; otherwise nothing is changed, so the product is measured as it is deployed.
 */
export function countingProxies(endpoint: string): CountingProxies {
  const target = new URL(endpoint);
  let seen: Seen[] = [];
  const published = new Set<string>();
  const activity = { at: performance.now(), open: 0 };
  const servers = new Map<string, Server>();

  async function pass(name: string, incoming: IncomingMessage): Promise<{ answer: IncomingMessage; body: Buffer }> {
    const named = nameOf(incoming);
    const sent = await bytesOf(incoming);
    const table = named.service === 'DynamoDB';
    const asked = table ? { ...JSON.parse(sent.toString()), ReturnConsumedCapacity: 'TOTAL' } : undefined;
    const body = asked === undefined ? sent : Buffer.from(JSON.stringify(asked));
    const headers = { ...incoming.headers, 'content-length': String(body.length) };
    const { hostname, port } = target;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url } = incoming;
      request({ hostname, port, method, path: url, headers }, resolve).on('error', reject).end(body);
    });
    const answered = await bytesOf(answer);
    const capacity = capacityOf(named.operation, asked, answer.statusCode === 200 ? answered : undefined);
    const puts = named.operation === 'PutEvents' ? (JSON.parse(sent.toString()) as PutEvents).Entries : [];
    for (const { Detail } of puts) published.add((JSON.parse(Detail) as { id: string }).id);
    seen.push({ ...named, ...capacity, function: name, events: puts.map((entry) => entry.DetailType) });
    return { answer, body: answered };
  }

  return {
    get seen() {
      return seen;
    },
    activity,
    published,
    reset: () => {
      seen = [];
    },
    async addressFor(name) {
      const server = createServer((incoming, outgoing) => {
        activity.open += 1;
        pass(name, incoming)
          .then(({ answer, body }) => outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body))
          .catch(() => outgoing.destroy())
          .finally(() => {
            activity.open -= 1;
            activity.at = performance.now();
          });
      });
      servers.set(name, server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close: () => {
      for (const server of servers.values()) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

type PutEvents = { readonly Entries: readonly { readonly DetailType: string; readonly Detail: string }[] };

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
