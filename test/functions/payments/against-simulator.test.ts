import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PaymentAttempt } from '../../../functions/payments/attempts.ts';
import {
  platformCallbacks,
  platformIntents,
  platformRecords,
} from '../../../functions/payments/providers/platform/client.ts';
import { vnpayCallbacks, vnpayIntents } from '../../../functions/payments/providers/vnpay/client.ts';
import { paymentWebhook } from '../../../functions/payments/webhook/payment-webhook.ts';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { partnerCall } from '../../../shared/platform/partners/call.ts';
import { PartnerRefusedError } from '../../../shared/platform/partners/outcomes.ts';
import { attempt, config, receipt, secrets, webhookWorld } from './support.ts';

/** The product's adapters against the simulated gateways, which were written independently from the same contract. */
describe('payment adapters against the simulated gateways', () => {
  let gateway: RunningSimulator;
  let reference: string;
  let drawn = 0;
  const nextReference = () => {
    drawn += 1;
    return `MC2026060908300${drawn}TEST`;
  };
  const clock = () => new Date();
  const intent = () => {
    const createdAt = new Date();
    const payBy = new Date(createdAt.getTime() + 900_000).toISOString();
    const base = { amount: 200_000, payerIp: '203.0.113.7', language: 'vi', receipt } as const;
    return { ...base, reference, createdAt: createdAt.toISOString(), payBy };
  };
  const platform = (key = 'khoa-chung-voi-nen-tang-thanh-toan') => {
    const ours = {
      config: { ...config.platform, url: `${gateway.url}/platform` },
      secrets: secrets(key),
      call: partnerCall('payment-platform'),
      clock,
    };
    return { ...platformIntents(ours), ...platformCallbacks(ours), ...platformRecords(ours) };
  };
  const vnpay = (key = 'khoa-chung-voi-vnpay-cua-tinh-thu') => {
    const ours = {
      config: { ...config.vnpay, payUrl: `${gateway.url}/paymentv2/vpcpay.html` },
      returnUrl: config.returnUrl,
      secrets: secrets(key),
    };
    return { ...vnpayIntents(ours), ...vnpayCallbacks(ours) };
  };

  const attempts: PaymentAttempt[] = [];
  const world = webhookWorld(attempts);
  /** The webhook as called by API Gateway: raw body, decoded query. */
  const api = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    let rawBody = '';
    for await (const chunk of request) rawBody += chunk;
    const handlers = paymentWebhook({ ...world.deps, providers: { platform: platform(), vnpay: vnpay() } });
    const handle = url.pathname === '/webhooks/vnpay' ? handlers.vnpayCallback : handlers.platformCallback;
    const { status, body } = await handle({ rawBody, rawQuery: Object.fromEntries(url.searchParams) } as never);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    gateway = await launch('payments');
    await gateway.control('configure', {
      apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      partnerCode: 'motcua-quang-tri',
      platformKey: 'khoa-chung-voi-nen-tang-thanh-toan',
      terminalCode: 'MOTCUAQT',
      vnpaySecret: 'khoa-chung-voi-vnpay-cua-tinh-thu',
      retryMs: 50,
      maxAttempts: 2,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    api.close();
  });

  type Deliveries = { deliveries: { attempts: { reply?: string }[]; replyHashIsRight?: boolean }[] };
  /** Our answers to the callbacks, once there are `count` of them. */
  async function replies(count: number): Promise<{ replies: string[]; hashes: (boolean | undefined)[] }> {
    return vi.waitFor(async () => {
      const { deliveries } = await gateway.read<Deliveries>('state');
      const told = deliveries.flatMap((delivery) => delivery.attempts.flatMap(({ reply }) => reply ?? []));
      expect(told.length).toBeGreaterThanOrEqual(count);
      return { replies: told, hashes: deliveries.map(({ replyHashIsRight }) => replyHashIsRight) };
    });
  }

  it('the platform accepts our intent, shows its page, calls back, and accepts our signed replies', async () => {
    await gateway.control('reset');
    reference = nextReference();
    attempts.push(attempt({ reference, provider: 'platform' }));
    const { payUrl } = await platform().createIntent(intent());
    expect((await fetch(payUrl)).status).toBe(200);
    const query = () => platform().query({ reference, at: clock().toISOString() });
    expect(await query()).toBe('pending');
    await gateway.control('pay', { provider: 'platform', reference, result: 'paid', duplicate: 1 });
    expect(await query()).toBe('paid');
    const told = await replies(2);
    expect(told.replies.map((reply) => JSON.parse(reply).MaLoi)).toEqual(['00', '00']);
    expect(told.hashes).toEqual([true, true]);
    expect(new Set(world.commands.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it.each([
    [{}, '00'],
    [{ duplicate: 1 }, '02'],
    [{ forge: true }, '97'],
    [{ amount: 1000 }, '04'],
    [{ result: 'failed' }, '00'],
    [{ unknown: true }, '01'],
  ])('VNPay is answered when the payer is %o', async (how, last) => {
    await gateway.control('reset');
    reference = nextReference();
    if (!('unknown' in how)) attempts.push(attempt({ reference, provider: 'vnpay' }));
    const { payUrl } = await vnpay().createIntent(intent());
    await gateway.control('pay', { provider: 'vnpay', reference, payUrl, result: 'paid', ...how });
    const told = await replies('duplicate' in how ? 2 : 1);
    expect(told.replies.map((reply) => JSON.parse(reply).RspCode)).toContain(last);
  });

  it('the platform rejects a signature with another key', async () => {
    reference = nextReference();
    await expect(platform('khoa-cua-ke-khac-cung-du-ba-hai-ky-tu').createIntent(intent())).rejects.toThrow(
      PartnerRefusedError,
    );
  });

  it('VNPay opens our URL, and rejects one signed with another key', async () => {
    reference = nextReference();
    expect((await fetch((await vnpay().createIntent(intent())).payUrl)).status).toBe(200);
    expect(
      (await fetch((await vnpay('khoa-cua-ke-khac-cung-du-ba-hai-ky-tu').createIntent(intent())).payUrl)).status,
    ).toBe(400);
  });
});
