import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { loadProvince } from '../../infra/province/load.ts';
import type { Environment } from '../../local/launcher/environment.ts';
import { functionName, setVariables, variablesOf } from '../bench/cloud.ts';
import { synthesise } from '../faults/app/synthesis.ts';
import { Wiring } from '../faults/app/wiring.ts';
import { jsonAsks, lookAsks, mailAsks, objectAsks } from './asks/services.ts';
import { PLACE } from './declared.ts';
import type { Ask } from './policy/statement.ts';
import { Rights } from './rights.ts';

export type Enforced = {
  readonly rights: Rights;
  /** What functions were refused, each once. */
  readonly refused: ReadonlySet<string>;
  close(): void;
};

/** Services that functions call, by the name of their endpoint variable in the SDK. */
const SERVICES = ['DYNAMODB', 'SQS', 'EVENTBRIDGE', 'SECRETS_MANAGER', 'SESV2', 'S3'];

/**
 * Puts a gate between each function and the emulator, which does not ask for permissions: what the templates do not allow the
 * function's role is refused as AWS refuses it. Everything else passes unchanged. An address of the bucket that a function
 * signed leads through its gate, too, so that its user has that function's permission.
 */
export async function enforceRights(environment: Environment): Promise<Enforced> {
  const templates = await synthesise(loadProvince(environment.province));
  const wiring = new Wiring(templates);
  const rights = new Rights(templates);
  const refused = new Set<string>();
  let queuesAt = environment.endpoint;
  // What CloudFormation named there has another name here.
  const names = new Map([[environment.tableName, wiring.table().name]]);
  const bucket = wiring.buckets().find((name) => name.includes('documents')) ?? '';
  const renamed = (text: string) => [...names].reduce((sofar, [there, here]) => sofar.replaceAll(there, here), text);

  const asksOf = (service: string, { method = '', url = '', headers }: IncomingMessage, body: Buffer) => {
    const { pathname, searchParams: query } = new URL(url, environment.endpoint);
    if (service === 's3') {
      const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
      return objectAsks({ method, bucket, key, query, headers });
    }
    const json = JSON.parse(renamed(body.toString()) || '{}') as object;
    if (service === 'ses') return mailAsks(PLACE, json);
    return jsonAsks(PLACE, service, String(headers['x-amz-target']).split('.').at(-1) ?? '', json as Body);
  };

  async function pass(name: FunctionName, gate: string, incoming: IncomingMessage, to: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const service = serviceOf(incoming);
    const role = rights.roleOf(functionName(environment, name));
    const refusal = (asks: readonly Ask[]) => (role === undefined ? undefined : rights.refusal(role, asks));
    // Browsers send it as CORS preflight, unsigned.
    const why = incoming.method === 'OPTIONS' ? undefined : refusal(asksOf(service, incoming, body));
    if (why !== undefined) {
      refused.add(why);
      return deny(to, service, why);
    }
    const { hostname, port } = new URL(environment.endpoint);
    const { method, url, headers } = incoming;
    // A queue is told by its own address, which led here.
    const told = service === 'sqs' ? Buffer.from(body.toString().replaceAll(gate, queuesAt)) : body;
    const length = service === 'sqs' ? { 'content-length': String(told.length) } : {};
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ hostname, port, method, path: url, headers: { ...headers, ...length } }, resolve);
      sent.on('error', reject).end(told);
    });
    const hidden = service === 's3' && answer.statusCode === 404 ? refusal([lookAsks(bucket)]) : undefined;
    if (hidden !== undefined) return deny(to, service, hidden);
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
  }

  const servers: Server[] = [];
  for (const name of FUNCTION_NAMES) {
    const server = createServer((incoming, to) => {
      pass(name, addressOf(server), incoming, to).catch((error: Error) => {
        refused.add(`${name}: ${error.message}`);
        to.destroy();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gate = addressOf(server);
    const variables = Object.entries(await variablesOf(environment, name));
    const led = Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, gate]));
    // The SDK sends to the address of the queue and to no other.
    const queues = variables.filter(([key]) => key.endsWith('QUEUE_URL'));
    for (const [, url] of queues) queuesAt = new URL(url).origin;
    const there = queues.map(([key, url]) => [key, url.replace(queuesAt, gate)] as const);
    await setVariables(environment, name, { ...Object.fromEntries([...variables, ...there]), ...led });
  }
  return {
    rights,
    refused,
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

type Body = Readonly<Record<string, unknown>>;

/** The service that a request is signed for: `Credential=<key>/<day>/<region>/<service>/aws4_request`. */
function serviceOf({ url = '', headers }: IncomingMessage): string {
  const presigned = new URL(url, 'http://gate').searchParams.get('X-Amz-Credential');
  const scope = presigned ?? /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  return scope.split('/').at(-2) ?? 's3';
}

function deny(to: ServerResponse, service: string, message: string): void {
  if (service === 's3') {
    to.writeHead(403, { 'Content-Type': 'application/xml' });
    to.end('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');
    return;
  }
  to.writeHead(service === 'ses' ? 403 : 400, {
    'Content-Type': 'application/x-amz-json-1.0',
    'x-amzn-errortype': 'AccessDeniedException',
  });
  to.end(JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }));
}
