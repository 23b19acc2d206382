import { type GatewayResponseOptions, ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { EXPOSED_HEADERS } from '../../shared/platform/http/cors.ts';
import { SECURITY_HEADERS } from '../../shared/platform/http/headers.ts';
import { HTTP_PROBLEMS, HttpProblem, type HttpProblemCode, problemOf } from '../../shared/platform/http/problem.ts';

/** What the gateway may have to say by itself, each as the CDK spells it. */
export type GatewayAnswer = Exclude<keyof typeof ResponseType, 'of' | 'prototype'>;

/**
 * The problem that stands for each answer of the gateway's own: no function has seen these calls. Those that no setting
 * of ours brings about (authorizers, API keys, usage plans) are here too, so that none is ever told in other words.
 */
export const GATEWAY_ANSWERS: Readonly<Record<GatewayAnswer, HttpProblemCode>> = {
  ACCESS_DENIED: 'forbidden',
  API_CONFIGURATION_ERROR: 'internal-error',
  AUTHORIZER_CONFIGURATION_ERROR: 'internal-error',
  AUTHORIZER_FAILURE: 'internal-error',
  BAD_REQUEST_BODY: 'invalid-request',
  BAD_REQUEST_PARAMETERS: 'invalid-request',
  DEFAULT_4XX: 'invalid-request',
  DEFAULT_5XX: 'internal-error',
  EXPIRED_TOKEN: 'unauthenticated',
  INTEGRATION_FAILURE: 'internal-error',
  INTEGRATION_TIMEOUT: 'internal-error',
  INVALID_API_KEY: 'forbidden',
  INVALID_SIGNATURE: 'unauthenticated',
  // What the gateway says of a path or a method that there is not.
  MISSING_AUTHENTICATION_TOKEN: 'not-found',
  QUOTA_EXCEEDED: 'too-many-requests',
  REQUEST_TOO_LARGE: 'body-too-large',
  RESOURCE_NOT_FOUND: 'not-found',
  THROTTLED: 'too-many-requests',
  UNAUTHORIZED: 'unauthenticated',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported-media-type',
  // Of the firewall's rules only the limit per address is told here; known attacks have an answer of their own.
  WAF_FILTERED: 'too-many-requests',
};

/** Seconds after which to come again; the gateway's own limit counts by the second, the firewall's by minutes. */
const RETRY_AFTER: Partial<Record<GatewayAnswer, number>> = { THROTTLED: 1, WAF_FILTERED: 60 };

/**
 * Makes the gateway answer as functions do: problem details, and a browser may show them to the province's portals.
 * `docs/decisions/0024-gateway-answers.md`
 */
export function gatewayAnswers(api: RestApi, portalOrigins: readonly string[]): void {
  for (const [type, code] of Object.entries(GATEWAY_ANSWERS) as [GatewayAnswer, HttpProblemCode][]) {
    api.addGatewayResponse(type, {
      type: ResponseType[type],
      statusCode: String(HTTP_PROBLEMS[code].status),
      responseHeaders: headersFor(type, portalOrigins),
      templates: { 'application/json': gatewayProblem(code, '$context.requestId') },
    });
  }
}

/**
 * Problem details that were written down before anybody asked: in both languages, as nobody is there to read
 * `Accept-Language`. The gateway's own id leads to the line of the call in the access log.
 */
export function gatewayProblem(code: HttpProblemCode, correlationId?: string): string {
  const { vi, en } = HTTP_PROBLEMS[code];
  const problem = { ...problemOf(new HttpProblem(code), 'vi'), title: `${vi} / ${en}` };
  return JSON.stringify(correlationId === undefined ? problem : { ...problem, correlationId });
}

/**
 * Headers that let the portals read an answer which is the same for everybody. It cannot be made to depend on who asks:
 * the one portal of a province is named, several are served by the asterisk.
 */
export const portalHeaders = (portalOrigins: readonly string[]): Readonly<Record<string, string>> => {
  const [first, ...others] = portalOrigins;
  if (first === undefined) return {};
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': others.length === 0 ? first : '*',
    'Access-Control-Expose-Headers': [...EXPOSED_HEADERS, 'x-amzn-RequestId'].join(', '),
  };
};

function headersFor(type: GatewayAnswer, portalOrigins: readonly string[]): GatewayResponseOptions['responseHeaders'] {
  const retryAfter = RETRY_AFTER[type];
  const headers: Record<string, string> = {
    // The key of a template would only be one of the types a caller may accept; this is the one that is sent.
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': 'vi, en',
    ...SECURITY_HEADERS,
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    ...portalHeaders(portalOrigins),
  };
  // A constant stands between apostrophes, which a policy for content has of its own: it protects pages, and this is none.
  const sendable = Object.entries(headers).filter(([, value]) => !value.includes("'"));
  return Object.fromEntries(sendable.map(([name, value]) => [name, `'${value}'`]));
}
