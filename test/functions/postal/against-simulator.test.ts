import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../../functions/postal/carriers/registry.ts';
import { accessToken } from '../../../functions/postal/carriers/vnpost/access-token.ts';
import { vnpostCarrier } from '../../../functions/postal/carriers/vnpost/client.ts';
import { FIRST_CURSOR } from '../../../functions/postal/carriers/vnpost/messages.ts';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { partnerCall } from '../../../shared/platform/partners/call.ts';
import { config, NOW } from './support.ts';

const order = {
  orderNumber: 'H50.12-260609-0001',
  cashOnDelivery: 0,
  content: 'Kết quả hồ sơ H50.12-260609-0001',
  receiver: { name: 'Nguyễn Thị Thử', phone: '0912345678', address: 'Phường Đông Hà', provinceCode: '44' },
};

/** The product's adapter against the simulated carrier, which was written independently from the same contract. */
describe('VNPost adapter against the simulated carrier', () => {
  let post: RunningSimulator;
  const carrier = (clientSecret = 'bi-mat-chung') => {
    const url = `${post.url}/vnpost`;
    const call = partnerCall('vnpost');
    const client = { token: 'ma-day-tin', clientId: 'motcua', clientSecret };
    const token = accessToken(
      `${url}/token`,
      call,
      async () => [client],
      () => new Date(NOW),
    );
    return vnpostCarrier({ ...config, url }, call, token);
  };

  beforeAll(async () => {
    post = await launch('post');
    await post.control('configure', { customerCode: 'MOTCUA-H50', clientId: 'motcua', clientSecret: 'bi-mat-chung' });
  });
  afterAll(() => post.stop());

  it('orders once per number', async () => {
    expect(await carrier().order(order)).toMatchObject({ known: false });
    expect(await carrier().order(order)).toEqual({ known: true });
    expect((await post.read<{ parcels: unknown[] }>('state')).parcels).toHaveLength(1);
  });

  it('requests a price, reads the feed, cancels', async () => {
    const other = { ...order, orderNumber: 'H50.12-260609-0002' };
    await carrier().order(other);
    expect(await carrier().fee?.({ grams: 100, toProvinceCode: '44' })).toBeGreaterThan(0);
    await post.control('advance', { orderNumber: order.orderNumber, to: 'delivered' });
    const page = await carrier().pollPage?.(FIRST_CURSOR);
    const states = page?.reports
      .filter(({ orderNumber }) => orderNumber === order.orderNumber)
      .map(({ carrierCode }) => stateOf('vnpost', carrierCode, undefined));
    expect(states).toEqual(['registered', 'collecting', 'collected', 'in_transit', 'delivering', 'delivered']);
    await carrier().cancel?.(other.orderNumber);
    const next = await carrier().pollPage?.(page?.cursor ?? FIRST_CURSOR);
    expect(next?.reports.map(({ carrierCode }) => stateOf('vnpost', carrierCode, undefined))).toEqual(['cancelled']);
  });

  it('is not let in with another secret', async () => {
    await expect(carrier('bi-mat-khac').order(order)).rejects.toMatchObject({ causeCode: 'unauthorised' });
  });
});
