import { PLANS, type Plan } from './plans.ts';
import type { Scenario } from './scenario.ts';
import { Walk } from './walk.ts';

/** A family house, from the first step to the returned permit: verified on the spot, found to meet the conditions, signed. */
async function permitted(walk: Walk): Promise<Walk> {
  const [examination, appraisal, signature] = PLANS.permit.steps;
  const to = ({ stepId, agencyId }: Plan['steps'][number], outcome: string) =>
    ({ type: 'forward', stepId, agencyId, outcome }) as const;
  await walk.forwardTo(1);
  await walk.act(examination.officer, to(appraisal, 'family-house'));
  const verification = { verifiedAt: new Date().toISOString(), place: 'Thửa đất số 12', content: 'Đúng hiện trạng' };
  await walk.act(appraisal.officer, { type: 'record-verification', ...verification, participants: ['Chủ hồ sơ'] });
  await walk.act(appraisal.officer, to(signature, 'meets'));
  return (await walk.complete()).returnResult();
}

/** Cases of the counter day (`docs/guides/counter-day.md`) that the real clock allows. */
export const counterScenarios: readonly Scenario[] = [
  {
    title: 'Building permit on paper: three papers, 75.000',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-tram' }).file();
      await walk.accept();
      const { handedOver, assessment } = await walk.read();
      if (handedOver?.papers.length !== 3 || assessment?.amount !== 75_000) {
        throw new Error(`received with ${handedOver?.papers.length} papers and ${assessment?.amount} VND`);
      }
      return permitted(await walk.payAtCounter());
    },
  },
  {
    title: 'Wrong fee replaced before it is asked for',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-binh' }).file();
      await walk.act(walk.plan.reception.officer, { ...walk.acceptance(), assessment: walk.plan.charged });
      await walk.act(walk.plan.reception.officer, { type: 'assess-fees', assessment: walk.plan.usual });
      return permitted(await walk.payAtCounter());
    },
  },
  {
    title: 'Birth, residence and health insurance in one dossier',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'newborn', channel: 'direct', citizen: 'cong-dan-binh' }).file();
      await (await walk.accept()).forwardTo(3);
      const handler = walk.plan.steps[2]?.officer ?? '';
      const branches = [
        ['permanent-residence', 'H50.31.20', 'cong-an-dong-hoi'],
        ['health-insurance', 'H50.33.1', 'bhxh-dong-hoi'],
      ] as const;
      for (const [branchId, agencyId] of branches) {
        await walk.act(handler, { type: 'open-branch', branchId, agencyId });
      }
      for (const [branchId, , system] of branches) {
        await walk.act(system, { type: 'finish-branch', branchId, result: 'done', note: 'Đã giải quyết' });
      }
      await walk.act(handler, { type: 'forward', stepId: 'results', agencyId: 'H50.20' });
      return (await walk.complete()).returnResult();
    },
  },
  {
    title: 'Filed at the wrong commune, transferred to the competent one',
    ends: 'returned',
    play: async (stage) => {
      const citizen = 'cong-dan-binh';
      const strayed = await new Walk(stage, { plan: 'strayed', channel: 'direct', citizen }).file();
      const { agencyId } = PLANS.birth.reception;
      const reason = 'Cha mẹ cư trú tại phường Đồng Hới';
      await strayed.act(strayed.plan.reception.officer, { type: 'transfer', agencyId, reason });
      const walk = new Walk(stage, { plan: 'birth', channel: 'direct', citizen });
      walk.dossierId = strayed.dossierId;
      return walk.process();
    },
  },
];
