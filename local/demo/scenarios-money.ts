import type { Opening } from './opening.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { Walk } from './walk.ts';

const household = (citizen: string, channel: Opening['channel'] = 'online'): Opening => ({
  plan: 'household',
  channel,
  citizen,
});

/** A scenario from the payment request to the returned result. */
const payable =
  (opening: Opening, story: (walk: Walk) => Promise<unknown>) =>
  async (stage: Stage): Promise<Walk> => {
    const walk = await (await new Walk(stage, opening).file()).requestFee();
    await story(walk);
    await walk.reaches('accepted');
    await (await (await walk.forwardTo()).complete()).returnResult();
    return walk;
  };

export const moneyScenarios: readonly Scenario[] = [
  {
    title: 'Paid in cash at the counter',
    ends: 'returned',
    play: payable(household('cong-dan-chau', 'direct'), (w) => w.payCash()),
  },
  {
    title: 'Paid on the national platform, its callback came four times',
    ends: 'returned',
    play: payable(household('cong-dan-dung'), (w) => w.pay('platform', { duplicate: 3 })),
  },
  {
    title: 'Paid through VNPay, its callback came three times',
    ends: 'returned',
    play: payable(household('cong-dan-giang'), (w) => w.pay('vnpay', { duplicate: 2 })),
  },
  {
    title: 'Forged callback first, then a real payment',
    ends: 'returned',
    play: payable(household('cong-dan-hieu'), async (w) => {
      await w.pay('platform', { forge: true });
      await w.pay('vnpay', { forge: true });
      await w.pay('platform');
    }),
  },
  {
    title: 'Wrong amount paid: kept as a refund, the right one still due',
    ends: 'returned',
    play: payable(household('cong-dan-khanh'), async (w) => {
      await w.pay('vnpay', { amount: 1000 });
      await w.happened('surplus-payment-recorded');
      await w.pay('vnpay');
    }),
  },
  {
    title: 'Two attempts, both paid: one is a surplus',
    ends: 'returned',
    play: payable(household('cong-dan-lan'), async (w) => {
      const [first, second] = [await w.startPayment('platform'), await w.startPayment('vnpay')];
      await w.settle('platform', first);
      await w.settle('vnpay', second);
      await w.happened('surplus-payment-recorded');
    }),
  },
  {
    title: 'First attempt failed, second paid',
    ends: 'returned',
    play: payable(household('cong-dan-nam'), async (w) => {
      await w.pay('platform', { result: 'failed' });
      await w.pay('platform');
    }),
  },
];
