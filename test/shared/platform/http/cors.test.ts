import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EnvironmentError } from '../../../../shared/platform/config/environment.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { portalOrigins } from '../../../../shared/platform/http/cors.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';

const PORTAL = 'https://motcua.quangtri.gov.vn';
const OFFICE = 'http://localhost:8080';
const logger = new Logger({ logLevel: 'SILENT' });
const open = { kind: 'public', reason: 'test' } as const;
const said = {
  access: open,
  audit: { nothing: 'test' },
  summary: { vi: 'a', en: 'a' },
  success: { status: 200, description: 'a' },
} as const;
const routes = {
  good: defineRoute({ method: 'GET', cache: 'private-revalidate', path: '/good', ...said }),
  bad: defineRoute({ method: 'GET', cache: 'private-revalidate', path: '/bad', ...said }),
};

afterEach(() => vi.unstubAllEnvs());

/** The answer's headers, as a browser at `origin` gets them from a function with these portals. */
async function answer(path: '/good' | '/bad' | '/none', portals: string | undefined, origin?: string) {
  vi.stubEnv('PORTAL_ORIGINS', portals);
  const handler = apiHandler(
    routes,
    {
      good: async () => ({ status: 200 }),
      bad: async () => {
        throw new HttpProblem('not-found');
      },
    },
    { logger },
  );
  const event = { httpMethod: 'GET', resource: path, path, headers: origin === undefined ? {} : { Origin: origin } };
  const result = (await handler(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
  return result.headers ?? {};
}

const both = `${PORTAL},${OFFICE}`;

describe('an answer', () => {
  test.each([PORTAL, OFFICE])('names the portal that asked: %s', async (origin) => {
    const headers = await answer('/good', both, origin);
    expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin, Accept-Language' });
    const exposed = String(headers['Access-Control-Expose-Headers']).split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining(['ETag', 'Location', 'Idempotency-Replayed', 'X-Correlation-Id', 'Retry-After']),
    );
    expect(headers).not.toHaveProperty('Access-Control-Allow-Credentials');
  });

  test.each(['/bad', '/none'] as const)('can be read by the portal when it is a problem, too: %s', async (path) => {
    expect(await answer(path, both, PORTAL)).toMatchObject({ 'Access-Control-Allow-Origin': PORTAL, Vary: 'Origin' });
  });

  test.each([
    'https://evil.example',
    `${PORTAL}.evil.example`,
    `${PORTAL}:8443`,
    PORTAL.replace('https', 'http'),
    PORTAL.toUpperCase(),
    both,
    'null',
    '',
    undefined,
  ])('allows nothing to %s', async (origin) => {
    const headers = await answer('/good', both, origin);
    expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control'))).toEqual([]);
    expect(headers.Vary).toBe('Origin, Accept-Language');
  });

  test('has no CORS headers where the province has no portals', async () => {
    const headers = await answer('/good', undefined, PORTAL);
    expect(Object.keys(headers).filter((name) => /^access-control/i.test(name))).toEqual([]);
    expect(headers.Vary).toBe('Accept-Language');
  });
});

test.each(['', '*', 'motcua.quangtri.gov.vn', `${PORTAL}/`, `${PORTAL},`, `${PORTAL}, ${OFFICE}`, 'https://*.gov.vn'])(
  'a function with PORTAL_ORIGINS %j does not start',
  (PORTAL_ORIGINS) => {
    expect(() => portalOrigins({ PORTAL_ORIGINS })).toThrow(EnvironmentError);
  },
);
