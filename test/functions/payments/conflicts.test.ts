import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paymentWebhook } from '../../../functions/payments/webhook/payment-webhook.ts';
import { attempt, ipn, platformCallback, webhookWorld } from './support.ts';

/** Three attempts at each provider, for two dossiers. */
const REFERENCES = ['R1', 'R2', 'R3'] as const;
const dossierOf = (reference: string) => `b7d6f0a4-2f0f-4f8e-9a44-0d3f1c1f7a1${reference === 'R3' ? '1' : '0'}`;
const attempts = (['vnpay', 'platform'] as const).flatMap((provider) =>
  REFERENCES.map((name) => {
    const reference = `${provider}-${name}`;
    return attempt({ provider, reference, dossierId: dossierOf(name) });
  }),
);

/** A provider's message, in common terms. */
type Told = {
  readonly provider: 'vnpay' | 'platform';
  readonly reference: string;
  readonly transactionId: string;
  /** VND. */
  readonly amount: number;
  readonly paid: boolean;
  readonly at: string;
};

const told = (change: Partial<Told> = {}): Told => ({
  provider: 'platform',
  reference: 'R1',
  transactionId: '14422574',
  amount: 200_000,
  paid: true,
  at: '20260609083512',
  ...change,
});

function setting() {
  const world = webhookWorld(attempts);
  const handlers = paymentWebhook(world.deps);
  async function tell({ provider, reference, transactionId, amount, paid, at }: Told): Promise<string> {
    const call = (rawBody: string, rawQuery: Record<string, string>) => ({ rawBody, rawQuery }) as never;
    if (provider === 'vnpay') {
      const { body } = await handlers.vnpayCallback(
        call(
          '',
          ipn({
            vnp_TxnRef: `vnpay-${reference}`,
            vnp_TransactionNo: transactionId,
            vnp_Amount: String(amount * 100),
            vnp_ResponseCode: paid ? '00' : '24',
            vnp_PayDate: at,
          }),
        ),
      );
      return (body as { RspCode: string }).RspCode;
    }
    const message = platformCallback({
      MaThamChieu: `platform-${reference}`,
      MaGiaoDich: transactionId,
      SoTien: String(amount),
      MaLoi: paid ? '00' : '24',
      ThoiGianGD: at,
    });
    const { body } = await handlers.platformCallback(call(JSON.stringify(message), {}));
    return (body as { MaLoi: string }).MaLoi;
  }
  return { ...world, tell };
}

describe('a repeated transaction number', () => {
  it.each([
    ['for another attempt of the same dossier', { reference: 'R2' }, ['reference']],
    ['for another dossier', { reference: 'R3' }, ['dossierId', 'reference']],
    ['over another amount', { amount: 150_000 }, ['amount']],
    ['for another attempt over another amount', { reference: 'R2', amount: 150_000 }, ['amount', 'reference']],
  ])('%s is quarantined, counted and rejected on every delivery', async (_, change, differs) => {
    for (const provider of ['platform', 'vnpay'] as const) {
      const { tell, aside, counted, payments, kept } = setting();
      await tell(told({ provider }));
      const other = told({ provider, ...change });
      const refusal = provider === 'platform' ? '99' : 'amount' in change ? '04' : '99';
      expect([await tell(other), await tell(other)]).toEqual([refusal, refusal]);
      expect(aside()).toMatchObject([{ why: 'conflict', differs, sender: provider }]);
      expect(counted).toEqual(['PaymentConflict', 'PaymentConflict']);
      expect([kept().length, payments().length]).toEqual([1, 1]);
    }
  });

  it('with the same content is a repetition, regardless of its time: success without a second effect', async () => {
    const { tell, aside, counted, payments } = setting();
    const later = { at: '20260609203512' };
    expect([await tell(told()), await tell(told(later))]).toEqual(['00', '00']);
    expect([await tell(told({ provider: 'vnpay' })), await tell(told({ provider: 'vnpay', ...later }))]).toEqual([
      '00',
      '02',
    ]);
    expect([payments().length, aside(), counted]).toEqual([2, [], []]);
  });

  it('at the other provider is another transaction', async () => {
    const { tell, commands, counted } = setting();
    await tell(told({ provider: 'platform' }));
    expect(await tell(told({ provider: 'vnpay', reference: 'R2' }))).toBe('00');
    expect(commands.map(({ commandId }) => commandId)).toEqual(['payment:platform:14422574', 'payment:vnpay:14422574']);
    expect(counted).toEqual([]);
  });

  it('as failed after it was paid is quarantined, not ignored', async () => {
    const { tell, aside, counted, payments } = setting();
    await tell(told());
    expect(await tell(told({ paid: false }))).toBe('99');
    expect(aside()).toMatchObject([{ why: 'conflict', differs: ['paid'] }]);
    expect([counted, payments().length]).toEqual([['PaymentConflict'], 1]);
  });

  it('as paid after it had failed is recorded as a payment', async () => {
    const { tell, payments, counted } = setting();
    await tell(told({ paid: false }));
    expect(await tell(told())).toBe('00');
    expect([payments().length, counted]).toEqual([1, []]);
  });

  it('does not hide that the first of two was never queued', async () => {
    const { tell, failing, payments } = setting();
    failing.add('send');
    await tell(told());
    await tell(told({ reference: 'R2' }));
    expect(payments()).toEqual([]);
    expect(await tell(told())).toBe('00');
    expect(payments()).toMatchObject([{ reference: 'platform-R1' }]);
  });
});

describe('any series of notices', () => {
  const anyTold: fc.Arbitrary<Told> = fc.record({
    provider: fc.constantFrom('vnpay', 'platform'),
    reference: fc.constantFrom(...REFERENCES),
    transactionId: fc.constantFrom('1', '2'),
    amount: fc.constantFrom(200_000, 150_000),
    paid: fc.constantFrom(true, true, false),
    at: fc.constantFrom('20260609083512', '20260609203512', 'x'),
  });

  it('ends with each reported payment queued or quarantined, and none queued twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTold, { maxLength: 10 }), async (series) => {
        const { tell, payments, aside } = setting();
        for (const one of series) await tell(one);
        const name = (p: { provider: unknown; transactionId: unknown; reference: unknown; amount: unknown }) =>
          `${p.provider} ${p.transactionId} ${p.reference} ${p.amount}`;
        const handedOn = payments().map((payment) => payment && name(payment));
        const numbers = payments().map((payment) => `${payment?.provider} ${payment?.transactionId}`);
        expect(new Set(numbers).size).toBe(numbers.length);
        const asides = aside().map((row) => {
          const notice = row.notice as { transactionId: string; reference: string; amount: number };
          return name({ ...notice, provider: row.provider });
        });
        for (const { provider, reference, ...rest } of series.filter(({ paid }) => paid)) {
          const asked = name({ provider, reference: `${provider}-${reference}`, ...rest });
          expect([...handedOn, ...asides]).toContain(asked);
        }
      }),
      { numRuns: 500 },
    );
  });
});
