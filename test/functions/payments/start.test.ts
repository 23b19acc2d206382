import { describe, expect, it } from 'vitest';
import type { Attempts, PaymentAttempt } from '../../../functions/payments/attempts.ts';
import type { ProviderName } from '../../../functions/payments/providers/registry.ts';
import { writeReference } from '../../../functions/payments/reference.ts';
import { payments } from '../../../functions/payments/start/payments.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import { partnerCall } from '../../../shared/platform/partners/call.ts';
import { OutboundError } from '../../../shared/platform/partners/exchange.ts';
import type { Idempotency } from '../../../shared/platform/table/idempotency.ts';
import { NOTHING_YET } from '../../shared/dossier/samples.ts';
import { answering } from '../../shared/platform/partners/answers.ts';
import { DOSSIER_ID, NOW, OBLIGATION_ID, providers, webhookWorld } from './support.ts';

const owner: Actor = { kind: 'citizen', subject: 'a', ownerKey: 'key-of-a' };
const fees = [{ code: 'information-fee', amount: 200_000 }];

const dossier = (change: Partial<Dossier> = {}): Dossier => ({
  dossierId: DOSSIER_ID,
  version: 5,
  changedVersion: 5,
  status: 'payment-required',
  dossierCode: 'H50.12-260609-0001',
  procedureCode: '2.000488',
  procedureVersion: 1,
  channel: 'online',
  language: 'vi',
  receivingAgency: 'H50.12',
  applicant: {
    kind: 'citizen',
    name: 'Nguyễn Thị Thử',
    identity: { type: 'personal-id', number: '044190000001', country: 'VN' },
    phone: '0912345678',
    address: 'Phường Đồng Hới, tỉnh Quảng Trị',
  },
  ownerKey: 'key-of-a',
  resultDelivery: { method: 'counter' },
  ...NOTHING_YET,
  agencies: ['H50.12'],
  obligations: [{ obligationId: OBLIGATION_ID, fees, amount: 200_000, requestedAt: NOW, beforeAcceptance: true }],
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
});

/** A platform with scripted responses in order; `undefined` times out. */
function world(
  answers: readonly (object | number | undefined)[] = [],
  found: Dossier | null = dossier(),
  full = false,
  contracted: readonly ProviderName[] = ['platform', 'vnpay'],
) {
  const rows = new Map<string, PaymentAttempt>();
  const keyRows = new Map<string, { reference: string; bodyHash: string }>();
  const asked: Record<string, unknown>[] = [];
  const queue = [...answers];
  let now = Date.parse(NOW);
  let drawn = 0;
  const send = answering(async (_, { body }) => {
    asked.push(JSON.parse(String(body)));
    // The row must exist before the provider receives the reference.
    expect(rows.has(String(asked.at(-1)?.MaThamChieu))).toBe(true);
    const next = queue.shift();
    if (next === undefined) throw new OutboundError('no-answer', 'timeout');
    return typeof next === 'number' ? new Response('', { status: next }) : Response.json(next);
  });
  const attempts: Attempts = {
    byReference: async (reference) => rows.get(reference),
    async open(attempt, { key, bodyHash }, replaced, holder) {
      expect(holder).toEqual({ of: 'applicant', id: found?.ownerKey });
      if (full) return { code: 'quota-reached' };
      if (keyRows.get(key)?.reference !== replaced) return 'key-taken';
      if (rows.has(attempt.reference)) return 'reference-taken';
      rows.set(attempt.reference, attempt);
      keyRows.set(key, { reference: attempt.reference, bodyHash });
      return 'opened';
    },
    async started(attempt, payUrl) {
      rows.set(attempt.reference, { ...attempt, payUrl });
    },
    async failed(attempt, failedAt) {
      rows.set(attempt.reference, { ...attempt, failedAt });
    },
  };
  const { logger, logs } = ((w) => ({ logger: w.deps.logger, logs: w.logs }))(webhookWorld());
  const handlers = payments({
    load: async () => found ?? undefined,
    catalogue: {
      procedure: async () => undefined,
      newestProcedure: async () => undefined,
      successions: async () => [],
      agency: async () => undefined,
    },
    attempts,
    findReplay: async ({ key, bodyHash }: Idempotency) => {
      const row = keyRows.get(key);
      if (row === undefined) return undefined;
      return row.bodyHash === bodyHash
        ? { found: 'same', answer: { dossierId: DOSSIER_ID, reference: row.reference } }
        : { found: 'other' };
    },
    providers: Object.fromEntries(
      Object.entries(providers(undefined, partnerCall('payment-platform', send))).filter(([name]) =>
        contracted.includes(name as ProviderName),
      ),
    ),
    reference: (dossierCode, at) => {
      drawn += 1;
      return writeReference('MC{timestamp}{random:4}', { dossierCode, at }, () => Math.floor(drawn / 2));
    },
    callerAddress: async ({ sourceIp }) => sourceIp,
    clock: () => new Date(now),
    logger,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  const start = (provider: 'platform' | 'vnpay' = 'platform', key = 'k1', actor = owner, bodyHash: string = provider) =>
    handlers.startPayment({
      params: { dossierId: DOSSIER_ID },
      body: { provider },
      actor,
      idempotency: { scope: 'a', key, bodyHash },
      sourceIp: '203.0.113.7',
      language: 'vi',
    } as never);
  return { start, rows, asked, logs, pass };
}

const paid = { MaLoi: '00', UrlThanhToan: 'https://platform.test/pay/1' };
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  return error instanceof HttpProblem ? error.code : error instanceof RejectedError ? error.rejection.code : error;
};

describe('starting a payment', () => {
  it('is rejected over the payer’s quota, without calling a provider', async () => {
    const { start, asked } = world([paid], dossier(), true);
    expect(await codeOf(start())).toBe('quota-reached');
    expect(asked).toEqual([]);
  });

  it('is rejected by field when the province has no contract with the provider, and nothing is stored', async () => {
    const { start, rows } = world([paid], dossier(), false, ['platform']);
    await expect(start('vnpay')).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ field: 'body.provider', rule: 'offered' }],
    });
    expect(rows.size).toBe(0);
    expect(await start('platform')).toMatchObject({ status: 201 });
  });

  it('returns the page, the amount due and the expiry', async () => {
    const { start, rows } = world([paid]);
    const reply = await start();
    const reference = [...rows.keys()][0];
    expect(reference).toMatch(/^MC20260609083600[A-Z0-9]{4}$/);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      payUrl: 'https://platform.test/pay/1',
      reference,
      amount: 200_000,
      expiresAt: '2026-06-09T01:51:00.000Z',
    });
  });

  it('names service and fees by national codes, never by our own', async () => {
    const { start, asked } = world([paid]);
    await start();
    expect(asked[0]?.ThongTinBienLai).toMatchObject({
      MaDVC: '2.000488.01',
      MaTTHC: '2.000488',
      PhiLePhi: [{ MaPhiLePhi: '2.000488.01', SoTien: '200000' }],
    });
    expect(JSON.stringify(asked)).not.toContain('information-fee');
  });

  it('answers a repetition with the same page and calls the platform once', async () => {
    const { start, asked } = world([paid, { ...paid, UrlThanhToan: 'https://platform.test/pay/2' }]);
    const [first, second] = [await start(), await start()];
    expect(second.body).toEqual(first.body);
    expect(second.headers).toEqual({ 'Idempotency-Replayed': 'true' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['time-out', undefined],
    ['error', 503],
    ['nonsense', { hello: 1 }],
    ['refusal', { MaLoi: '97', UrlThanhToan: 'https://platform.test/pay/1' }],
    ['page that is none', { MaLoi: 0, UrlThanhToan: 'javascript:alert(1)' }],
  ])('returns 503 on a %s, and the same key may retry with a new reference', async (_, failure) => {
    const { start, asked } = world([failure, paid]);
    expect(await codeOf(start())).toBe('upstream-unavailable');
    expect((await start()).status).toBe(201);
    expect(new Set(asked.map(({ MaThamChieu }) => MaThamChieu)).size).toBe(2);
  });

  it('does not start twice under one key concurrently, but continues after a crash', async () => {
    const crashed = world([paid]);
    const both = await Promise.allSettled([crashed.start(), crashed.start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const reason = both.find((one) => one.status === 'rejected')?.reason;
    expect(reason).toMatchObject({ code: 'request-in-progress' });

    // A sandbox that crashed after writing the row leaves neither page nor failure.
    const dead = world([paid, { ...paid, UrlThanhToan: 'https://platform.test/pay/2' }]);
    await dead.start();
    for (const [reference, { payUrl: _, ...row }] of dead.rows) dead.rows.set(reference, row);
    expect(await codeOf(dead.start())).toBe('request-in-progress');
    dead.pass(20_000);
    expect((await dead.start()).body).toMatchObject({ payUrl: 'https://platform.test/pay/2' });
  });

  it('rejects the key for another request', async () => {
    const { start } = world([paid]);
    await start('platform');
    expect(await codeOf(start('vnpay'))).toBe('idempotency-key-reused');
  });

  it('generates another reference when one is taken', async () => {
    const { start, rows } = world([paid, paid, paid]);
    for (const key of ['k1', 'k2', 'k3']) await start('platform', key);
    expect(rows.size).toBe(3);
  });

  it('shows a dossier to its owner only', async () => {
    const stranger: Actor = { kind: 'citizen', subject: 'b', ownerKey: 'key-of-b' };
    expect(await codeOf(world().start('vnpay', 'k1', stranger))).toBe('dossier-not-found');
    expect(await codeOf(world([], null).start('vnpay'))).toBe('dossier-not-found');
  });

  it('is rejected when nothing is due or the dossier is closed', async () => {
    expect(await codeOf(world([], dossier({ obligations: [] })).start())).toBe('no-open-obligation');
    expect(await codeOf(world([], dossier({ status: 'returned' })).start())).toBe('wrong-status');
  });

  it('sends personal data in the platform’s receipt only: not to the log, VNPay or the signed text', async () => {
    const viaPlatform = world([paid]);
    await viaPlatform.start('platform');
    const { ThongTinBienLai, ...signed } = viaPlatform.asked[0] ?? {};
    expect(ThongTinBienLai).toMatchObject({ HoTenNguoiNop: 'Nguyễn Thị Thử', SoCMNDNguoiNop: '044190000001' });
    const viaVnpay = world();
    const reply = await viaVnpay.start('vnpay');
    const said = JSON.stringify([signed, viaPlatform.logs, viaVnpay.logs, reply]);
    expect(viaPlatform.logs.length + viaVnpay.logs.length).toBe(2);
    expect(said).not.toMatch(/Nguyễn|Nguyen|044190000001|Đồng Hới|0912345678/);
  });
});

describe('a reference', () => {
  it('follows the pattern of the province', () => {
    const given = { dossierCode: 'H50.12-260609-0001', at: NOW };
    expect(writeReference('dvc{code}{timestamp}{random:4}', given, () => 0)).toBe(
      'dvcH5012260609000120260609083600AAAA',
    );
    expect(writeReference('MC{timestamp}{random:4}', given)).toHaveLength(20);
  });
});
