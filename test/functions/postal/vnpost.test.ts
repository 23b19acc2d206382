import { describe, expect, it } from 'vitest';
import { accessToken } from '../../../functions/postal/carriers/vnpost/access-token.ts';
import { vnpostCarrier } from '../../../functions/postal/carriers/vnpost/client.ts';
import { partnerCall } from '../../../shared/platform/partners/call.ts';
import { OutboundError } from '../../../shared/platform/partners/exchange.ts';
import { answering } from '../../shared/platform/partners/answers.ts';
import { config, NOW } from './support.ts';

const order = {
  orderNumber: 'H50.12-260609-0001',
  cashOnDelivery: 0,
  content: 'Kết quả hồ sơ H50.12-260609-0001',
  receiver: { name: 'Nguyễn Thị Thử', phone: '0912345678', address: 'Phường Đông Hà', provinceCode: '44' },
};
const current = { token: 'ma-day-tin', clientId: 'id:moi', clientSecret: 'bi mat' };
const previous = { ...current, clientId: 'id-cu' };

/** A bus with one client and scripted responses; `undefined` times out. */
function bus(answers: readonly (Response | undefined)[], knownClient = current.clientId) {
  const log: { path: string; body: unknown }[] = [];
  const queue = [...answers];
  let issued = 0;
  const send = answering(async (url, request) => {
    const path = url.replace(config.url, '');
    if (path === '/token') {
      const [id] = Buffer.from(String(request.headers?.Authorization).slice(6), 'base64').toString().split(':');
      issued += 1;
      if (decodeURIComponent(String(id)) !== knownClient)
        return Response.json({ error: 'invalid_client' }, { status: 401 });
      return Response.json({ access_token: `token-${issued}`, expires_in: 3600 });
    }
    log.push({ path: `${path} ${request.headers?.Authorization}`, body: JSON.parse(String(request.body)) });
    const next = queue.shift();
    if (next === undefined) throw new OutboundError('no-answer', 'timeout');
    return next;
  });
  const call = partnerCall('vnpost', send);
  const token = accessToken(
    `${config.url}/token`,
    call,
    async () => [current, previous],
    () => new Date(NOW),
  );
  return { carrier: vnpostCarrier(config, call, token), log, issued: () => issued };
}

const ok = (content: unknown = {}) => Response.json({ success: true, content });

describe('VNPost', () => {
  it('orders with the fields of its service and one token for several calls', async () => {
    const { carrier, log, issued } = bus([ok({ ItemCode: 'EA1' }), ok({})]);
    expect(await carrier.order(order)).toEqual({ known: false, carrierNumber: 'EA1' });
    expect(await carrier.order(order)).toEqual({ known: false, carrierNumber: undefined });
    expect(issued()).toBe(1);
    expect(log[0]).toMatchObject({
      path: '/orders Bearer token-1',
      body: {
        CustomerCode: 'MOTCUA-H50',
        OrderNumber: order.orderNumber,
        SenderProvince: '44',
        ReceiverTel: '0912345678',
      },
    });
  });

  it('treats an existing order as a success', async () => {
    expect(await bus([Response.json({}, { status: 409 })]).carrier.order(order)).toEqual({ known: true });
  });

  it('gets a new token once when the old one is rejected, and uses the previous client during a rotation', async () => {
    const forgotten = bus([new Response('', { status: 401 }), ok()]);
    await forgotten.carrier.order(order);
    expect(forgotten.log.map(({ path }) => path)).toEqual(['/orders Bearer token-1', '/orders Bearer token-2']);
    const locked = bus([new Response('', { status: 401 }), new Response('', { status: 401 })]);
    await expect(locked.carrier.order(order)).rejects.toMatchObject({ causeCode: 'unauthorised' });
    await expect(bus([ok()], 'id-cu').carrier.order(order)).resolves.toMatchObject({ known: false });
    await expect(bus([ok()], 'nobody').carrier.order(order)).rejects.toMatchObject({ causeCode: 'unauthorised' });
  });

  it.each([
    [undefined, 'UnknownOutcomeError', 'no-answer'],
    [new Response('', { status: 502 }), 'UnknownOutcomeError', 'http-502'],
    [new Response('<html>', { status: 200 }), 'UnknownOutcomeError', 'answer-unreadable'],
    [new Response('', { status: 503 }), 'PartnerUnavailableError', 'http-503'],
    [new Response('', { status: 429 }), 'PartnerUnavailableError', 'http-429'],
    [
      new Response('', { status: 302, headers: { location: 'http://169.254.169.254/' } }),
      'PartnerUnavailableError',
      'http-302',
    ],
    [Response.json({}, { status: 404 }), 'PartnerUnavailableError', 'http-404'],
  ])('takes %o for no answer: %s %s', async (answer, name, causeCode) => {
    const error = await bus([answer])
      .carrier.order(order)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name, causeCode });
    expect(String(error)).not.toMatch(/Nguyễn|bus\.test|bi mat/);
  });

  it.each([
    [Response.json({ success: false, message: 'Nguyễn Thị Thử?' }), 'not-successful'],
    [new Response('bad', { status: 400 }), 'http-400'],
  ])('knows a refusal, without the carrier’s words', async (answer, causeCode) => {
    const error = await bus([answer])
      .carrier.order(order)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'PartnerRefusedError', causeCode });
    expect(String(error)).not.toContain('Nguyễn');
  });

  it('reads a page of the feed, skips invalid items, and continues from the last', async () => {
    const item = (id: string, statusCode: unknown) => ({
      _id: { $oid: id },
      orderNumber: 'A',
      statusCode,
      statusMessage: '',
    });
    const ids = ['6a276e000000000000000001', '6a276e000000000000000002'] as const;
    const { carrier, log } = bus([ok([item(ids[0], '100'), { odd: true }, item(ids[1], 200)]), ok([])]);
    const first = await carrier.pollPage?.('0'.repeat(24));
    expect(first).toEqual({
      cursor: ids[1],
      unreadable: 1,
      reports: [
        { orderNumber: 'A', carrierCode: '100', reportId: ids[0], occurredAt: '2026-06-09T01:36:00.000Z' },
        { orderNumber: 'A', carrierCode: '200', reportId: ids[1], occurredAt: '2026-06-09T01:36:00.000Z' },
      ],
    });
    expect(await carrier.pollPage?.(ids[1])).toEqual({ cursor: ids[1], unreadable: 0, reports: [] });
    expect(log.map(({ body }) => body)).toEqual([
      { pageSize: 1000, lastId: '0'.repeat(24) },
      { pageSize: 1000, lastId: ids[1] },
    ]);
  });
});
