import { type GatewayResponseOptions, ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { EXPOSED_HEADERS } from '../../shared/platform/http/cors.ts';
import { SECURITY_HEADERS } from '../../shared/platform/http/headers.ts';
import { HTTP_PROBLEMS, HttpProblem, type HttpProblemCode, problemOf } from '../../shared/platform/http/problem.ts';

/** The gateway response types, as the CDK spells them. */
export type GatewayAnswer = Exclude<keyof typeof ResponseType, 'of' | 'prototype'>;

/**
 * The problem sent for each gateway response; no function has seen these calls. Response types that our settings cannot
 * trigger (authorizers, API keys, usage plans) are included, so that none ever has another format.
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
  // The gateway's response to an unknown path or method.
  MISSING_AUTHENTICATION_TOKEN: 'not-found',
  QUOTA_EXCEEDED: 'too-many-requests',
  REQUEST_TOO_LARGE: 'body-too-large',
  RESOURCE_NOT_FOUND: 'not-found',
  THROTTLED: 'too-many-requests',
  UNAUTHORIZED: 'unauthenticated',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported-media-type',
  // Of the firewall's rules only the rate limit is answered here; known attacks get an answer from the firewall itself.
  WAF_FILTERED: 'too-many-requests',
};

/** `Retry-After` in seconds; the gateway's own limit counts per second, the firewall's over minutes. */
const RETRY_AFTER: Partial<Record<GatewayAnswer, number>> = { THROTTLED: 1, WAF_FILTERED: 60 };

/**
 * Makes the gateway answer as functions do: problem details with CORS headers for the province's portals.
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
 * Static problem details, in both languages, because a gateway template cannot read
 * `Accept-Language`. The gateway's request id leads to the line of the call in the access log.
 */
export function gatewayProblem(code: HttpProblemCode, correlationId?: string): string {
  const { vi, en } = HTTP_PROBLEMS[code];
  const problem = { ...problemOf(new HttpProblem(code), 'vi'), title: `${vi} / ${en}` };
  return JSON.stringify(correlationId === undefined ? problem : { ...problem, correlationId });
}

/**
 * CORS headers of an answer that is the same for every caller. The value cannot depend on the request's origin:
 * a single portal of a province is named, several portals get the asterisk.
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
    // The key of a template is only matched with the caller's `Accept` header; this is the type that is sent.
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': 'vi, en',
    ...SECURITY_HEADERS,
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    ...portalHeaders(portalOrigins),
  };
  // No Content-Security-Policy: constants stand between apostrophes and cannot contain them; and this is no HTML page.
  const sendable = Object.entries(headers).filter(([, value]) => !value.includes("'"));
  return Object.fromEntries(sendable.map(([name, value]) => [name, `'${value}'`]));
}
