import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { namedRoutes } from '../../../../local/checks/contracts/named-routes.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { auditOf } from '../../../../shared/platform/http/audit.ts';
import { RejectedError } from '../../../../shared/platform/http/rejected.ts';
import type { RouteReply } from '../../../../shared/platform/http/request.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';
import { UnauthenticatedError } from '../../../../shared/platform/identity/verify-token.ts';
import { uuid } from '../../../../shared/values.ts';

const DOSSIER = '3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20';
const OTHER = '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';

const about = {
  summary: { vi: 'Thử', en: 'Test' },
  access: { kind: 'token', citizen: true, partner: ['dossiers.read'] },
  success: { status: 200, description: 'ok' },
} as const;
const page = z.object({ items: z.array(z.looseObject({ dossierId: uuid })) });

const routes = {
  one: defineRoute({
    ...about,
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/dossiers/{dossierId}',
    audit: ['path.dossierId', 'answer.download'],
    params: z.strictObject({ dossierId: uuid }),
  }),
  many: defineRoute({
    ...about,
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/inbox',
    audit: ['query.agencyId', 'answer.items.dossierId'],
    query: z.strictObject({ agencyId: z.string() }),
    success: { status: 200, description: 'ok', body: page },
  }),
  asked: defineRoute({
    ...about,
    method: 'POST',
    path: '/v1/lookup',
    audit: ['body.dossierCode'],
    body: z.strictObject({ dossierCode: z.string(), personalId: z.string() }),
  }),
};

const CALLERS: Readonly<Record<string, Actor>> = {
  citizen: { kind: 'citizen', subject: 'citizen-a', ownerKey: 'k' },
  system: { kind: 'partner', subject: 'system-a', agencyId: 'H50.12', scopes: ['dossiers.read'] },
  officer: { kind: 'officer', subject: 'officer-a', roles: [{ agencyId: 'H50.12', role: 'handler' }] },
};

type Ask = { readonly route: string; readonly path?: object; readonly query?: object; readonly body?: object };

/** The log of a call: the keys of every line, and the last line. */
async function line(who: string, { route, path, query, body }: Ask, reply: () => RouteReply) {
  const logger = new Logger({ logLevel: 'SILENT' });
  const info = vi.spyOn(logger, 'info');
  const appended = vi.spyOn(logger, 'appendKeys');
  const verifyToken = async () => {
    const actor = CALLERS[who];
    if (actor === undefined) throw new UnauthenticatedError('anonymous');
    return actor;
  };
  const answer = async () => reply();
  const handler = apiHandler(
    routes,
    { one: answer, many: answer, asked: answer },
    { logger, admission: byToken(verifyToken, AS_SIGNED_IN) },
  );
  const [httpMethod, resource] = route.split(' ');
  const event = {
    httpMethod,
    resource,
    path: resource,
    headers: { 'content-type': 'application/json' },
    pathParameters: path ?? null,
    queryStringParameters: query ?? null,
    body: body === undefined ? null : JSON.stringify(body),
    requestContext: { requestId: 'gateway-1', identity: { sourceIp: '203.0.113.7' } },
  };
  const result = (await handler(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
  const written = { ...Object.assign({}, ...appended.mock.calls.flat()), ...(info.mock.calls.at(-1)?.[1] as object) };
  expect(info.mock.calls).toHaveLength(1);
  expect(written.status).toBe(result.statusCode);
  expect(JSON.stringify(written)).not.toContain('203.0.113.7');
  return written as Record<string, unknown>;
}

const one = { route: 'GET /v1/dossiers/{dossierId}', path: { dossierId: DOSSIER } };
const refused = () => {
  throw new RejectedError({ code: 'dossier-not-found' });
};

describe('the log line of a call', () => {
  it('records who read which dossier, and correlates with the access log', async () => {
    expect(await line('citizen', one, () => ({ status: 200, body: { name: 'Nguyễn Thị Ánh' } }))).toMatchObject({
      audit: true,
      subject: 'citizen-a',
      actorKind: 'citizen',
      route: one.route,
      requestId: 'gateway-1',
      dossierId: DOSSIER,
      status: 200,
    });
  });

  it.each([
    ['not found, or not theirs', 'citizen', refused, 404, 'dossier-not-found'],
    ['not allowed to call', 'officer', refused, 403, 'forbidden'],
    ['broken on our side', 'citizen', () => Promise.reject(new Error('x')) as never, 500, 'internal-error'],
  ])('names the dossier of a read that is refused: %s', async (_, who, reply, status, code) => {
    const written = await line(who, one, reply);
    expect(written).toMatchObject({ audit: true, subject: `${who}-a`, dossierId: DOSSIER, status, code });
  });

  it('names the dossier of an unauthenticated call', async () => {
    const written = await line('anonymous', one, refused);
    expect(written).toMatchObject({ audit: true, dossierId: DOSSIER, status: 401, code: 'unauthenticated' });
    expect(written).not.toHaveProperty('subject');
  });

  it('names every dossier of a list, and the agency of the system that read it', async () => {
    const body = { items: [{ dossierId: DOSSIER, x: 1 }, { dossierId: OTHER }] };
    const asked = { route: 'GET /v1/inbox', query: { agencyId: 'H50.12' } };
    expect(await line('system', asked, () => ({ status: 200, body }))).toMatchObject({
      audit: true,
      subject: 'system-a',
      actorAgency: 'H50.12',
      agencyId: 'H50.12',
      dossierIds: [DOSSIER, OTHER],
    });
  });

  it('records whether a ticket was issued, and not the ticket', async () => {
    const body = { download: { url: 'https://bucket.example/secret' } };
    const written = await line('citizen', one, () => ({ status: 200, body }));
    expect(written.download).toBe(true);
    expect(JSON.stringify(written)).not.toContain('secret');
  });

  it('records only the declared fields of a body, and none of an invalid one', async () => {
    const body = { dossierCode: 'H50.1-261120-0001', personalId: '045190000123' };
    const written = await line('citizen', { route: 'POST /v1/lookup', body }, refused);
    expect(written.dossierCode).toBe(body.dossierCode);
    expect(JSON.stringify(written)).not.toContain(body.personalId);
    const wrong = await line('citizen', { route: 'POST /v1/lookup', body: { dossierCode: '045190000123' } }, refused);
    expect(JSON.stringify(wrong)).not.toContain('045190000123');
  });

  it('records nothing from a path that is no identifier', async () => {
    const written = await line('citizen', { ...one, path: { dossierId: 'Nguyễn Thị Ánh' } }, refused);
    expect(written).toMatchObject({ audit: true, status: 400 });
    expect(written).not.toHaveProperty('dossierId');
  });
});

describe('a route', () => {
  const dossier = { ...about, method: 'GET', cache: 'never', path: '/v1/dossiers/{dossierId}/x' } as const;
  const list = {
    ...about,
    method: 'GET',
    cache: 'never',
    path: '/v1/x',
    success: { ...about.success, body: page },
  } as const;

  it('does not compile without a declaration for the audit trail and for caches', () => {
    // @ts-expect-error no `audit`
    defineRoute({ ...about, method: 'GET', cache: 'never', path: '/v1/x' });
    // @ts-expect-error no `cache`
    defineRoute({ ...about, method: 'GET', path: '/v1/x', audit: { nothing: 'test' } });
    // @ts-expect-error what a POST answers is kept nowhere
    defineRoute({ ...about, method: 'POST', cache: 'never', path: '/v1/x', audit: { nothing: 'test' } });
    // @ts-expect-error the path names a dossier, the trail would not
    defineRoute({ ...dossier, audit: ['path.documentId'] });
    // @ts-expect-error a reason does not do for a dossier
    defineRoute({ ...dossier, audit: { nothing: 'harmless' } });
    // @ts-expect-error the answer lists dossiers
    defineRoute({ ...list, audit: ['query.agencyId'] });
    // @ts-expect-error personal names are never audited
    defineRoute({ ...about, method: 'GET', cache: 'never', path: '/v1/x', audit: ['body.applicant.name'] });
    expect(defineRoute({ ...dossier, audit: ['path.documentId', 'path.dossierId'] }).path).toBe(dossier.path);
    expect(defineRoute({ ...list, audit: ['answer.items.dossierId'] }).path).toBe(list.path);
  });

  it('audits fields that it has', async () => {
    let audited = 0;
    for (const { function: owner, name, route } of await namedRoutes()) {
      const { audit, params, query, body, success } = route;
      if ('nothing' in audit) continue;
      audited += 1;
      const schemas = { path: params, query, body, answer: success.body };
      for (const field of audit) {
        const [part = '', ...rest] = field.split('.');
        const schema = schemas[part as keyof typeof schemas];
        const described = JSON.stringify(schema && z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
        for (const key of rest) expect(described, `${owner}.${name} audits ${field}`).toContain(`"${key}"`);
      }
    }
    expect(audited).toBeGreaterThan(25);
  });
});

it('of a body that is named as a whole only the names of its fields are recorded', () => {
  const body = { phone: '0912345678', name: 'Nguyễn Thị Ánh' };
  expect(auditOf(['body'], { body })).toEqual({ audit: true, given: ['phone', 'name'] });
  expect(auditOf(['body'], {})).toEqual({ audit: true });
});

it('a field without a value is omitted', () => {
  expect(auditOf(['path.dossierId', 'answer.items.dossierId'], { answer: { items: [] } })).toEqual({
    audit: true,
    dossierIds: [],
  });
  expect(auditOf({ nothing: 'x' }, { path: { dossierId: DOSSIER } })).toEqual({});
});
