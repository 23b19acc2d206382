import type { Walk } from '../../../../local/demo/walk.ts';
import { MAX_OPEN_BRANCHES } from '../../../../shared/dossier/decide-branches.ts';
import birth from '../../../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { stage } from '../../kit.ts';
import { announced } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { DESK, filed, HANDLER, inProcessing, LEADER, withFee } from '../world.ts';
import { act, action, filedLike, nowhere, on, type Provocation } from './kit.ts';

/** In a first step with two outcomes, with one branch at another ward, and optionally an on-site verification. */
async function inGraph(procedureCode: string, more: { onSite?: boolean; optional?: boolean } = {}): Promise<Walk> {
  const [first, ...others] = birth.steps as unknown as Procedure['steps'];
  if (first === undefined) throw new Error('a procedure without steps');
  const name = { vi: 'Thử', en: 'Test' };
  const branch = {
    branchId: 'neighbour',
    name,
    agencyKind: 'commune',
    relation: 'same-level',
    roles: ['handler'],
    workingHours: 1,
    result: name,
    optional: more.optional ?? false,
  } as const;
  const step = {
    ...first,
    onSite: more.onSite ?? false,
    branches: [{ ...branch, roles: ['handler' as const] }],
    next: [
      { outcome: 'plain', name, to: 'registration' },
      { outcome: 'short', name, to: 'signature' },
    ],
  };
  return (await (await filedLike(procedureCode, { steps: [step, ...others] })).accept()).forwardTo(1);
}

const NEIGHBOUR = { type: 'open-branch', branchId: 'neighbour', agencyId: 'H50.21' };

const ON_PLAIN = { type: 'forward', stepId: 'registration', agencyId: 'H50.20', outcome: 'plain' };

const OPINION = { type: 'ask-opinion', agencyId: 'H50.12', question: 'Có vướng mắc gì không?', workingHours: 16 };

/** At its last step, with the fee asked for and not paid: stopped meanwhile, and resumed. */
async function owing(): Promise<Walk> {
  const walk = await (await (await filed()).accept()).forwardTo();
  await walk.act(LEADER, {
    type: 'request-payment',
    assessment: { fees: [{ code: 'late-registration' }], late: true },
  });
  await walk.act(LEADER, { type: 'stop', ground: 'Chờ kết luận' });
  return walk.act(LEADER, { type: 'resume' });
}

const codeOf = async (walk: Walk) => (await walk.read()).dossierCode ?? '';
/** Reception closes a dossier as the duplicate of that one. */
const duplicate = async (otherDossierCode: string) =>
  act(await filed(), DESK, {
    ...{ type: 'close', ground: 'duplicate-dossier', legalGround: 'Điều 1' },
    otherDossierCode,
  });

/** Of what officers do. */
export const OF_ACTIONS: Readonly<Record<string, Provocation>> = {
  'actions.act dossier-not-found': {
    status: 404,
    ask: () => ask('actions.act', 'handler', { ...nowhere, body: action('stop'), ifMatch: 1 }),
  },
  'actions.act not-allowed': { status: 403, ask: async () => act(await inProcessing(), HANDLER, action('accept')) },
  'actions.act wrong-status': {
    status: 409,
    ask: async () => act(await (await filed()).accept(), DESK, action('accept')),
  },
  'actions.act version-conflict': {
    status: 412,
    ask: async () => ask('actions.act', 'reception', { ...on(await filed()), body: action('accept'), ifMatch: 1 }),
  },
  'actions.act unknown-agency': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), agencyId: 'H50.99' }),
  },
  'actions.act wrong-agency': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), agencyId: 'H50.11' }),
  },
  'actions.act unknown-component': {
    status: 422,
    ask: async () => {
      const items = [{ component: 'nothing-known', content: 'x', reason: 'x', guidance: 'x' }];
      return act(await filed(), DESK, { type: 'request-supplement', items });
    },
  },
  'actions.act reason-required': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      await walk.supply('Đã bổ sung');
      const { reason: _, ...again } = action('request-supplement') as Record<string, unknown>;
      return act(walk, DESK, again);
    },
  },
  'actions.act reappointed-before': {
    status: 422,
    ask: async () => {
      const walk = await (await filed({ plan: 'household' })).accept();
      await walk.act(walk.plan.reception.officer, action('reappoint'));
      return act(walk, walk.plan.reception.officer, action('reappoint'));
    },
  },
  'actions.act reappointment-too-long': {
    status: 422,
    ask: async () => {
      const walk = await (await filedLike('9.000012', { workingHours: 2 })).accept();
      return act(walk, DESK, action('reappoint'));
    },
  },
  'actions.act approval-required': {
    status: 422,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      await walk.supply('Đã bổ sung');
      return act(walk, DESK, { ...action('request-supplement'), reason: 'Bản nộp lại vẫn mờ' });
    },
  },
  'actions.act supplement-requests-exhausted': {
    status: 422,
    ask: async () => {
      const walk = await filedLike('9.000019', { maxSupplementRequests: 1 });
      await walk.act(DESK, action('request-supplement'));
      await walk.supply('Đã bổ sung');
      return act(walk, DESK, { ...action('request-supplement'), reason: 'Bản nộp lại vẫn mờ' });
    },
  },
  'actions.act outcome-required': {
    status: 422,
    ask: async () => {
      const { outcome: _, ...without } = ON_PLAIN;
      return act(await inGraph('9.000016', { optional: true }), HANDLER, without);
    },
  },
  'actions.act step-not-completed': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('send-back'), stepId: 'signature' }),
  },
  'actions.act unknown-branch': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, action('open-branch')),
  },
  'actions.act branch-open': {
    status: 422,
    ask: async () => {
      const walk = await inGraph('9.000013');
      await walk.act(HANDLER, NEIGHBOUR);
      return act(walk, HANDLER, NEIGHBOUR);
    },
  },
  'actions.act branches-open': {
    status: 422,
    ask: async () => {
      const walk = await inProcessing();
      await walk.act(HANDLER, OPINION);
      return act(walk, HANDLER, action('forward'));
    },
  },
  'actions.act branches-missing': {
    status: 422,
    ask: async () => act(await inGraph('9.000013'), HANDLER, ON_PLAIN),
  },
  'actions.act too-many-branches': {
    status: 422,
    ask: async () => {
      const walk = await inProcessing();
      for (let count = 0; count < MAX_OPEN_BRANCHES; count += 1) await walk.act(HANDLER, OPINION);
      return act(walk, HANDLER, OPINION);
    },
  },
  'actions.act no-site-verification-here': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, action('record-verification')),
  },
  'actions.act site-verification-missing': {
    status: 422,
    ask: async () => act(await inGraph('9.000014', { onSite: true, optional: true }), HANDLER, ON_PLAIN),
  },
  'actions.act moment-in-the-future': {
    status: 422,
    ask: async () => {
      const walk = await inGraph('9.000014', { onSite: true, optional: true });
      return act(walk, HANDLER, { ...action('record-verification'), verifiedAt: '2031-03-04T09:00:00+07:00' });
    },
  },
  'actions.act processed-elsewhere': {
    status: 422,
    ask: async () => act(await filedLike('9.000015', { processedBy: 'ministry' }), DESK, action('accept')),
  },
  'actions.act obligation-open': { status: 409, ask: async () => act(await owing(), LEADER, action('complete')) },
  'actions.act no-counter-payment': {
    status: 422,
    ask: async () => act(await filed(), DESK, action('correct-receipt-number')),
  },
  'actions.act no-open-obligation': {
    status: 422,
    ask: async () => act(await filed(), DESK, action('record-counter-payment')),
  },
  'actions.act wrong-amount': {
    status: 422,
    ask: async () => {
      const walk = await withFee();
      const { obligationId } = (await walk.read()).payment ?? {};
      return act(walk, walk.plan.reception.officer, { ...action('record-counter-payment'), obligationId, amount: 1 });
    },
  },
  'actions.act receipt-number-used': {
    status: 422,
    ask: async () => {
      const walk = await withFee({ plan: 'criminal' });
      const cash = async () => {
        const { obligationId, amount } = (await walk.read()).payment ?? {};
        return { type: 'record-counter-payment', obligationId, amount, receiptNumber: 'BL-7' };
      };
      await walk.act(walk.plan.reception.officer, await cash());
      const more = { fees: [...walk.plan.charged.fees, { code: 'further-copies', quantity: 2 }] };
      await walk.act(walk.plan.reception.officer, { type: 'request-payment', assessment: more });
      return act(walk, walk.plan.reception.officer, await cash());
    },
  },
  'actions.act unknown-step': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), stepId: 'nothing-known' }),
  },
  'actions.act wrong-step': {
    status: 422,
    ask: async () => act(await inProcessing(), HANDLER, { ...action('forward'), stepId: 'signature' }),
  },
  'actions.act not-last-step': { status: 422, ask: async () => act(await inProcessing(), HANDLER, action('complete')) },
  'actions.act documents-pending': {
    status: 409,
    ask: async () => {
      const walk = await (await (await filed()).accept()).forwardTo();
      const body = { ...announced, kind: 'result', component: 'result' };
      await (await stage.as(LEADER)).must('POST', `/v1/dossiers/${walk.dossierId}/documents`, { body });
      return act(walk, LEADER, action('complete'));
    },
  },
  'actions.act denial-unfounded': {
    status: 422,
    ask: async () =>
      act(await (await (await filed()).accept()).forwardTo(), LEADER, { type: 'complete', outcome: 'denied' }),
  },
  'actions.act denial-without-denying': {
    status: 422,
    ask: async () => {
      const denial = { legalGround: 'Điều 16 Luật Hộ tịch', reason: 'Không đủ điều kiện' };
      const walk = await (await (await filed()).accept()).forwardTo();
      return act(walk, LEADER, { type: 'complete', outcome: 'granted', denial });
    },
  },
  'actions.act result-missing': {
    status: 422,
    ask: async () => {
      const walk = await (await (await filed({ result: 'electronic' })).accept()).forwardTo();
      return act(walk, LEADER, action('complete'));
    },
  },
  'actions.act not-accepted-yet': { status: 422, ask: async () => act(await filed(), DESK, action('stop')) },
  'actions.act answer-time-runs': {
    status: 409,
    ask: async () => {
      const walk = await filed();
      await walk.act(DESK, action('request-supplement'));
      return act(walk, DESK, { type: 'close', ground: 'supplement-not-supplied' });
    },
  },
  'actions.act other-dossier-required': {
    status: 422,
    ask: async () => act(await filed(), DESK, { type: 'close', ground: 'duplicate-dossier', legalGround: 'Điều 1' }),
  },
  'actions.act other-dossier-unknown': { status: 422, ask: async () => duplicate('H50.20.1-300101-0001') },
  'actions.act other-dossier-of-another': {
    status: 422,
    ask: async () => duplicate(await codeOf(await filed({ citizen: 'cong-dan-binh' }))),
  },
  'actions.act other-dossier-ended': {
    status: 422,
    ask: async () => {
      const ended = await filed();
      await ended.act(DESK, action('reject'));
      return duplicate(await codeOf(ended));
    },
  },
  'actions.act ground-does-not-fit': {
    status: 422,
    ask: async () =>
      act(await filed(), DESK, { type: 'close', ground: 'organisation-dissolved', legalGround: 'Điều 1' }),
  },
  'actions.act correction-incomplete': {
    status: 422,
    ask: async () => act(await filed(), 'quan-tri', { type: 'correct', toStatus: 'completed', reason: 'x' }),
  },
  'actions.act no-change': {
    status: 409,
    ask: async () => act(await filed(), 'quan-tri', { type: 'correct', toStatus: 'submitted', reason: 'x' }),
  },
};
