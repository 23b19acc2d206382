import { dayInVietNam } from '../../shared/time/viet-nam.ts';
import type { Owner } from './opening.ts';
import { PLANS, type Plan } from './plans.ts';
import type { Scenario } from './scenario.ts';
import { Walk } from './walk.ts';

/** A family house, from the first step to the returned permit: verified on the spot, found to meet the conditions, signed. */
async function permitted(walk: Walk): Promise<Walk> {
  await walk.forwardTo(1);
  return housePermitted(walk);
}

/** From the examination on. */
export async function housePermitted(walk: Walk): Promise<Walk> {
  const [examination, appraisal, signature] = PLANS.permit.steps;
  const to = ({ stepId, agencyId }: Plan['steps'][number], outcome: string) =>
    ({ type: 'forward', stepId, agencyId, outcome }) as const;
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
  {
    title: 'A mother files online for her child',
    ends: 'returned',
    play: async (stage) => {
      const owner: Owner = {
        applicant: {
          kind: 'citizen',
          name: 'Hoàng Gia Khôi',
          identity: { type: 'birth', number: 'GCS-2026-02214', country: 'VN' },
          address: '12 Lê Duẩn, phường Đông Hà, tỉnh Quảng Trị',
        },
        citizenFiles: { basis: 'parent' },
      };
      const walk = await new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-an', owner }).file();
      return walk.process();
    },
  },
  {
    title: 'An agent files for a company',
    ends: 'returned',
    play: async (stage) => {
      const owner: Owner = {
        applicant: {
          kind: 'organisation',
          name: 'Công ty TNHH Xây dựng Nhật Lệ',
          identity: { type: 'tax-code', number: '3100987667', country: 'VN' },
          address: '18 Trương Pháp, phường Đồng Hới, tỉnh Quảng Trị',
        },
        citizenFiles: { basis: 'agent', document: 'Giấy ủy quyền số 07/2026/UQ-NL ngày 25/5/2026' },
      };
      const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-chau', owner }).file();
      await walk.accept();
      return permitted(await walk.payAtCounter());
    },
  },
  {
    title: 'Criminal record of a foreigner, known by a passport',
    ends: 'returned',
    play: async (stage) => {
      const owner: Owner = {
        applicant: {
          kind: 'citizen',
          name: 'KIM MIN JUN',
          identity: { type: 'passport', number: 'M70412358', country: 'KR' },
          phone: '+821023456789',
          address: 'Khu công nghiệp Nam Đông Hà, tỉnh Quảng Trị',
        },
      };
      const walk = await new Walk(stage, { plan: 'criminal', channel: 'direct', citizen: 'cong-dan-an', owner }).file();
      await walk.accept();
      await walk.payAtCounter();
      return (await (await walk.forwardTo()).complete()).returnResult();
    },
  },
  {
    title: 'A name that was typed wrong is corrected',
    ends: 'returned',
    play: async (stage) => {
      const applicant = {
        kind: 'citizen',
        name: 'Lê Khắc Dũng',
        identity: { type: 'personal-id', number: '045079318520', country: 'VN' },
        phone: '0702000104',
        address: 'Khóm 3, xã Khe Sanh, tỉnh Quảng Trị',
      } as const;
      const owner: Owner = { applicant: { ...applicant, name: 'Lê Khắc Dung' } };
      const walk = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-dung', owner }).file();
      await (await walk.accept()).forwardTo(1);
      const reason = 'Nhập thiếu dấu trong tên, theo căn cước của chủ hồ sơ';
      await walk.act(walk.plan.reception.officer, { type: 'correct-particulars', applicant, reason });
      await walk.happened('particulars-corrected');
      const [examination, ...others] = walk.plan.steps;
      for (const { stepId, agencyId } of others) {
        await walk.act(examination?.officer ?? '', { type: 'forward', stepId, agencyId });
      }
      return (await walk.complete()).returnResult();
    },
  },
  {
    title: 'Paid too much: the difference approved, wrongly recorded, and paid back',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-chau' }).file();
      const { plan } = walk;
      const desk = plan.reception.officer;
      await walk.act(desk, { ...walk.acceptance(), assessment: plan.charged });
      await walk.payAtCounter();
      await walk.act(desk, { type: 'assess-fees', assessment: plan.usual });
      const { refunds, updatedAt } = await walk.read();
      const [{ refundId, amount } = { refundId: '', amount: 0 }] = refunds;
      if (amount !== 75_000) throw new Error(`${amount} VND go back`);
      await walk.act(plan.leader, { type: 'approve-refund', refundId, amount });
      const paidOn = dayInVietNam(updatedAt);
      const paid = { type: 'record-refund', refundId, amount, method: 'cash', paidOn };
      await walk.act(desk, { ...paid, reference: 'PC 0001' });
      await walk.act(plan.leader, { type: 'reopen-refund', refundId, reason: 'Ghi nhầm số phiếu chi' });
      await walk.act(desk, { ...paid, reference: 'PC 0010' });
      await walk.until((dossier) => dossier.refunds[0]?.state === 'paid');
      return permitted(walk);
    },
  },
];
