import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { endpointFare } from '../../../../functions/webhooks/endpoint-fare.ts';
import { routes } from '../../../../functions/webhooks/endpoints/routes.ts';
import { receiver } from '../delivery/receiver.ts';
import { world } from './world.ts';

const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';
const NOWHERE = '018f2f3e-7a0b-7c3d-8e4f-000000000000';

describe('registering an endpoint', () => {
  it('stores the endpoint in the table, the secret in Secrets Manager, and returns the secret once', async () => {
    const { ask, register, table, secrets } = world();
    const made = await register();
    expect(made).toMatchObject({ status: 'enabled', secretVersion: 1, secret: expect.stringMatching(/^whsec_/) });
    expect(JSON.parse(secrets.values.get(`motcua/quang-tri/webhooks/${made.endpointId}`) ?? '')).toEqual({
      current: made.secret,
    });
    expect(JSON.stringify([...table.rows.values()])).not.toContain(made.secret);
    const { secret: _, ...shown } = made;
    expect((await ask('GET', made.endpointId)).body).toEqual(shown);
    expect((await ask('GET')).body).toEqual({ items: [shown] });
  });

  it('answers the same request with the same endpoint and secret, and rejects another body', async () => {
    const { ask, register } = world();
    const first = await register(undefined, { key: 'once' });
    expect(await register(undefined, { key: 'once' })).toEqual(first);
    expect((await ask('GET')).body.items).toHaveLength(1);
    const other = await ask('POST', undefined, {
      key: 'once',
      body: { url: 'https://b.example.vn', description: 'b' },
    });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('finds the secret created by an interrupted attempt', async () => {
    const { register, table, secrets } = world();
    table.step = async (when, request) => {
      if (when === 'in' && request === 'TransactWrite') throw new Error('sandbox died');
    };
    expect(await register(undefined, { key: 'once' })).toMatchObject({ code: 'internal-error' });
    table.step = async () => {};
    const made = await register(undefined, { key: 'once' });
    expect(secrets.values.size).toBe(1);
    expect([...secrets.values.values()][0]).toContain(made.secret);
  });

  it('creates one endpoint for concurrent identical requests', async () => {
    const { ask, register } = world();
    const twins = await Promise.all([1, 2, 3].map(() => register(undefined, { key: 'once' })));
    expect(new Set(twins.map((twin) => twin.endpointId)).size).toBe(1);
    expect(new Set(twins.map((twin) => twin.secret)).size).toBe(1);
    expect((await ask('GET')).body.items).toHaveLength(1);
  });

  it.each([
    ['http://agency.example.vn/', 'url-not-https'],
    ['https://169.254.169.254/latest', 'url-private-address'],
    ['https://agency.example.vn:22/', 'url-port'],
  ])('rejects %s and names the violated rule', async (url, rule) => {
    const { ask, secrets } = world();
    const answer = await ask('POST', undefined, { body: { url, description: 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'url', rule }] } });
    expect(secrets.values.size).toBe(0);
  });

  it.each([
    [{ description: 'x' }, 'url'],
    [
      { url: 'https://agency.example.vn/', description: 'x', eventTypes: ['motcua.dossier.nonsense.v1'] },
      'eventTypes.0',
    ],
    [{ url: 'https://agency.example.vn/', description: 'x', agencyId: 'H50.40' }, 'agencyId'],
  ])('rejects the body %j', async (body, field) => {
    const answer = await world().ask('POST', undefined, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it('allows at most twenty endpoints per agency', async () => {
    const { ask, register } = world();
    for (let i = 0; i < 20; i += 1) expect(await register()).toHaveProperty('secret');
    expect(await register()).toMatchObject({ status: 429, code: 'quota-reached', details: { limit: 20 } });
    expect(await register(undefined, { as: 'commune' })).toHaveProperty('secret');
    expect((await ask('GET')).body.items).toHaveLength(20);
  });
});

describe('permission to manage endpoints', () => {
  const all = Object.values(routes).map(({ method, path }) => ({ method, path }));

  it.each(all)('$method $path is for systems with the scope only', async ({ method, path }) => {
    const { ask } = world();
    const what = `${method} ${path.replace(/^\/v1\/webhook-endpoints(\/\{endpointId\})?/, '')}`.trim();
    const endpointId = path.includes('{') ? NOWHERE : undefined;
    for (const as of ['reader', 'officer', 'citizen']) expect((await ask(what, endpointId, { as })).status).toBe(403);
    expect((await ask(what, endpointId, { as: 'unknown' })).status).toBe(401);
  });

  it.each(all.filter(({ path }) => path.includes('{')))(
    '$method $path does not know an endpoint of another agency',
    async ({ method, path }) => {
      const { ask, register, secrets } = world();
      const { endpointId } = await register();
      const what = `${method} ${path.replace('/v1/webhook-endpoints/{endpointId}', '')}`.trim();
      const body = path.endsWith('/replay') ? { dossierId: DOSSIER } : undefined;
      expect((await ask(what, endpointId, { as: 'commune', body })).status).toBe(404);
      expect((await ask('GET', endpointId)).status).toBe(200);
      expect(secrets.values.size).toBe(1);
    },
  );
});

describe('rotating the secret', () => {
  const stored = (w: ReturnType<typeof world>) => JSON.parse([...w.secrets.values.values()][0] ?? '');

  it('keeps the previous one valid for 24 hours', async () => {
    const w = world();
    const { endpointId, secret: first } = await w.register();
    const { body } = await w.ask('POST /rotate-secret', endpointId);
    expect(body).toMatchObject({ secretVersion: 2, previousSecretUntil: '2026-11-21T03:00:00.000Z' });
    expect(body.secret).not.toBe(first);
    expect(stored(w)).toMatchObject({ current: body.secret, previous: first });
    w.now.at += 24 * 3_600_000;
    expect((await w.ask('GET', endpointId)).body).not.toHaveProperty('previousSecretUntil');
  });

  it('repeated with the same key returns the same secret and keeps the previous one', async () => {
    const w = world();
    const { endpointId, secret: first } = await w.register();
    const once = await w.ask('POST /rotate-secret', endpointId, { key: 'rotate' });
    expect((await w.ask('POST /rotate-secret', endpointId, { key: 'rotate' })).body).toEqual(once.body);
    expect(stored(w)).toMatchObject({ current: once.body.secret, previous: first });
  });

  it.each(['PutSecretValue', 'Put'])('interrupted at %s and repeated, rotates once', async (where) => {
    const w = world();
    const { endpointId, secret: first } = await w.register();
    if (where === 'Put') {
      w.table.step = async (when, request) => {
        if (when === 'in' && request === 'Put') throw new Error('sandbox died');
      };
    } else w.secrets.fail = where;
    expect((await w.ask('POST /rotate-secret', endpointId, { key: 'rotate' })).status).toBe(500);
    w.table.step = async () => {};
    const { body } = await w.ask('POST /rotate-secret', endpointId, { key: 'rotate' });
    expect(stored(w)).toMatchObject({ current: body.secret, previous: first });
  });

  it('rejects a concurrent rotation', async () => {
    const w = world();
    const { endpointId } = await w.register();
    const both = await Promise.all([
      w.ask('POST /rotate-secret', endpointId),
      w.ask('POST /rotate-secret', endpointId),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    w.now.at += 31_000;
    expect((await w.ask('POST /rotate-secret', endpointId)).status).toBe(200);
  });

  it('does not return a rotated secret to a repeated registration', async () => {
    const w = world();
    const { endpointId } = await w.register(undefined, { key: 'once' });
    await w.ask('POST /rotate-secret', endpointId);
    expect(await w.register(undefined, { key: 'once' })).not.toHaveProperty('secret');
  });
});

describe('managing an endpoint', () => {
  it('deletes it with its secret, also after an interrupted attempt', async () => {
    const w = world();
    const { endpointId } = await w.register();
    w.table.step = async (when, request) => {
      if (when === 'in' && request === 'TransactWrite') throw new Error('sandbox died');
    };
    expect((await w.ask('DELETE', endpointId)).status).toBe(500);
    w.table.step = async () => {};
    expect((await w.ask('DELETE', endpointId)).status).toBe(204);
    expect(w.secrets.values.size).toBe(0);
    expect((await w.ask('GET', endpointId)).status).toBe(404);
    expect((await w.ask('DELETE', endpointId)).status).toBe(404);
  });

  it('sends a signed test event once per key and shows the attempt', async () => {
    const agency = await receiver();
    try {
      const w = world([agency.host]);
      const { endpointId, secret } = await w.register(agency.url);
      const { body } = await w.ask('POST /test', endpointId, { key: 'try' });
      expect(body).toMatchObject({ outcome: 'delivered', status: 204, eventType: 'motcua.webhook-endpoint.test.v1' });
      expect((await w.ask('POST /test', endpointId, { key: 'try' })).body).toEqual(body);
      expect(agency.got).toHaveLength(1);
      const [got] = agency.got;
      const event = new Webhook(secret).verify(got?.body ?? '', forgetTime(got?.headers, secret, got?.body));
      expect(event).toMatchObject({ subject: endpointId, source: 'motcua/quang-tri', data: { endpointId } });
      expect((await w.ask('GET /attempts', endpointId)).body.items).toEqual([body]);
    } finally {
      await agency.close();
    }
  });

  it('pages through attempts, newest first', async () => {
    const w = world();
    const { endpointId } = await w.register();
    for (let i = 1; i <= 5; i += 1) {
      const at = new Date(w.now.at + i * 1000).toISOString();
      await w.deps.attempts.add(endpointId, {
        at,
        eventId: `e${i}`,
        eventType: 't',
        outcome: 'delivered',
        durationMs: 1,
      });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor !== undefined && { cursor }) };
      const { body } = await w.ask('GET /attempts', endpointId, { query });
      seen.push(...body.items.map((item: { eventId: string }) => item.eventId));
      cursor = body.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(['e5', 'e4', 'e3', 'e2', 'e1']);
  });

  it('replays only dossiers of the own agency, and no drafts', async () => {
    const w = world();
    const { endpointId } = await w.register();
    const replay = (body: object, key?: string) => w.ask('POST /replay', endpointId, { body, ...(key && { key }) });
    w.dossiers.set(DOSSIER, { agencies: ['H50.1', 'H50.12'], status: 'accepted' });
    expect(await replay({ dossierId: DOSSIER, fromVersion: 3 }, 'k')).toMatchObject({ status: 202 });
    expect(await replay({ dossierId: DOSSIER, fromVersion: 3 }, 'k')).toMatchObject({ status: 202 });
    expect(w.rewound).toEqual([{ endpointId, dossierId: DOSSIER, fromVersion: 3 }]);
    expect(await replay({ dossierId: NOWHERE })).toMatchObject({ status: 404, body: { code: 'dossier-not-found' } });
    w.dossiers.set(DOSSIER, { agencies: ['H50.1'], status: 'accepted' });
    expect(await replay({ dossierId: DOSSIER })).toMatchObject({ status: 404 });
    w.dossiers.set(DOSSIER, { agencies: ['H50.12'], status: 'draft' });
    expect(await replay({ dossierId: DOSSIER })).toMatchObject({ status: 404 });
    expect(await replay({ dossierId: DOSSIER, fromVersion: 0 })).toMatchObject({ status: 400 });
    expect(w.rewound).toHaveLength(1);
  });

  it('lets the successor of a closed agency manage the endpoints it left, and replay its dossiers to its own', async () => {
    const w = world();
    const left = await w.register();
    const own = await w.register(undefined, { as: 'successor' });
    const listed = (await w.ask('GET', undefined, { as: 'successor' })).body.items as { endpointId: string }[];
    expect(listed.map(({ endpointId }) => endpointId)).toEqual([own.endpointId, left.endpointId]);
    const replay = (endpointId: string) =>
      w.ask('POST /replay', endpointId, { as: 'successor', body: { dossierId: DOSSIER } });
    w.dossiers.set(DOSSIER, { agencies: ['H50.1', 'H50.12'], status: 'accepted' });
    expect(await replay(own.endpointId)).toMatchObject({ status: 202 });
    expect(await replay(left.endpointId)).toMatchObject({ status: 202 });
    // What came to the successor alone is no matter of the closed agency's system.
    w.dossiers.set(DOSSIER, { agencies: ['H50.14'], status: 'accepted' });
    expect(await replay(left.endpointId)).toMatchObject({ status: 404 });
    expect((await w.ask('GET', own.endpointId)).status).toBe(404);
    expect((await w.ask('DELETE', left.endpointId, { as: 'successor' })).status).toBe(204);
  });

  it('enables a disabled endpoint and lets it catch up', async () => {
    const w = world();
    const { endpointId } = await w.register();
    const endpoint = await w.deps.endpoints.get('H50.12', endpointId);
    await endpointFare(w.table.table).disable(endpoint as never, { reason: 'gone', at: '2026-11-20T03:00:00.000Z' });
    expect((await w.ask('GET', endpointId)).body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    const { body } = await w.ask('POST /enable', endpointId);
    expect(body.status).toBe('enabled');
    expect(body).not.toHaveProperty('disabledReason');
    expect(w.caughtUp).toEqual([endpointId]);
  });
});

/** The world's clock is in 2026, but the library uses the real clock: the message is signed again for now. */
function forgetTime(headers: Record<string, unknown> = {}, secret = '', body = ''): Record<string, string> {
  const id = String(headers['webhook-id']);
  const webhook = new Webhook(secret);
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  if (webhook.sign(id, at, body) !== headers['webhook-signature']) throw new Error('the signature is wrong');
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, now, body),
  };
}
