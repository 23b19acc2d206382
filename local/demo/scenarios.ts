import type { Opening } from './opening.ts';
import type { Scenario } from './scenario.ts';
import { counterScenarios } from './scenarios-counter.ts';
import { moneyScenarios } from './scenarios-money.ts';
import { partnerScenarios } from './scenarios-partners.ts';
import { requestScenarios } from './scenarios-requests.ts';
import type { Stage } from './stage.ts';
import { Walk } from './walk.ts';

const birth = (citizen: string, channel: Opening['channel'] = 'online', result: Opening['result'] = 'counter') =>
  ({ plan: 'birth', channel, citizen, result }) as const;

/** A scenario that begins with a submitted dossier at the reception. */
const filed =
  (opening: Opening, story: (walk: Walk) => Promise<unknown>) =>
  async (stage: Stage): Promise<Walk> => {
    const walk = await new Walk(stage, opening).file();
    await story(walk);
    return walk;
  };

const requestSupplement = (walk: Walk, officer: string) =>
  walk.act(officer, {
    type: 'request-supplement',
    items: [{ content: 'Giấy chứng sinh', reason: 'Ảnh chụp bị mờ', guidance: 'Chụp lại rõ bốn góc' }],
  });

const supplement = async (walk: Walk) => walk.supply('Đã chụp lại');

const withdraw = async (walk: Walk) =>
  (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: 'Thay đổi kế hoạch' });

const deskScenarios: readonly Scenario[] = [
  {
    title: 'Online, result as an electronic document',
    ends: 'returned',
    play: filed(birth('cong-dan-an', 'online', 'electronic'), (w) => w.process()),
  },
  { title: 'At the reception', ends: 'returned', play: filed(birth('cong-dan-binh', 'direct'), (w) => w.process()) },
  {
    title: 'Documents sent by post',
    ends: 'returned',
    play: filed(birth('cong-dan-chau', 'postal'), (w) => w.process()),
  },
  {
    title: 'Supplement before acceptance, then accepted',
    ends: 'returned',
    play: filed(birth('cong-dan-dung'), async (w) => {
      await requestSupplement(w, w.plan.reception.officer);
      await supplement(w);
      await w.process();
    }),
  },
  {
    title: 'Supplement in the middle of processing',
    ends: 'returned',
    play: filed(birth('cong-dan-giang'), async (w) => {
      await (await w.accept()).forwardTo(1);
      await requestSupplement(w, w.plan.steps[0]?.officer ?? '');
      await supplement(w);
      for (const step of w.plan.steps.slice(1)) {
        const { stepId, agencyId } = step;
        await w.act(w.plan.steps[0]?.officer ?? '', { type: 'forward', stepId, agencyId });
      }
      await (await w.complete()).returnResult();
    }),
  },
  {
    title: 'Refused at reception',
    ends: 'rejected',
    play: filed(birth('cong-dan-hieu'), (w) =>
      w.act(w.plan.reception.officer, {
        type: 'reject',
        legalGround: 'Điều 16 Luật Hộ tịch',
        reason: 'Trẻ đã được đăng ký khai sinh tại nơi khác',
      }),
    ),
  },
  {
    title: 'Withdrawn before reception',
    ends: 'returned',
    play: filed(birth('cong-dan-khanh'), async (w) => {
      await withdraw(w);
      await w.act(w.plan.reception.officer, { type: 'decide-withdrawal', granted: true });
    }),
  },
  {
    title: 'Withdrawal requested in processing, not granted',
    ends: 'returned',
    play: filed(birth('cong-dan-lan'), async (w) => {
      await (await w.accept()).forwardTo();
      await withdraw(w);
      await w.act(w.plan.leader, { type: 'decide-withdrawal', granted: false, reason: 'Kết quả đã được ký' });
      await (await w.complete()).returnResult();
    }),
  },
  {
    title: 'Stopped, resumed, finished',
    ends: 'returned',
    play: filed(birth('cong-dan-nam', 'direct'), async (w) => {
      await (await w.accept()).forwardTo(1);
      await w.act(w.plan.leader, { type: 'stop', ground: 'Chờ kết luận của tòa án' });
      await w.act(w.plan.leader, { type: 'resume' });
      const first = w.plan.steps[0]?.officer ?? '';
      for (const { stepId, agencyId } of w.plan.steps.slice(1))
        await w.act(first, { type: 'forward', stepId, agencyId });
      await (await w.complete()).returnResult();
    }),
  },
  {
    title: 'Stopped, documents given back',
    ends: 'returned',
    play: filed(birth('cong-dan-phuong', 'postal'), async (w) => {
      await (await w.accept()).forwardTo();
      await w.act(w.plan.leader, { type: 'stop', ground: 'Người nộp không còn đủ điều kiện' });
      await w.returnResult();
    }),
  },
  {
    title: 'Denied after processing',
    ends: 'returned',
    play: filed(birth('cong-dan-quy'), async (w) => {
      await (await (await w.accept()).forwardTo()).complete('denied');
      await w.returnResult();
    }),
  },
  {
    title: 'Put into the right status by an administrator',
    ends: 'returned',
    play: filed(birth('cong-dan-tram', 'direct'), async (w) => {
      await w.act(w.plan.reception.officer, { type: 'reject', legalGround: 'Điều 16', reason: 'Bấm nhầm' });
      await w.act('quan-tri', { type: 'correct', toStatus: 'submitted', reason: 'Cán bộ bấm nhầm nút từ chối' });
      await w.process();
    }),
  },
];

export const scenarios = (): readonly Scenario[] => [
  ...deskScenarios,
  ...moneyScenarios,
  ...partnerScenarios,
  // Last: traces of test/faults name the others by their place.
  ...counterScenarios,
  ...requestScenarios,
];
