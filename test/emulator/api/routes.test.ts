import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { CACHE_CONTROL } from '../../../shared/platform/http/caching.ts';
import { HTTP_PROBLEMS } from '../../../shared/platform/http/problem.ts';
import { stage } from '../kit.ts';
import { clientOf } from './callers.ts';
import { COMMON_PROBLEMS, declared, expectProblem, expectRows, routeOf } from './declared.ts';
import { announced, draft } from './example-bodies.ts';
import { ask, GOOD } from './good-table.ts';
import { NOT_OVER_HTTP, PROVOKED } from './problems-table.ts';
import { DESK, filed, HANDLER, inProcessing, removeEndpoints, versionOf, walkOf } from './world.ts';

describe('the good path', () => {
  afterEach(removeEndpoints);
  it('is completedSteps on every route', () => expectRows(Object.keys(GOOD)));

  it.each(Object.entries(GOOD))('%s', async (name, call) => {
    const { success, ifMatch, cache = 'never' } = routeOf(name);
    const { status, body, headers } = await call();
    expect(status, JSON.stringify(body)).toBe(success.status);
    if (success.body !== undefined) {
      const parsed = success.body.safeParse(body);
      expect(parsed.success, JSON.stringify(parsed.error?.issues)).toBe(true);
      // What a schema does not name is left out of what it parses, and is not in the API's description.
      expect(body).toEqual(parsed.data);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
    if (success.status === 201) expect(headers.get('location') ?? body.payUrl).toMatch(/^(\/v1\/|http)/);
    if (ifMatch) expect(headers.get('etag')).toBe(`"${body.version}"`);
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('cache-control')).toBe(CACHE_CONTROL[cache]);
    if (cache !== 'never') expect(headers.get('etag')).toMatch(/^"[\w-]{22,32}"$/);
  });
});

describe('the problems a route declares', () => {
  afterEach(removeEndpoints);
  it('are each provoked here, or it is said why not', () => {
    const all = [...declared].flatMap(([name, { problems = [] }]) =>
      problems.filter((code) => code !== 'idempotency-key-reused').map((code) => `${name} ${code}`),
    );
    expectRows([...Object.keys(PROVOKED), ...Object.keys(NOT_OVER_HTTP)], all);
  });

  it.each(Object.entries(PROVOKED))('%s', async (title, { status, ask: provoke }) => {
    const [name = '', code = ''] = title.split(' ');
    expect(COMMON_PROBLEMS.includes(code) && code !== 'too-many-requests').toBe(false);
    const answer = await provoke();
    expectProblem(name, answer, status, code);
    // Agencies that have the most endpoints there may be wait for nothing: they delete one.
    const waits = status === 429 && name !== 'webhook-endpoints.createEndpoint';
    if (waits || code === 'documents-pending') expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('conditional requests', () => {
  it('need the version that was read', async () => {
    const walk = await filed();
    const reception = await stage.as(DESK);
    const path = `/v1/dossiers/${walk.dossierId}/actions`;
    const body = walk.acceptance();
    expectProblem('actions.act', await reception.ask('POST', path, { body }), 428, 'if-match-required');
    const late = await reception.ask('POST', path, { body, ifMatch: '"1"' });
    expectProblem('actions.act', late, 412, 'version-conflict');
    expect(late.body.details).toEqual({ version: 2 });
    const read = await reception.ask('GET', `/v1/dossiers/${walk.dossierId}`);
    const done = await reception.ask('POST', path, { body, ifMatch: read.headers.get('etag') ?? '' });
    // Fees are assessed with the acceptance: two events.
    expect([done.status, done.body, done.headers.get('etag')]).toEqual([
      200,
      { dossierId: walk.dossierId, version: 4, status: 'accepted', dossierCode: read.body.dossierCode },
      '"4"',
    ]);
  });

  it('get 304 without content for an answer that the caller still has', async () => {
    const walk = await filed();
    const reception = await stage.as(DESK);
    for (const path of [`/v1/dossiers/${walk.dossierId}`, `/v1/dossiers/${walk.dossierId}/timeline`, '/openapi.json']) {
      const etag = (await reception.ask('GET', path)).headers.get('etag') ?? '';
      const again = await reception.ask('GET', path, { headers: { 'If-None-Match': etag } });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, { text: '' }, etag]);
      expect(again.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
      const inEnglish = { 'If-None-Match': etag, 'Accept-Language': 'en' };
      expect((await reception.ask('GET', path, { headers: inEnglish })).status).toBe(200);
    }
  });

  it('take the weak form of a version too, as proxies make it', async () => {
    const walk = await filed();
    const body = walk.acceptance();
    const answer = await (await stage.as(DESK)).ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, {
      body,
      ifMatch: 'W/"2"',
    });
    expect(answer.status).toBe(200);
  });
});

describe('lists', () => {
  type Page = {
    readonly items: readonly { readonly dossierId: string; readonly stepId?: string; readonly dueAt?: string }[];
    readonly next?: string;
  };

  /** All pages, of so many items each. */
  async function pages(who: Parameters<typeof clientOf>[0] | string, path: string, limit: number): Promise<Page[]> {
    const client = await (who === 'owner' ? clientOf('owner') : stage.as(who));
    const read: Page[] = [];
    for (let next: string | undefined = ''; next !== undefined; next = read.at(-1)?.next) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      read.push((await client.must('GET', `${path}limit=${limit}${cursor}`)) as unknown as Page);
      expect(read.length).toBeLessThan(200);
    }
    return read;
  }
  const idsOf = (read: readonly Page[]) => read.flatMap((page) => page.items.map((item) => item.dossierId));

  it('of one’s own dossiers come page by page, newest first, each dossier once', async () => {
    const opened: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const walk = walkOf({ channel: 'online', citizen: 'cong-dan-quy' });
      opened.unshift((await walk.open()).dossierId);
    }
    const read = await pages('cong-dan-quy', '/v1/dossiers?', 2);
    const ids = idsOf(read);
    expect(ids.slice(0, 5)).toEqual(opened);
    expect(new Set(ids).size).toBe(ids.length);
    expect(read.slice(0, -1).every((page) => page.items.length === 2)).toBe(true);
    expect(idsOf(await pages('cong-dan-quy', '/v1/dossiers?', 100))).toEqual(ids);
  });

  it('of the inbox come page by page, of one step when asked, by due moment', async () => {
    const walks = await Promise.all([inProcessing(), inProcessing(), inProcessing()]);
    const elsewhere = await inProcessing();
    await elsewhere.act(HANDLER, { type: 'forward', stepId: 'registration', agencyId: 'H50.20' });
    const read = await pages(HANDLER, '/v1/inbox?agencyId=H50.20&stepId=examination&', 1);
    const ids = idsOf(read);
    expect(walks.every(({ dossierId }) => ids.includes(dossierId))).toBe(true);
    const due = read.flatMap((page) => page.items.map((item) => item.dueAt ?? ''));
    expect(due).toEqual(due.toSorted());
    expect(due.every((moment) => moment.endsWith('Z'))).toBe(true);
    expect(ids).not.toContain(elsewhere.dossierId);
    expect(read.flatMap((page) => page.items).every((item) => item.stepId === 'examination')).toBe(true);
    const all = idsOf(await pages(HANDLER, '/v1/inbox?agencyId=H50.20&', 7));
    expect(all).toContain(elsewhere.dossierId);
    expect(new Set(all).size).toBe(all.length);
  });

  it('take no cursor of another list, another step or another person', async () => {
    await Promise.all([inProcessing(), inProcessing(), walkOf({ channel: 'online' }).open()]);
    const inbox = await ask('office.readInbox', 'handler', {
      query: { agencyId: 'H50.20', stepId: 'examination', limit: '1' },
    });
    const cursor = inbox.body.next as string;
    expect(cursor).toMatch(/^[\w-]+$/);
    // Nothing of the place it holds can be read.
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/INBOX|DOSSIER|gsi|H50/);
    const tries = [
      ['intake.listDossiers', 'owner', { cursor }],
      ['office.readInbox', 'handler', { agencyId: 'H50.20', stepId: 'registration', cursor }],
      ['office.readInbox', 'administrator', { agencyId: 'H50.20.1', cursor }],
      ['office.readInbox', 'administrator', { agencyId: 'H50.2', cursor }],
      // The very same list, asked for by others who may read it.
      ['office.readInbox', 'administrator', { agencyId: 'H50.20', stepId: 'examination', cursor }],
      ['office.readInbox', 'approver', { agencyId: 'H50.20', stepId: 'examination', cursor }],
    ] as const;
    for (const [name, who, query] of tries) {
      const answer = await ask(name, who, { query });
      expectProblem(name, answer, 400, 'invalid-request');
      expect(answer.body.errors).toMatchObject([{ field: 'query.cursor', rule: 'cursor' }]);
    }
  });
});

describe('headers', () => {
  it('tell where what was made can be read', async () => {
    const owner = await clientOf('owner');
    const made = await owner.ask('POST', '/v1/dossiers', { body: draft });
    const location = made.headers.get('location') ?? '';
    expect((await owner.must('GET', location)).dossierId).toBe(made.body.dossierId);
    const ticket = await owner.ask('POST', `${location}/documents`, { body: announced });
    const file = await owner.must('GET', ticket.headers.get('location') ?? '');
    expect(file.documentId).toBe(ticket.body.documentId);
  });

  it('tell the language, the caller’s where it is one of ours', async () => {
    const walk = await filed();
    const languages = {
      vi: ['Mới đăng ký', 'vi'],
      'en-GB,vi;q=0.5': ['Submitted', 'en'],
      'fr, de': ['Mới đăng ký', 'vi'],
    };
    for (const [accepted, [name, language]] of Object.entries(languages)) {
      const headers = { 'accept-language': accepted };
      const read = await (await clientOf('owner')).ask('GET', `/v1/dossiers/${walk.dossierId}`, { headers });
      expect([read.body.statusName, read.headers.get('content-language')], accepted).toEqual([name, language]);
    }
  });

  it('carry the caller’s correlation id back when it is a UUID', async () => {
    const owner = await clientOf('owner');
    const sent = async (id: string) => {
      const { headers, body } = await owner.ask('GET', '/v1/dossiers/x', { headers: { 'x-correlation-id': id } });
      expect(body.correlationId).toBe(headers.get('x-correlation-id'));
      return headers.get('x-correlation-id');
    };
    const own = randomUUID();
    expect(await sent(own)).toBe(own);
    for (const id of [
      'short',
      '045190000123',
      'a'.repeat(65),
      'has spaces in it',
      '<script>alert(1)</script>',
      'a;b;c;d;e',
    ]) {
      expect(await sent(id)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('are the first version of a fresh dossier, and the next after each change', async () => {
    const walk = await filed();
    expect(await versionOf(walk)).toBe(2);
    const read = await (await clientOf('reception')).ask('GET', `/v1/dossiers/${walk.dossierId}`);
    expect(read.headers.get('etag')).toMatch(/^"2-/);
  });
});

describe('a path or a method that there is not', () => {
  it.each([
    ['GET', '/v1/nothing'],
    ['PUT', '/v1/lookup'],
  ])('%s %s is answered by the gateway itself, as a problem', async (method, path) => {
    const { status, body, headers } = await (await clientOf('owner')).ask(method, path);
    const { vi, en } = HTTP_PROBLEMS['not-found'];
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).toEqual({
      type: 'urn:motcua:problem:not-found',
      title: `${vi} / ${en}`,
      status: 404,
      code: 'not-found',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers.get('access-control-allow-origin')).toMatch(/^http/);
  });
});
