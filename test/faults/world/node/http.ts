import * as hostHttp from 'node:http';
import * as hostHttps from 'node:https';
import type { Names } from '../names.ts';
import type { HttpRequest, HttpResponse, Network } from '../network.ts';
import { FakeClientRequest, type Options } from './client.ts';
import { FakeServer, type Listener } from './server.ts';
import type { Alive } from './timers.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Where a request goes: without the port that its protocol has anyway. */
export function addressOf(protocol: string, hostname: string, port: string): string {
  return port === '' || port === DEFAULT_PORTS[protocol] ? hostname : `${hostname}:${port}`;
}

/** `node:http` and `node:https` of one program: the same names, over the world's network. */
export function httpOf(network: Network, from: () => string, alive: Alive, names: Names) {
  const moduleFor = (protocol: 'http:' | 'https:', host: object) => {
    const request = (first: string | URL | Options, ...rest: unknown[]) => {
      const given = rest.find((one): one is Options => typeof one === 'object' && one !== null) ?? {};
      const options: Options =
        typeof first === 'string' || first instanceof URL ? { ...fromUrl(new URL(first)), ...given } : first;
      const hostname = options.hostname ?? (options.host ?? 'localhost').replace(/:\d+$/, '');
      const reached = names.reached(hostname, from(), options.lookup);
      const address = addressOf(options.protocol ?? protocol, reached, String(options.port ?? ''));
      const call = new FakeClientRequest(
        options,
        (sent, onConnect) => network.exchange(from(), address, sent, onConnect),
        network,
        alive,
      );
      const onAnswer = rest.find((one) => typeof one === 'function') as ((answer: unknown) => void) | undefined;
      if (onAnswer !== undefined) call.once('response', onAnswer);
      return call;
    };
    const get = (...args: Parameters<typeof request>) => request(...args).end();
    const createServer = (...args: unknown[]) =>
      new FakeServer(network, args.find((one) => typeof one === 'function') as Listener | undefined);
    return { ...host, request, get, createServer };
  };
  return { http: moduleFor('http:', hostHttp), https: moduleFor('https:', hostHttps) };
}

const fromUrl = (url: URL): Options => ({
  protocol: url.protocol,
  hostname: url.hostname,
  port: url.port,
  path: url.pathname + url.search,
});

/** `fetch` of one program. Redirects are never followed: nothing in the world needs it. */
export function fetchOf(network: Network, from: () => string, alive: Alive): typeof fetch {
  return (async (input: string | URL | Request, init: RequestInit = {}) => {
    const request = new Request(input, { ...init, signal: null });
    const url = new URL(request.url);
    const { signal } = init;
    signal?.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => alive() && reject(signal.reason), { once: true });
    });
    const sent = {
      method: request.method,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: await bytesOf(init.body),
    };
    const address = addressOf(url.protocol, url.hostname, url.port);
    const answer = await Promise.race([network.exchange(from(), address, sent).catch(asFetchFails), aborted]);
    // A killed program receives nothing any more.
    if (!alive()) return new Promise<never>(() => {});
    const empty = [101, 204, 205, 304].includes(answer.status) || request.method === 'HEAD';
    return new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: { ...answer.headers },
    });
  }) as typeof fetch;
}

/** An exchange of one program whose content is handed over as it is. A program that was killed hears nothing any more. */
export const carryOf =
  (network: Network, from: () => string, alive: Alive) =>
  (address: string, request: HttpRequest, onConnect: () => void): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      network.exchange(from(), address, request, onConnect).then(
        (answer) => alive() && resolve(answer),
        (error: unknown) => alive() && reject(error),
      );
    });

const asFetchFails = (error: Error): never => {
  throw new TypeError('fetch failed', { cause: error });
};

async function bytesOf(body: RequestInit['body']): Promise<Buffer> {
  return body === undefined || body === null ? Buffer.alloc(0) : Buffer.from(await new Response(body).arrayBuffer());
}
