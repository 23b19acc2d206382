import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { type Bound, cursors } from '../../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../../shared/platform/http/lists.ts';
import { pageQuery } from '../../../../shared/platform/http/page.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';
import type { Caller } from '../../../../shared/platform/identity/claims.ts';
import { keyFor } from '../../../../shared/platform/secrets/province-key.ts';
import { CursorError, type PageKey } from '../../../../shared/platform/table/page.ts';
import { uuid } from '../../../../shared/values.ts';
import { FIXED_KEY, fixedOwnerKeys } from '../identity/fixed-key.ts';

const OWNER_KEY = await fixedOwnerKeys({ kind: 'citizen', identifier: '045190000123' });
const PLACE: PageKey = {
  gsi2pk: `OWNER#${OWNER_KEY}`,
  gsi2sk: '2026-11-20T03:00:00.000Z#3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20',
  pk: 'DOSSIER#3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20',
  sk: 'SNAPSHOT',
};
const BOUND: Bound = {
  route: { method: 'GET', path: '/v1/inbox' },
  actor: { kind: 'officer', subject: 'officer-a' },
  query: { agencyId: 'H50.12', stepId: 'sign', limit: 10 },
};
const HOUR = 3_600_000;

function world() {
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  return { now, ...cursors(FIXED_KEY, () => now.at) };
}

describe('a cursor', () => {
  it('continues the same list for the same caller, for any page size', async () => {
    const { seal, open } = world();
    const cursor = await seal(PLACE, BOUND);
    expect(await open(cursor, BOUND)).toEqual(PLACE);
    const next = { agencyId: 'H50.12', limit: 25, cursor, stepId: 'sign' };
    expect(await open(cursor, { ...BOUND, query: next })).toEqual(PLACE);
  });

  it('reveals nothing of its content, and fits into a query', async () => {
    const cursor = await world().seal(PLACE, BOUND);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,1000}$/);
    const bytes = Buffer.from(cursor, 'base64url').toString('latin1');
    for (const part of [OWNER_KEY, OWNER_KEY.slice(0, 8), 'OWNER', 'DOSSIER', '3d5b1c57', 'gsi2', '2026']) {
      expect(bytes).not.toContain(part);
    }
  });

  it('is one text for the same place within an hour, so that a page has one ETag; for any other list it is another', async () => {
    const { seal, now } = world();
    now.at += 1;
    const cursor = await seal(PLACE, BOUND);
    now.at += HOUR - 1;
    expect(await seal(PLACE, BOUND)).toBe(cursor);
    const others = [
      await seal({ ...PLACE, sk: 'EVENT#00000001' }, BOUND),
      await seal(PLACE, { ...BOUND, actor: { kind: 'officer', subject: 'officer-b' } }),
    ];
    now.at += 1;
    const nonces = [cursor, await seal(PLACE, BOUND), ...others].map((text) => text.slice(0, 16));
    expect(new Set(nonces).size).toBe(4);
  });

  it.each<[string, Bound]>([
    ['another caller', { ...BOUND, actor: { kind: 'officer', subject: 'officer-b' } }],
    ['a caller of another kind', { ...BOUND, actor: { kind: 'partner', subject: 'officer-a' } }],
    ['another list', { ...BOUND, route: { method: 'GET', path: '/v1/dossiers' } }],
    ['another agency', { ...BOUND, query: { ...BOUND.query, agencyId: 'H50.1' } }],
    ['all steps', { ...BOUND, query: { agencyId: 'H50.12' } }],
    ['parts that add up alike', { ...BOUND, query: { agencyIdH5: '0.12', stepId: 'sign' } }],
  ])('is invalid for %s', async (_, other) => {
    const { seal, open } = world();
    await expect(open(await seal(PLACE, BOUND), other)).rejects.toThrow(CursorError);
  });

  it('expires after a working day', async () => {
    const { seal, open, now } = world();
    const cursor = await seal(PLACE, BOUND);
    now.at += 12 * HOUR - 1;
    expect(await open(cursor, BOUND)).toEqual(PLACE);
    now.at += 1;
    await expect(open(cursor, BOUND)).rejects.toThrow(CursorError);
  });

  it('is invalid in another province', async () => {
    const elsewhere = cursors({ for: async (purpose) => keyFor('another province'.repeat(4), purpose) });
    await expect(world().open(await elsewhere.seal(PLACE, BOUND), BOUND)).rejects.toThrow(CursorError);
  });

  it('is invalid when any bit was changed, or when truncated or extended; so is any other text', async () => {
    const { seal, open } = world();
    const bytes = Buffer.from(await seal(PLACE, BOUND), 'base64url');
    const changed = fc.nat({ max: bytes.length * 8 - 1 }).map((bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
      return copy;
    });
    const cut = fc.nat({ max: bytes.length - 1 }).map((length) => bytes.subarray(0, length));
    const longer = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([bytes, more]));
    const any = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, cut, longer, any), async (forged) => {
        await expect(open(forged.toString('base64url'), BOUND)).rejects.toThrow(CursorError);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a paged route', () => {
  const list = z.object({ items: z.array(z.object({ dossierId: uuid })), next: z.optional(z.string()) });
  const routes = {
    list: defineRoute({
      method: 'GET',
      cache: 'private-revalidate',
      path: '/v1/dossiers',
      access: { kind: 'token', citizen: true },
      audit: ['answer.items.dossierId'],
      summary: { vi: 'Thử', en: 'Test' },
      query: z.strictObject(pageQuery),
      paged: true,
      success: { status: 200, description: 'ok', body: list },
    }),
  };
  const logger = new Logger({ logLevel: 'SILENT' });
  const now = { at: 0 };
  const given: unknown[] = [];
  const handler = apiHandler(
    routes,
    {
      list: async ({ page }) => {
        given.push(page);
        return { status: 200, body: { items: [] }, ...(page.after === undefined && { next: PLACE }) };
      },
    },
    {
      logger,
      admission: byToken(
        async (who): Promise<Caller> => ({ kind: 'citizen', subject: who ?? '', ownerKey: OWNER_KEY }),
        AS_SIGNED_IN,
      ),
      lists: listsBy(cursors(FIXED_KEY, () => now.at)),
    },
  );

  async function ask(who: string, query: Record<string, string> = {}) {
    const event = {
      httpMethod: 'GET',
      resource: '/v1/dossiers',
      path: '/v1/dossiers',
      headers: { Authorization: who },
    };
    const asked = { ...event, queryStringParameters: query } as unknown as APIGatewayProxyEvent;
    const result = (await handler(asked, {} as Context)) as APIGatewayProxyResult;
    return { status: result.statusCode, text: result.body, body: JSON.parse(result.body) };
  }

  it('gives its handler the position and its caller the encrypted cursor', async () => {
    const first = await ask('citizen-a', { limit: '7' });
    expect(first.text).not.toContain(OWNER_KEY);
    const second = await ask('citizen-a', { limit: '9', cursor: first.body.next });
    expect(second).toMatchObject({ status: 200, body: { items: [] } });
    expect(second.body).not.toHaveProperty('next');
    expect(given).toEqual([{ limit: 7 }, { limit: 9, after: PLACE }]);
  });

  it('responds alike to a foreign, a modified and an expired cursor', async () => {
    const { next } = (await ask('citizen-a')).body as { next: string };
    const plain = Buffer.from(JSON.stringify(PLACE)).toString('base64url');
    const answers = [
      await ask('citizen-b', { cursor: next }),
      await ask('citizen-a', { cursor: `${next.slice(0, -2)}AA` }),
      await ask('citizen-a', { cursor: plain }),
    ];
    now.at += 13 * HOUR;
    answers.push(await ask('citizen-a', { cursor: next }));
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request', errors: [{ field: 'query.cursor', rule: 'cursor' }] });
    }
  });
});
