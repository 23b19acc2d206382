import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { pageQuery } from '../../../../shared/platform/http/page.ts';
import type { Call } from '../../../../shared/platform/http/request.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';
import { correlationId } from '../../../../shared/platform/observability/correlation.ts';
import { line, uuid } from '../../../../shared/values.ts';

const common = {
  access: { kind: 'public', reason: 'test' },
  audit: { nothing: 'test' },
  summary: { vi: 'a', en: 'a' },
  success: { status: 200, description: 'a' },
} as const;
const routes = {
  change: defineRoute({
    ...common,
    method: 'POST',
    path: '/things/{id}',
    params: z.strictObject({ id: uuid }),
    body: z.strictObject({ name: line(20) }),
    idempotent: true,
    ifMatch: true,
  }),
  list: defineRoute({ ...common, method: 'GET', cache: 'never', path: '/things', query: z.strictObject(pageQuery) }),
};

const ID = '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';

/** What the route's handler gets, or the problem. */
async function ask(
  name: keyof typeof routes,
  changed: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  let got: Call<(typeof routes)['change']> | undefined;
  let under: string | undefined;
  const take = async (call: unknown) => {
    got = call as typeof got;
    under = correlationId();
    return { status: 200 };
  };
  const handler = apiHandler(routes, { change: take, list: take }, { logger: new Logger({ logLevel: 'SILENT' }) });
  const { method, path } = routes[name];
  const event = {
    httpMethod: method,
    resource: path,
    path,
    pathParameters: name === 'change' ? { id: ID } : null,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k', 'If-Match': '"3"', ...headers },
    body: name === 'change' ? '{"name":"Huệ"}' : null,
    isBase64Encoded: false,
    ...changed,
  };
  const result = (await handler(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
  return {
    got,
    under,
    status: result.statusCode,
    headers: result.headers ?? {},
    problem: JSON.parse(result.body || '{}'),
  };
}

const base64 = (bytes: Uint8Array) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true });

describe('a body', () => {
  const damaged = Buffer.concat([Buffer.from('{"name":"Hu'), Buffer.from([0xea]), Buffer.from('"}')]);

  it.each([
    ['as bytes', base64(damaged)],
    ['as the gateway hands it on', { body: damaged.toString('utf8') }],
    ['with half a character', { body: '{"name":"Hu\uD83D"}' }],
    ['cut within a character', base64(Buffer.from('{"name":"Huệ"}').subarray(0, 13))],
    ['in UTF-16', base64(Buffer.from('\uFEFF{"name":"Huệ"}', 'utf16le'))],
  ])('that is not UTF-8 is rejected %s', async (_, changed) => {
    expect(await ask('change', changed)).toMatchObject({ status: 400, problem: { code: 'not-utf-8' } });
  });

  it.each([
    ['an escaped sign of a lost character', '{"name":"Hu\\ufffd"}', 'text-damaged'],
    ['an escaped half of a character', '{"name":"Hu\\ud83d"}', 'text-damaged'],
    ['a name that cannot be seen', '{"name":"\\u200b"}', 'text-invisible'],
    ['a name that reads backwards', '{"name":"\\u202eabc"}', 'text-direction'],
  ])('with %s is refused by field and rule, in both languages', async (_, body, rule) => {
    for (const [language, message] of [
      ['vi', /ký tự/],
      ['en', /character|sign/],
    ] as const) {
      const { status, problem } = await ask('change', { body }, { 'Accept-Language': language });
      expect([status, problem.code]).toEqual([400, 'invalid-request']);
      expect(problem.errors).toEqual([{ field: 'name', rule, message: expect.stringMatching(message) }]);
    }
  });

  it('with a duplicate field or excessive nesting is rejected', async () => {
    const twice = await ask('change', { body: '{"name":"a","name":"b"}' });
    expect(twice.problem).toMatchObject({ code: 'invalid-request', errors: [{ field: 'name', rule: 'unique-name' }] });
    const deep = await ask('change', { body: `{"name":${'['.repeat(99)}${']'.repeat(99)}}` });
    expect(deep.problem).toMatchObject({ code: 'invalid-request', errors: [{ rule: 'max-32-levels' }] });
  });

  it.each(['{"name":"a","__proto__":{"x":1}}', '{"name":"a","constructor":1}'])(
    '%s has a field too many',
    async (body) => {
      expect((await ask('change', { body })).problem.errors).toMatchObject([{ rule: 'unknown-field' }]);
    },
  );

  it.each([
    ['plain', { body: '{"name":" Huệ"}' }],
    ['as bytes', base64(Buffer.from('{"name":"Huệ"}'))],
    ['after a byte order mark', base64(Buffer.from('\uFEFF{"name":"Huệ"}'))],
    ['with its marks apart', { body: '{"name":"Huệ"}'.normalize('NFD') }],
  ])('that is valid is read %s', async (_, changed) => {
    expect((await ask('change', changed)).got?.body).toEqual({ name: 'Huệ' });
  });
});

describe('Content-Type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json; charset="utf-8"',
    'application/json;charset="UTF-8"',
    'application/json; charset=UTF8',
    ' application/json ; charset = utf-8 ;',
  ])('%j is JSON', async (type) => expect((await ask('change', {}, { 'Content-Type': type })).status).toBe(200));

  it.each([
    '',
    'text/json',
    'application/jsonx',
    'application/json; charset=utf-16',
    'application/json; charset="utf-8',
    'application/json, text/plain',
    'application/json; profile=x',
    'application/problem+json',
  ])('%j is not', async (type) => {
    expect(await ask('change', {}, { 'Content-Type': type })).toMatchObject({
      status: 415,
      problem: { code: 'unsupported-media-type' },
    });
  });
});

describe('If-Match', () => {
  it.each(['"3"', 'W/"3"', ' "3" ', '"3-kq2_Zr-0aBcDeFgHiJkLmN"', 'W/"3-x"'])('%j is version 3', async (tag) => {
    expect((await ask('change', {}, { 'If-Match': tag })).got?.expectedVersion).toBe(3);
  });

  it.each([
    '*',
    '"*"',
    '3',
    '"1", "3"',
    '"3',
    '"x"',
    '"-1"',
    '"3-"',
    '"3-a.b"',
    '"1.5"',
    '"0x3"',
    `"${'9'.repeat(10)}"`,
    'w/"3"',
  ])('%j names no version, and the answer says how to write one', async (tag) => {
    const { status, problem } = await ask('change', {}, { 'If-Match': tag });
    expect({ status, code: problem.code }).toEqual({ status: 428, code: 'if-match-required' });
    expect(problem.errors).toMatchObject([{ field: 'header.If-Match', rule: 'one-version' }]);
  });

  it('is required', async () => {
    const { problem } = await ask('change', {}, { 'If-Match': '' });
    expect(problem).toMatchObject({ code: 'if-match-required', status: 428 });
    expect(problem.errors).toBeUndefined();
  });
});

describe('a UUID in upper case', () => {
  it('is the same in the path', async () => {
    expect((await ask('change', { pathParameters: { id: ID.toUpperCase() } })).got?.params).toEqual({ id: ID });
  });

  it('is the same as an idempotency key, while other keys are compared exactly', async () => {
    const keyOf = async (key: string) => (await ask('change', {}, { 'Idempotency-Key': key })).got?.idempotency?.key;
    expect(await keyOf(ID.toUpperCase())).toBe(ID);
    expect(await keyOf(` ${ID} `)).toBe(ID);
    expect(await keyOf('Lan-1')).toBe('Lan-1');
  });

  it('is the same as a correlation id', async () => {
    const { headers, under } = await ask('list', {}, { 'X-CORRELATION-ID': ID.toUpperCase() });
    expect([headers['X-Correlation-Id'], under]).toEqual([ID, ID]);
  });
});

describe('names of headers', () => {
  it('are read in any case', async () => {
    const headers = { 'CONTENT-TYPE': 'application/json', 'iDEMPOTENCY-kEY': 'k', 'if-match': '"7"' };
    expect((await ask('change', { headers })).got).toMatchObject({ expectedVersion: 7, idempotency: { key: 'k' } });
  });
});

describe('limit', () => {
  const limited = (limit: string) => ask('list', { queryStringParameters: { limit } });

  it('must be digits', async () => {
    expect((await limited('5')).got?.query).toEqual({ limit: 5 });
    expect((await limited('100')).got?.query).toEqual({ limit: 100 });
    expect((await ask('list')).got?.query).toEqual({ limit: 25 });
  });

  it.each([
    '0x10',
    '0b1',
    '0o7',
    '1e1',
    '+5',
    ' 5',
    '5 ',
    '05',
    '1_0',
    '1,0',
    '5.0',
    '-5',
    '',
    ' ',
    '٥',
    '５',
    'Infinity',
  ])('is not %j', async (limit) => {
    const { status, problem } = await limited(limit);
    expect([status, problem.errors]).toEqual([
      400,
      [{ field: 'query.limit', rule: 'whole-number', message: expect.any(String) }],
    ]);
  });

  it.each([
    ['0', 'min-1'],
    ['101', 'max-100'],
    ['999999999', 'max-100'],
  ])('is not %s either', async (limit, rule) => {
    expect((await limited(limit)).problem.errors).toMatchObject([{ field: 'query.limit', rule }]);
  });

  it('must be given once', async () => {
    const { problem } = await ask('list', {
      queryStringParameters: { limit: '5' },
      multiValueQueryStringParameters: { limit: ['50', '5'] },
    });
    expect(problem.errors).toMatchObject([{ field: 'query.limit', rule: 'once' }]);
  });
});
