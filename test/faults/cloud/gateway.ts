import type { Host, HttpRequest } from '../world/network.ts';
import { jsonAnswer } from '../world/network.ts';
import type { Lambda } from './lambda.ts';

export type Method = {
  /** In its template. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly function: string;
};

const TIMEOUT_MS = 29_000;

/** The HTTP API: finds the function of a route, gives it the proxy event, answers with what it says. */
export function gateway(
  methods: readonly Method[],
  lambda: Lambda,
  sleep: (ms: number) => Promise<void>,
  address: () => string,
): Host {
  const routes = methods.map((method) => ({ ...method, pattern: patternOf(method.path) }));
  return async (request) => {
    const url = new URL(request.path, 'https://api');
    for (const route of routes) {
      const found = route.method === request.method ? route.pattern.exec(url.pathname) : null;
      if (found === null) continue;
      const params = Object.fromEntries(
        Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
      );
      const event = eventOf(request, url, route.path, params, address());
      const late = sleep(TIMEOUT_MS).then(() => undefined);
      const ended = await Promise.race([lambda.invoke(route.function, event), late]);
      if (ended === undefined) return jsonAnswer(504, { message: 'Endpoint request timed out' });
      if (ended.kind !== 'answer') return jsonAnswer(502, { message: 'Internal server error' });
      const {
        statusCode,
        headers = {},
        body = '',
      } = ended.value as {
        statusCode: number;
        headers?: Record<string, string>;
        body?: string;
      };
      const lower = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      );
      return { status: statusCode, headers: lower, body: Buffer.from(body) };
    }
    return jsonAnswer(403, { message: 'Missing Authentication Token' });
  };
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

function eventOf(request: HttpRequest, url: URL, resource: string, params: object, address: string): object {
  const query = [...new Set(url.searchParams.keys())];
  return {
    httpMethod: request.method,
    resource,
    path: url.pathname,
    pathParameters: Object.keys(params).length === 0 ? null : params,
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(url.searchParams),
    multiValueQueryStringParameters:
      query.length === 0 ? null : Object.fromEntries(query.map((name) => [name, url.searchParams.getAll(name)])),
    headers: request.headers,
    multiValueHeaders: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]])),
    body: request.body.length === 0 ? null : request.body.toString('utf8'),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: address }, stage: 'api' },
  };
}
