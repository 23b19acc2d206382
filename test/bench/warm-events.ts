import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, Context, SQSEvent } from 'aws-lambda';

export type Ask = {
  readonly method: string;
  /** As API Gateway knows it: `/v1/dossiers/{dossierId}`. */
  readonly resource: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly body?: unknown;
  readonly version?: number;
  readonly key?: string;
  readonly sourceIp?: string;
};

/** A request as API Gateway hands it to a function; fields no function of ours reads are left out. */
export function apiEvent(ask: Ask): APIGatewayProxyEvent {
  const { method, resource, params = {}, query, token, body, version, key = randomUUID() } = ask;
  return {
    httpMethod: method,
    resource,
    path: resource.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    pathParameters: params,
    queryStringParameters: query ?? null,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: ask.sourceIp ?? '203.0.113.7' } },
  } as unknown as APIGatewayProxyEvent;
}

/** One message of a queue, put there as if by hand. */
export function queueEvent(message: unknown): SQSEvent {
  const attributes = { SenderId: '000000000000' };
  const record = { messageId: randomUUID(), body: JSON.stringify(message), attributes, messageAttributes: {} };
  return { Records: [record] } as unknown as SQSEvent;
}

export const lambdaContext = { getRemainingTimeInMillis: () => 30_000 } as unknown as Context;
