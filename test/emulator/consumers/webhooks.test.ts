import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../local/demo/api/client.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { environment, eventually, stage } from '../kit.ts';
import { causeOf, changeNotification, filed, handled, put } from './kit.ts';

type Delivered = {
  readonly endpoint: string;
  readonly eventId: string;
  readonly valid: boolean;
  readonly status: number;
  readonly body: string;
};
type Registered = { readonly endpointId: string; readonly secret: string; readonly path: string };

const QUEUE = 'webhook-delivery';
const ROOT = '/v1/webhook-endpoints';
const made: string[] = [];
let agency: ApiClient;
beforeAll(async () => {
  agency = await stage.as('phuong-dong-hoi');
});
// Each endpoint costs a delivery for every event of the ward, other files' dossiers included.
afterEach(async () => {
  for (const endpointId of made.splice(0)) await agency.ask('DELETE', `${ROOT}/${endpointId}`);
});

const receiver = (path: string, change: object) => stage.control('agency', 'endpoints', { path, ...change });

/** An endpoint of the ward's system, registered with us and known to the receiver. */
async function register(change: object = {}, body: object = {}): Promise<Registered> {
  const path = `w-${randomUUID().slice(0, 8)}`;
  const url = `${environment.simulators.agency}/hooks/${path}`;
  const answer = await agency.must('POST', ROOT, { body: { url, description: 'Thử', ...body } });
  const registered = { endpointId: answer.endpointId as string, secret: answer.secret as string, path };
  made.push(registered.endpointId);
  await receiver(path, { secret: registered.secret, ...change });
  return registered;
}

async function received({ path }: Registered, { dossierId }: Walk): Promise<readonly Delivered[]> {
  const { deliveries } = await stage.control<{ deliveries: readonly Delivered[] }>('agency', 'state');
  return deliveries.filter(({ endpoint, eventId }) => endpoint === path && eventId.startsWith(dossierId));
}

/** Waits until the receiver took every event of a dossier. @returns what it took, in the order it came */
async function took(endpoint: Registered, walk: Walk): Promise<readonly Delivered[]> {
  const count = (await walk.timeline()).length;
  const good = async () => (await received(endpoint, walk)).filter(({ status }) => status === 200);
  await eventually(`${count} events`, async () => new Set((await good()).map(({ eventId }) => eventId)).size === count);
  return good();
}
const versions = (deliveries: readonly Delivered[]) => deliveries.map(({ eventId }) => Number(eventId.slice(37)));
const look = ({ endpointId }: Registered) => agency.must('GET', `${ROOT}/${endpointId}`);

describe('an agency’s endpoint', () => {
  it('gets every event of its dossiers, in order, once, under a signature it can verify', async () => {
    const endpoint = await register();
    const walk = await filed('birth', 'cong-dan-an');
    await walk.process();
    const deliveries = await took(endpoint, walk);
    expect(versions(deliveries)).toEqual((await walk.timeline()).map(({ version }) => version));
    expect(deliveries.every(({ valid }) => valid)).toBe(true);
    for (const { body, eventId } of deliveries) {
      expect(JSON.parse(body)).toMatchObject({ specversion: '1.0', id: eventId, subject: walk.dossierId });
    }
    const elsewhere = await filed('household', 'cong-dan-an');
    await handled(QUEUE, elsewhere.dossierId);
    expect(await received(endpoint, elsewhere)).toEqual([]);
  });

  it('gets only the types it asked for', async () => {
    const endpoint = await register({}, { eventTypes: ['motcua.dossier.accepted.v1'] });
    const walk = await filed('birth', 'cong-dan-an');
    await walk.process();
    await eventually('the acceptance', async () => (await received(endpoint, walk)).length > 0);
    await handled(QUEUE, walk.dossierId);
    expect(versions(await received(endpoint, walk))).toEqual([4]);
  });

  it('that fails for a while gets everything in the end, in order', async () => {
    const endpoint = await register({ behaviour: 'error' });
    const walk = await filed('birth', 'cong-dan-an');
    await eventually('a failure', async () => (await received(endpoint, walk)).length > 0);
    await walk.accept();
    await receiver(endpoint.path, { behaviour: 'ok' });
    expect(versions(await took(endpoint, walk))).toEqual([1, 2, 3, 4]);
    const { items } = await agency.must('GET', `${ROOT}/${endpoint.endpointId}/attempts`);
    const outcomes = (items as { outcome: string; status: number }[]).map(
      ({ outcome, status }) => `${outcome} ${status}`,
    );
    expect(outcomes).toEqual(expect.arrayContaining(['refused 500', 'delivered 200']));
  });

  it('that says it is gone is disabled, and gets what it missed once it is enabled again', async () => {
    const endpoint = await register({ behaviour: 'gone' });
    const walk = await filed('birth', 'cong-dan-an');
    await eventually('the endpoint is disabled', async () => (await look(endpoint)).status === 'disabled');
    expect(await look(endpoint)).toMatchObject({ disabledReason: 'gone' });
    await handled(QUEUE, walk.dossierId);
    const calls = (await received(endpoint, walk)).length;
    await walk.accept();
    await handled(QUEUE, walk.dossierId);
    expect(await received(endpoint, walk)).toHaveLength(calls);
    await receiver(endpoint.path, { behaviour: 'ok' });
    await agency.must('POST', `${ROOT}/${endpoint.endpointId}/enable`);
    expect(versions(await took(endpoint, walk))).toEqual([1, 2, 3, 4]);
  });

  it('that is slow makes no other one wait', async () => {
    const [slow, quick] = [await register({ behaviour: 'slow', slowMs: 9_000 }), await register()];
    const walk = await filed('birth', 'cong-dan-an');
    await took(quick, walk);
    expect(await received(slow, walk)).toEqual([]);
  });

  it('is signed to with both keys after a rotation, and can change over at any moment', async () => {
    const endpoint = await register();
    const walk = await filed('birth', 'cong-dan-an');
    await took(endpoint, walk);
    const rotated = await agency.must('POST', `${ROOT}/${endpoint.endpointId}/rotate-secret`);
    expect(rotated.secret).not.toBe(endpoint.secret);
    expect(rotated.previousSecretUntil).toBeDefined();
    const tested = async () => (await agency.must('POST', `${ROOT}/${endpoint.endpointId}/test`)).outcome;
    // The receiver still has the old key, then the new one, then a wrong one.
    expect(await tested()).toBe('delivered');
    await receiver(endpoint.path, { secret: rotated.secret as string });
    expect(await tested()).toBe('delivered');
    await receiver(endpoint.path, { secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` });
    expect(await tested()).toBe('refused');
  });

  it('gets a dossier again from where it asks, under the same ids', async () => {
    const endpoint = await register();
    const walk = await filed('birth', 'cong-dan-an');
    await walk.accept();
    await took(endpoint, walk);
    const body = { dossierId: walk.dossierId, fromVersion: 2 };
    await agency.must('POST', `${ROOT}/${endpoint.endpointId}/replay`, { body });
    await eventually('the replay', async () => (await received(endpoint, walk)).length === 7);
    const deliveries = await received(endpoint, walk);
    expect(versions(deliveries)).toEqual([1, 2, 3, 4, 2, 3, 4]);
    expect(deliveries[4]?.body).toBe(deliveries[1]?.body);
    const foreign = await filed('household', 'cong-dan-an');
    const asked = { body: { dossierId: foreign.dossierId } };
    expect((await agency.ask('POST', `${ROOT}/${endpoint.endpointId}/replay`, asked)).status).toBe(404);
  });

  it('above the agency of a dossier may request its events again, as it receives them', async () => {
    const province = await stage.as('tinh-quang-tri');
    const path = `w-${randomUUID().slice(0, 8)}`;
    const url = `${environment.simulators.agency}/hooks/${path}`;
    const answer = await province.must('POST', ROOT, { body: { url, description: 'Tỉnh' } });
    const endpoint = { endpointId: answer.endpointId as string, secret: answer.secret as string, path };
    try {
      await receiver(path, { secret: endpoint.secret });
      const walk = await filed('birth', 'cong-dan-an');
      await took(endpoint, walk);
      await province.must('POST', `${ROOT}/${endpoint.endpointId}/replay`, { body: { dossierId: walk.dossierId } });
      await eventually('the replay', async () => (await received(endpoint, walk)).length === 4);
    } finally {
      await province.ask('DELETE', `${ROOT}/${endpoint.endpointId}`);
    }
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data', 'url-not-https'],
    ['https://169.254.169.254/', 'url-private-address'],
    ['https://127.0.0.1/', 'url-private-address'],
    ['https://2130706433/', 'url-private-address'],
    ['https://0x7f.1/', 'url-private-address'],
    ['https://[::1]/', 'url-private-address'],
    ['https://[::ffff:10.0.0.1]/', 'url-private-address'],
    ['https://10.1.2.3/', 'url-private-address'],
    ['https://localhost/', 'url-private-host'],
    ['https://db.internal/', 'url-private-host'],
    ['https://user:pass@example.com/', 'url-credentials'],
    ['https://example.com:22/', 'url-port'],
    ['https://example.com/#x', 'url-fragment'],
    ['file:///etc/passwd', 'not-a-url'],
    ['gopher://example.com/', 'not-a-url'],
    [`http://127.0.0.1:1/hooks/x`, 'url-not-https'],
    ['not a url', 'not-a-url'],
  ])('is not registered at %s', async (url, rule) => {
    const { status, body } = await agency.ask('POST', ROOT, { body: { url, description: 'x' } });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ field: 'url', rule }]);
  });
});

describe('a message for webhook delivery', () => {
  it.each([
    ['no JSON', (id: string) => `{"dossierId":"${id}`],
    ['an endpoint without its agency', (id: string) => ({ dossierId: id, endpointId: randomUUID() })],
    ['an event of another source', (id: string) => ({ ...changeNotification(id, 1), source: 'aws.s3' })],
  ])('that is %s is parked, and the rest continues', async (_, message) => {
    const id = randomUUID();
    await put(QUEUE, message(id));
    expect(await causeOf(QUEUE, id)).toBe('malformed-message');
  });
});
