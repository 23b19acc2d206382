import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { eventually, post, province } from './province.ts';

const order = {
  CustomerCode: 'MOTCUA-H50',
  OrderNumber: 'H50.12-261122-0001',
  CODAmount: 0,
  SenderProvince: '44',
  SenderAddress: 'Phường Đồng Hới, tỉnh Quảng Trị',
  SenderName: 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
  SenderTel: '02323822270',
  ReceiverName: 'Hoàng Bảo An',
  ReceiverAddress: '12 Lê Duẩn, phường Đông Hà, tỉnh Quảng Trị',
  ReceiverTel: '0912000101',
  ReceiverProvince: '44',
};
type Pushed = { ORDER_NUMBER: string; ORDER_STATUS: number; TYPE?: number; EVENT_ID: string };

describe('postal carriers', () => {
  let carrier: RunningSimulator;
  let api: Awaited<ReturnType<typeof province>>;
  let token = '';
  beforeAll(async () => {
    carrier = await launch('post');
  });
  afterAll(() => carrier.stop());
  beforeEach(async () => {
    api = await province((_, earlier) => ({ status: 200, body: { status: earlier === 0 ? 205 : 200 } }));
    await carrier.control('reset');
    await carrier.control('configure', { apiUrl: api.apiUrl, retryMs: 30, stepMs: 0 });
    token = await tokenOf('motcua', 'mo-phong-buu-chinh');
  });
  afterEach(() => api.stop());

  const tokenOf = async (id: string, secret: string) => {
    const response = await fetch(`${carrier.url}/vnpost/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });
    return ((await response.json()) as { access_token?: string }).access_token ?? '';
  };
  const ask = <T = { success: boolean; content: unknown }>(what: string, body: object) =>
    post<T>(`${carrier.url}/vnpost/${what}`, body, { authorization: `Bearer ${token}` });
  const pushed = () => api.received.map((r) => JSON.parse(r.text) as Pushed);
  const feed = async (lastId: string, pageSize = 1000) =>
    (await ask<{ content: { _id: { $oid: string }; statusCode: string }[] }>('tracking', { lastId, pageSize })).body
      .content;

  it('want a token, every required field and the right customer', async () => {
    expect(await tokenOf('motcua', 'sai')).toBe('');
    expect((await post(`${carrier.url}/vnpost/orders`, order)).status).toBe(401);
    expect((await ask('orders', { ...order, ReceiverTel: undefined })).status).toBe(400);
    expect((await ask('orders', { ...order, ReceiverName: ' ' })).status).toBe(400);
    expect((await ask('orders', { ...order, CustomerCode: 'KHAC' })).status).toBe(400);
    expect((await ask('orders', order)).status).toBe(200);
    expect((await ask('orders', order)).status).toBe(409);
    expect((await carrier.read<{ parcels: unknown[] }>('state')).parcels).toHaveLength(1);
  });

  it('tell each state with the token, again until the answer is 200', async () => {
    await ask('orders', order);
    await eventually(() => expect(api.received).toHaveLength(2));
    expect(api.received[0]?.headers.token).toBe('mo-phong-ma-goi-lai-cua-buu-chinh-1');
    expect(api.received[0]?.url.pathname).toBe('/webhooks/post/vnpost');
    expect(pushed()[1]).toEqual(pushed()[0]);
    expect(pushed()[0]).toMatchObject({ ORDER_NUMBER: order.OrderNumber, ORDER_STATUS: 100, TYPE: 0 });
    await carrier.control('advance', { orderNumber: order.OrderNumber, to: 'delivered' });
    await eventually(() => expect(api.received).toHaveLength(7));
    expect(pushed().map((p) => p.ORDER_STATUS)).toEqual([100, 100, 110, 120, 200, 300, 400]);
    await expect(carrier.control('advance', { orderNumber: order.OrderNumber, to: 'collecting' })).rejects.toThrow(
      '409',
    );
  });

  it('tell of one parcel in order: the next state waits for the answer to the one before', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = await province(async (received) => {
      if (received.text.includes('"ORDER_NUMBER":"SLOW"')) await gate.promise;
      return { status: 200, body: { status: 200 } };
    });
    await carrier.control('configure', { apiUrl: slow.apiUrl });
    const numbers = () => slow.received.map((r) => (JSON.parse(r.text) as Pushed).ORDER_NUMBER);
    await ask('orders', { ...order, OrderNumber: 'SLOW' });
    await carrier.control('advance', { orderNumber: 'SLOW', to: 'collected' });
    await ask('orders', { ...order, OrderNumber: 'OTHER' });
    await eventually(() => expect(numbers()).toContain('OTHER'));
    expect(numbers()).toEqual(['SLOW', 'OTHER']);
    gate.resolve();
    await eventually(() => expect(numbers()).toEqual(['SLOW', 'OTHER', 'SLOW', 'SLOW']));
    await slow.stop();
  });

  it('move by themselves when given a step time', async () => {
    await carrier.control('configure', { stepMs: 20 });
    await ask('orders', order);
    await eventually(async () => {
      expect((await carrier.read<{ parcels: object[] }>('state')).parcels).toMatchObject([{ state: 'delivered' }]);
    });
  });

  it('keep a tracking feed with a cursor', async () => {
    await ask('orders', order);
    await carrier.control('advance', { orderNumber: order.OrderNumber, to: 'undeliverable' });
    await carrier.control('advance', { orderNumber: order.OrderNumber, to: 'returned' });
    const start = '0'.repeat(24);
    const all = await feed(start);
    expect(all.map((item) => item.statusCode)).toEqual(['100', '110', '120', '200', '300', '310', '500']);
    const page = await feed(start, 3);
    expect([...page, ...(await feed(page.at(-1)?._id.$oid ?? ''))]).toEqual(all);
    expect((await ask('tracking', { lastId: 'x' })).status).toBe(400);
    expect((await ask('tracking', { lastId: start, pageSize: 1001 })).status).toBe(400);
  });

  it('cancel what is not on its way, and price a parcel', async () => {
    await ask('orders', order);
    const cancel = { CustomerCode: order.CustomerCode, OrderNumber: order.OrderNumber };
    expect((await ask('cancel', cancel)).status).toBe(200);
    await ask('orders', { ...order, OrderNumber: 'B-2' });
    await carrier.control('advance', { orderNumber: 'B-2', to: 'collected' });
    expect((await ask('cancel', { ...cancel, OrderNumber: 'B-2' })).status).toBe(409);
    const fee = { weight: 200, mainSrv: 'HCC', isreturn: 1, sender: { provCode: '44' } };
    const near = await ask('fee', { ...fee, receiver: { provCode: '44' } });
    const far = await ask('fee', { ...fee, receiver: { provCode: '01' } });
    expect([near.body.content, far.body.content]).toEqual([{ price: 22_000 }, { price: 31_000 }]);
  });

  it('change the order of callbacks when told to', async () => {
    await ask('orders', order);
    await eventually(() => expect(api.received).toHaveLength(2));
    await carrier.control('faults', { reorder: true, only: 'vnpost' });
    await carrier.control('advance', { orderNumber: order.OrderNumber, to: 'delivering' });
    await eventually(() => expect(api.received).toHaveLength(6));
    expect(
      pushed()
        .slice(2)
        .map((p) => p.ORDER_STATUS),
    ).toEqual([120, 110, 300, 200]);
  });
});
