import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const body = JSON.stringify({ type: 'motcua.dossier.accepted.v1', data: {} });

describe("an agency's webhook receiver", () => {
  let agency: RunningSimulator;
  const secrets = { justice: newSecret(), finance: newSecret() };
  beforeAll(async () => {
    agency = await launch('agency');
  });
  afterAll(() => agency.stop());
  beforeEach(async () => {
    await agency.control('reset');
    for (const [path, secret] of Object.entries(secrets)) await agency.control('endpoints', { path, secret });
  });

  const deliver = async (path: string, id: string, secret: string, at = new Date(), sent = body) => {
    const response = await fetch(`${agency.url}/hooks/${path}`, {
      method: 'POST',
      body: sent,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
    });
    return response.status;
  };

  it('takes what its own secret signed and nothing else', async () => {
    expect(await deliver('justice', 'e-1', secrets.justice)).toBe(200);
    expect(await deliver('finance', 'e-1', secrets.justice)).toBe(401);
    expect(await deliver('justice', 'e-2', secrets.justice, new Date(), body.replace('accepted', 'refused'))).toBe(401);
    expect(await deliver('justice', 'e-3', secrets.justice, new Date(Date.now() - 3600_000))).toBe(401);
    expect(await deliver('nowhere', 'e-4', secrets.justice)).toBe(404);
    const { deliveries } = await agency.read<{ deliveries: { valid: boolean; body: string }[] }>('state');
    expect(deliveries.map((d) => d.valid)).toEqual([true, false, false, false, false]);
    expect(deliveries[0]?.body).toBe(body);
  });

  it('counts deliveries per event', async () => {
    for (const id of ['e-1', 'e-2', 'e-1']) await deliver('justice', id, secrets.justice);
    const { events } = await agency.read<{ events: object[] }>('state');
    expect(events).toEqual([
      { endpoint: 'justice', eventId: 'e-1', count: 2, valid: 2 },
      { endpoint: 'justice', eventId: 'e-2', count: 1, valid: 1 },
    ]);
  });

  it('answers as it is told to, and a signature of a later secret as well', async () => {
    await agency.control('endpoints', { path: 'justice', behaviour: 'gone' });
    expect(await deliver('justice', 'e-1', secrets.justice)).toBe(410);
    await agency.control('endpoints', { path: 'justice', behaviour: 'error' });
    expect(await deliver('justice', 'e-1', secrets.justice)).toBe(500);
    await agency.control('endpoints', { path: 'justice', behaviour: 'slow', slowMs: 150 });
    const start = performance.now();
    expect(await deliver('justice', 'e-1', secrets.justice)).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
    const next = newSecret();
    await agency.control('endpoints', { path: 'justice', behaviour: 'ok', secret: next });
    expect(await deliver('justice', 'e-2', next)).toBe(200);
    expect(await deliver('justice', 'e-3', secrets.justice)).toBe(401);
  });

  it('never tells a secret, and escapes what it shows', async () => {
    await deliver('justice', '<script>alert(1)</script>', secrets.justice);
    const page = await (await fetch(agency.url)).text();
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert(1)');
    expect(JSON.stringify(await agency.read('state'))).not.toContain(secrets.justice);
  });
});
