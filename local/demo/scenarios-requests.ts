import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { Walk } from './walk.ts';

type Asked = { readonly correction?: { readonly requestId: string; readonly state: string } };

/** The correction that was asked for last, as the owner sees it. */
const correctionOf = async (stage: Stage, walk: Walk): Promise<Asked['correction']> =>
  ((await (await stage.as(walk.opening.citizen)).must('GET', `/v1/dossiers/${walk.dossierId}`)) as Asked).correction;

/** People ask for something beside the dossier's way, and officers grant or refuse it. */
export const requestScenarios: readonly Scenario[] = [
  {
    title: 'The owner asks twice for a correction: refused for want of a paper, then confirmed',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-khanh' }).file();
      const { officer } = walk.plan.reception;
      const { HoVaTen: name, SoDinhDanh: number, SoDienThoai: phone, ThuDienTu: email } = walk.citizen;
      const ask = async (changed: object, reason: string) => {
        const identity = { type: 'personal-id', number, country: 'VN' };
        const applicant = { kind: 'citizen', name, identity, phone, email, address: walk.citizen.DiaChi, ...changed };
        await (await walk.applicant()).change(walk.dossierId, '/correction', { applicant, reason });
        return (await correctionOf(stage, walk))?.requestId;
      };
      await walk.accept();
      const refused = await ask({ address: 'Khóm 3, xã Lao Bảo, tỉnh Quảng Trị' }, 'Đã chuyển nhà');
      await walk.act(officer, {
        type: 'refuse-correction',
        requestId: refused,
        reason: 'Chưa có giấy tờ về nơi cư trú mới',
      });
      const requestId = await ask({ address: 'Khóm 7, xã Khe Sanh, tỉnh Quảng Trị' }, 'Ghi nhầm nơi cư trú');
      await walk.act(officer, { type: 'correct-particulars', requestId, reason: 'Đúng với nơi cư trú' });
      const { state } = (await correctionOf(stage, walk)) ?? {};
      if (state !== 'confirmed') throw new Error(`the correction that was confirmed is ${state}`);
      return (await (await walk.forwardTo()).complete()).returnResult();
    },
  },
  {
    title: 'Withdrawn after the fee was paid: its return is refused, with the ground',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'permit', channel: 'direct', citizen: 'cong-dan-tram' }).file();
      await walk.accept();
      await walk.payAtCounter();
      await walk.forwardTo(1);
      await (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: 'Thay đổi thiết kế' });
      await walk.act(walk.plan.leader, { type: 'decide-withdrawal', granted: true, refunded: true });
      const [{ refundId } = { refundId: '' }] = (await walk.read()).refunds;
      const legalGround = 'Điều 8 Luật Phí và lệ phí số 97/2015/QH13';
      await walk.act(walk.plan.leader, { type: 'refuse-refund', refundId, legalGround, reason: 'Đã thẩm định hồ sơ' });
      return walk.until((dossier) => dossier.refunds[0]?.state === 'refused');
    },
  },
];
