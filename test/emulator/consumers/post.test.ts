import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { anonymous, eventually, stage, table } from '../kit.ts';
import { causeOf, changeNotification, coldStart, filed, handled, put, typesOf, withFaults } from './kit.ts';
import { readSecret, writeSecret } from './secrets.ts';

type Parcel = { readonly order: { readonly OrderNumber: string }; readonly itemCode: string };
type PostSecret = { readonly token: string };

/** A dossier whose result goes out by post, as far as the moment before its result is there. */
async function signable(citizen: string): Promise<Walk> {
  const walk = await filed('criminal', citizen, { result: 'post' });
  return (await walk.accept()).forwardTo();
}

const codeOf = async (walk: Walk) => (await walk.read()).dossierCode ?? '';
const parcelsOf = async (orderNumber: string) =>
  (await stage.control<{ parcels: readonly Parcel[] }>('post', 'state')).parcels.filter(
    ({ order }) => order.OrderNumber === orderNumber,
  );
const ordered = (walk: Walk) =>
  eventually('a parcel on the dossier', async () => (await walk.read()).shipments.length > 0);

async function push(body: unknown, token?: string, carrier = 'vnpost') {
  const headers = { token: token ?? (await readSecret<PostSecret>('carrier-vnpost')).current.token };
  const content = typeof body === 'string' ? { rawBody: body } : { body };
  const { status, body: reply } = await anonymous.ask('POST', `/webhooks/post/${carrier}`, {
    ...content,
    headers,
    idempotencyKey: null,
  });
  return [status, reply.status];
}

const report = (orderNumber: string, code: number | string, at: string, more: object = {}) => ({
  ORDER_NUMBER: orderNumber,
  ORDER_STATUS: code,
  ORDER_STATUSDATE: at,
  ...more,
});

/** Reports that were kept though they could not be applied, of one order. */
async function obstacles(orderNumber: string): Promise<readonly unknown[]> {
  const { pk } = keys.inbound('post', '');
  const asked = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true };
  const { Items = [] } = await table.client.send(new QueryCommand({ TableName: table.name, ...asked }));
  return Items.filter((row) => row.report.orderNumber === orderNumber).map(({ obstacle }) => obstacle);
}

describe('ordering a parcel', () => {
  it('happens once, though the news of the result comes three times', async () => {
    const walk = await signable('cong-dan-phuong');
    await walk.complete();
    await ordered(walk);
    const completedAt = (await walk.timeline()).find(({ type }) => type === 'completed')?.version ?? 0;
    for (let copy = 0; copy < 2; copy += 1) {
      await put('postal-orders', changeNotification(walk.dossierId, completedAt, 'completed'));
    }
    await handled('postal-orders', walk.dossierId);
    await handled('transitions.fifo', walk.dossierId);
    expect(await parcelsOf(await codeOf(walk))).toHaveLength(1);
    expect((await walk.read()).shipments).toHaveLength(1);
    expect((await typesOf(walk)).filter((type) => type === 'shipment-updated')).toHaveLength(2);
  });

  it('outlives a carrier that is down, and one that takes the order without saying so', async () => {
    const [down, silent] = [await signable('cong-dan-phuong'), await signable('cong-dan-quy')];
    await withFaults('post', { errorRate: 1, times: 1, only: '/orders' }, async () => {
      await down.complete();
      await eventually('the carrier failed', () => struck('error'));
    });
    await withFaults('post', { timeoutAfterWorkRate: 1, times: 1, only: '/orders' }, async () => {
      await silent.complete();
      await eventually('the carrier was silent', () => struck('cut-after-work'));
    });
    await Promise.all([ordered(down), ordered(silent)]);
    for (const walk of [down, silent]) expect(await parcelsOf(await codeOf(walk))).toHaveLength(1);
  });

  it('that the carrier refuses is parked with its cause, and the next one goes out', async () => {
    const [refused, next] = [await signable('cong-dan-phuong'), await signable('cong-dan-quy')];
    await stage.control('post', 'configure', { customerCode: 'UNKNOWN-CUSTOMER' });
    try {
      await refused.complete();
      expect(await causeOf('postal-orders', refused.dossierId)).toBe('carrier-refused:http-400');
    } finally {
      await stage.control('post', 'configure', { customerCode: 'MOTCUA-H50' });
    }
    await next.complete();
    await ordered(next);
  });

  it.each([
    ['a dossier that does not exist', (id: string) => changeNotification(id, 1, 'completed'), 'dossier-not-found'],
    ['another event', (id: string) => changeNotification(id, 1, 'submitted'), 'malformed-message'],
    ['no event at all', (id: string) => `{"detail":"${id}`, 'malformed-message'],
  ])('parks a message about %s', async (_, message, cause) => {
    const id = randomUUID();
    await put('postal-orders', message(id));
    expect(await causeOf('postal-orders', id)).toBe(cause);
  });
});

async function struck(outcome: string): Promise<boolean> {
  const calls = await stage.control<readonly { path: string; outcome: string }[]>('post', 'calls');
  return calls.some((call) => call.path.endsWith('/orders') && call.outcome === outcome);
}

describe('a carrier’s report', () => {
  let walk: Walk;
  let order: string;
  beforeAll(async () => {
    walk = await signable('cong-dan-tram');
    await walk.complete();
    // Our own order, and the carrier's word that it has it.
    await eventually('the order is confirmed', async () => (await typesOf(walk)).at(-2) === 'shipment-updated');
    order = await codeOf(walk);
  });
  const shipment = async () => (await walk.read()).shipments[0]?.state;

  it('with a wrong token, unreadable, or about a parcel not ours gets the carrier’s own code and changes nothing', async () => {
    const { version } = await walk.read();
    const genuine = report(order, 400, '30/11/2099 10:00:00');
    expect(await push(genuine, 'not-the-token')).toEqual([200, 201]);
    expect(await push(genuine, '')).toEqual([200, 201]);
    expect(await push('{"ORDER_NUMBER"')).toEqual([200, 202]);
    expect(await push({ ORDER_NUMBER: order })).toEqual([200, 202]);
    expect(await push({ ...genuine, ORDER_NUMBER: 'x'.repeat(101) })).toEqual([200, 202]);
    const stray = `X${randomUUID()}`;
    expect(await push(report(stray, 400, '30/11/2099 10:00:00'))).toEqual([200, 207]);
    // Each carrier has a token of its own, and the province has no contract with this one.
    expect(await push(genuine, undefined, 'viettel-post')).toEqual([200, 201]);
    expect((await push(genuine, undefined, 'dhl'))[0]).toBe(400);
    expect(await obstacles(stray)).toEqual(['unknown-order']);
    expect((await walk.read()).version).toBe(version);
  });

  it('with an unknown code is kept for an operator, and accepted', async () => {
    expect(await push(report(order, 777, '30/11/2099 09:00:00', { EVENT_ID: 'u-1' }))).toEqual([200, 200]);
    expect(await obstacles(order)).toContain('unknown-code');
  });

  it('counts once, and an older one that comes late does not move the parcel back', async () => {
    const delivering = report(order, 300, '30/11/2099 10:00:00', { EVENT_ID: 'e-3' });
    for (let copy = 0; copy < 3; copy += 1) expect(await push(delivering)).toEqual([200, 200]);
    await eventually('the parcel is being delivered', async () => (await shipment()) === 'delivering');
    const before = (await walk.read()).version;
    expect(await push(report(order, 200, '30/11/2099 08:00:00', { EVENT_ID: 'e-2' }))).toEqual([200, 200]);
    await eventually('the late report', async () => (await walk.read()).version > before);
    expect(await shipment()).toBe('delivering');
    expect((await walk.read()).version).toBe(before + 1);
  });

  it('of the delivery ends the dossier, and nothing after it matters', async () => {
    expect(await push(report(order, 400, '30/11/2099 11:00:00', { EVENT_ID: 'e-4' }))).toEqual([200, 200]);
    await walk.reaches('returned');
    expect((await typesOf(walk)).slice(-2)).toEqual(['shipment-updated', 'returned']);
    expect(await push(report(order, 310, '30/11/2099 12:00:00', { EVENT_ID: 'e-5' }))).toEqual([200, 200]);
    await eventually('the last report', async () => (await typesOf(walk)).at(-1) === 'shipment-updated');
    expect(await walk.read()).toMatchObject({ status: 'returned', shipments: [{ state: 'delivered' }] });
  });
});

describe('the carrier’s token', () => {
  let original: PostSecret | undefined;
  afterAll(async () => {
    if (original === undefined) return;
    await writeSecret('carrier-vnpost', { current: original });
    await coldStart('postal-webhook');
  });

  it('is good beside its successor, and for nothing once it is dropped', async () => {
    original = (await readSecret<PostSecret>('carrier-vnpost')).current;
    const stray = report(`X${randomUUID()}`, 100, '30/11/2099 10:00:00');
    const previous = { ...original, token: 'token-from-before-the-change-0001' };
    await writeSecret('carrier-vnpost', { current: original, previous });
    await coldStart('postal-webhook');
    expect(await push(stray, previous.token)).toEqual([200, 207]);
    expect(await push(stray)).toEqual([200, 207]);
    await writeSecret('carrier-vnpost', { current: original });
    await coldStart('postal-webhook');
    expect(await push(stray, previous.token)).toEqual([200, 201]);
    expect(await push(stray)).toEqual([200, 207]);
  });
});
