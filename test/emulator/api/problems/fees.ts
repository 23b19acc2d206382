import { DESK, filed } from '../world.ts';
import { act, type Provocation } from './kit.ts';

const assess = (assessment: object) => ({ type: 'assess-fees', assessment });
const LATE = { code: 'late-registration' };

/** A reception assesses wrongly: a birth, or a criminal record with its alternatives. */
const wrong = (assessment: object, plan: 'birth' | 'criminal' = 'birth'): Provocation => ({
  status: 422,
  ask: async () => {
    const walk = await filed({ plan });
    return act(walk, walk.plan.reception.officer, assess(assessment));
  },
});
const late = (more: object): Provocation => wrong({ fees: [{ ...LATE, ...more }], late: true });

/** Of the assessment of fees. */
export const OF_FEES: Readonly<Record<string, Provocation>> = {
  'actions.act unknown-fee': wrong({ fees: [{ code: 'nothing-known' }], late: true }),
  'actions.act fee-chosen-twice': wrong({ fees: [LATE, LATE], late: true }),
  'actions.act fee-missing': wrong({ fees: [], late: true }),
  'actions.act fee-alternatives': wrong({ fees: [] }, 'criminal'),
  'actions.act fee-lateness-required': wrong({ fees: [LATE] }),
  'actions.act fee-lateness-unexpected': wrong({ fees: [], late: false }, 'criminal'),
  'actions.act fee-not-late': wrong({ fees: [LATE], late: false }),
  'actions.act fee-quantity': late({ quantity: 2 }),
  'actions.act fee-amount': late({ amount: 2 }),
  'actions.act unknown-exemption': late({ exemption: { exemption: 'nothing-known', reason: 'Khác' } }),
  'actions.act fee-reduction': late({ reduction: { amount: 8001, ground: 'Nghị quyết', reason: 'Khác' } }),
  'actions.act nothing-due': {
    status: 422,
    ask: async () => act(await (await filed()).accept(), DESK, { type: 'request-payment' }),
  },
  'actions.act fees-not-assessed': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      const { assessment: _, ...declared } = walk.acceptance();
      return act(walk, DESK, { ...declared, type: 'request-payment' });
    },
  },
};
