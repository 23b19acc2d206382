import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import type { Cache } from '../../../../shared/platform/http/caching.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import type { RouteReply } from '../../../../shared/platform/http/request.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';

const said = {
  access: { kind: 'public', reason: 'test' },
  audit: { nothing: 'test' },
  summary: { vi: 'a', en: 'a' },
  success: { status: 200, description: 'a' },
} as const;
const SHARED = 'public, max-age=300, stale-while-revalidate=3600';

async function ask(cache: Cache, headers: Record<string, string>, reply: () => RouteReply) {
  const routes = { read: defineRoute({ method: 'GET', cache, path: '/x', ...said }) };
  const handler = apiHandler(routes, { read: async () => reply() }, { logger: new Logger({ logLevel: 'SILENT' }) });
  const event = { httpMethod: 'GET', resource: '/x', path: '/x', headers } as unknown as APIGatewayProxyEvent;
  const { statusCode, headers: got = {}, body } = (await handler(event, {} as Context)) as APIGatewayProxyResult;
  return { status: statusCode, body, headers: got, etag: String(got.ETag) };
}
const one = (): RouteReply => ({ status: 200, body: { name: 'Khai sinh' } });
const two = (): RouteReply => ({ status: 200, body: { name: 'Khai tử' } });

describe('an answer that may be kept', () => {
  it.each([
    ['public-long', SHARED],
    ['private-revalidate', 'private, no-cache'],
  ] as const)('%s has an ETag and its Cache-Control', async (cache, expected) => {
    const { headers, etag } = await ask(cache, {}, one);
    expect(headers).toMatchObject({ 'Cache-Control': expected, Vary: 'Accept-Language' });
    expect(etag).toMatch(/^"[\w-]{22}"$/);
  });

  it('has one ETag for one content in one language', async () => {
    const { etag } = await ask('public-long', {}, one);
    expect((await ask('private-revalidate', {}, one)).etag).toBe(etag);
    expect((await ask('public-long', {}, two)).etag).not.toBe(etag);
    expect((await ask('public-long', { 'Accept-Language': 'en' }, one)).etag).not.toBe(etag);
  });

  it('keeps a version at the beginning of its ETag', async () => {
    const at = (name: string) => () => ({ status: 200, body: { name }, headers: { ETag: '"12"' } });
    const { etag } = await ask('private-revalidate', {}, at('a'));
    expect(etag).toMatch(/^"12-[\w-]{22}"$/);
    expect((await ask('private-revalidate', {}, at('b'))).etag).not.toBe(etag);
  });

  it.each([
    ['the tag', (tag: string) => tag],
    ['its weak form', (tag: string) => `W/${tag}`],
    ['the tag in a list', (tag: string) => `"other", ${tag},W/"third"`],
    ['anything', () => '*'],
  ])('is 304 without content when If-None-Match names %s', async (_, named) => {
    const { etag } = await ask('public-long', {}, one);
    const again = await ask('public-long', { 'if-none-match': named(etag) }, one);
    expect(again).toMatchObject({ status: 304, body: '', etag });
    expect(again.headers).toMatchObject({ 'Cache-Control': SHARED, Vary: 'Accept-Language' });
    expect(again.headers).not.toHaveProperty('Content-Type');
    expect(again.headers).toHaveProperty('X-Correlation-Id');
  });

  it.each(['', '""', '"', 'W/', '"other"', '3'])('is sent when If-None-Match is %j', async (named) => {
    const again = await ask('public-long', { 'If-None-Match': named }, one);
    expect(again.status).toBe(200);
    expect(again.body).toContain('Khai sinh');
  });

  it('is sent when only a part of its tag is named, or when it changed', async () => {
    const { etag } = await ask('public-long', {}, one);
    for (const named of [etag.slice(1, -1), `"${etag.slice(1, -2)}"`]) {
      expect((await ask('public-long', { 'If-None-Match': named }, one)).status).toBe(200);
    }
    expect((await ask('public-long', { 'If-None-Match': etag }, two)).status).toBe(200);
  });
});

describe('an answer that may not be kept', () => {
  it('has no ETag where it holds a ticket, and is always sent', async () => {
    const { headers, status } = await ask('never', { 'If-None-Match': '*' }, one);
    expect({ status, cache: headers['Cache-Control'] }).toEqual({ status: 200, cache: 'no-store' });
    expect(headers).not.toHaveProperty('ETag');
  });

  it('is a problem, on any route', async () => {
    const { headers, status } = await ask('public-long', { 'If-None-Match': '*' }, () => {
      throw new HttpProblem('not-found');
    });
    expect({ status, cache: headers['Cache-Control'] }).toEqual({ status: 404, cache: 'no-store' });
    expect(headers).not.toHaveProperty('ETag');
  });
});
