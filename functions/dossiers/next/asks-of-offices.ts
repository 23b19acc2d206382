import type { Text } from '../../../shared/text/text.ts';
import type { PersonAct } from '../allowed/allowed-actions.ts';
import type { Facts } from './facts.ts';
import { type Ask, fixed, say, when, workDue } from './phrase.ts';
import { moneyText } from './words.ts';

/* What offices have to do. */

export const ACCEPT: Ask = {
  act: 'accept',
  say: (facts) =>
    say(
      facts,
      (at) => ({
        vi: `Hãy tiếp nhận, yêu cầu bổ sung hoặc từ chối hồ sơ${at.vi}`,
        en: `Please accept the dossier, ask for a supplement or refuse it${at.en}`,
      }),
      { by: facts.dossier.suspension === undefined ? facts.dossier.receptionDueAt : undefined },
    ),
};

export const FORWARD: Ask = {
  act: 'forward',
  say: (facts) =>
    say(
      facts,
      (at) =>
        facts.dossier.step === undefined
          ? {
              vi: `Hãy chuyển hồ sơ đến bước ${facts.nextStep.vi}${at.vi}`,
              en: `Please forward it to the step ${facts.nextStep.en}${at.en}`,
            }
          : {
              vi: `Hãy giải quyết bước ${facts.step.vi} rồi chuyển tiếp${at.vi}`,
              en: `Please finish the step ${facts.step.en} and forward it${at.en}`,
            },
      { by: workDue(facts) },
    ),
};

export const ADD_RESULT: Ask = {
  act: 'add-document',
  say: when(
    ({ isLastStep, resultMissing, waitsFor, fee }) =>
      isLastStep && resultMissing && waitsFor === undefined && fee === undefined,
    (facts) =>
      say(
        facts,
        (at) => ({
          vi: `Hãy thêm tệp kết quả rồi hoàn thành hồ sơ${at.vi}`,
          en: `Please add the file of the result and complete the dossier${at.en}`,
        }),
        { by: workDue(facts) },
      ),
  ),
};

export const COMPLETE: Ask = {
  act: 'complete',
  say: (facts) =>
    say(facts, (at) => ({ vi: `Hãy hoàn thành hồ sơ${at.vi}`, en: `Please complete the dossier${at.en}` }), {
      by: workDue(facts),
    }),
};

export const VERIFY: Ask = {
  act: 'record-verification',
  say: when(
    ({ dossier: { verifications, step } }) => !verifications.some(({ stepId }) => stepId === step?.stepId),
    (facts) =>
      say(
        facts,
        (at) => ({
          vi: `Hãy ghi kết quả kiểm tra thực địa${at.vi}`,
          en: `Please record the site verification${at.en}`,
        }),
        { by: workDue(facts) },
      ),
  ),
};

export const ASSESS: Ask = {
  act: 'assess-fees',
  say: when(
    ({ dossier, isLastStep }) => isLastStep && dossier.assessment === undefined,
    fixed(
      'Hãy xác định phí, lệ phí trước khi hoàn thành hồ sơ',
      'Please assess the fees before completing the dossier',
    ),
  ),
};

export const ASK_AGENCY: Ask = {
  act: 'open-branch',
  say: (facts) => {
    const { branchMissing } = facts;
    if (branchMissing === undefined) return undefined;
    return say(
      facts,
      (at) => ({
        vi: `Hãy gửi hồ sơ đến cơ quan phối hợp: ${branchMissing.vi}${at.vi}`,
        en: `Please involve the other agency: ${branchMissing.en}${at.en}`,
      }),
      { by: workDue(facts) },
    );
  },
};

export const REAPPOINT: Ask = {
  act: 'reappoint',
  say: when(
    ({ warned, dossier }) => warned && dossier.pausedAt === undefined,
    (facts) =>
      say(
        facts,
        (at) => ({
          vi: `Hãy đôn đốc, hoặc xin lỗi và hẹn lại ngày trả kết quả${at.vi}`,
          en: `Please see to it, or apologise and set another date for the result${at.en}`,
        }),
        { by: facts.dossier.appointmentAt },
      ),
  ),
};

export const ASSIGN: Ask = {
  act: 'assign',
  say: when(
    ({ reader, dossier }) => reader === 'head' && dossier.step?.assignee === undefined,
    (facts) =>
      say(
        facts,
        (at) => ({
          vi: `Hãy phân công cán bộ cho bước ${facts.step.vi}${at.vi}`,
          en: `Please assign an officer to the step ${facts.step.en}${at.en}`,
        }),
        { by: workDue(facts) },
      ),
  ),
};

export const ANSWER: Ask = {
  act: 'finish-branch',
  say: (facts) => {
    const { mine } = facts;
    if (mine === undefined) return undefined;
    return say(
      facts,
      (at) => ({ vi: `Hãy trả lời ${mine.asker.name.vi}${at.vi}`, en: `Please answer ${mine.asker.name.en}${at.en}` }),
      { by: facts.dossier.pausedAt === undefined ? mine.by : undefined, agency: mine.asker },
    );
  },
};

export const DECIDE_WITHDRAWAL: Ask = {
  act: 'decide-withdrawal',
  say: fixed('Hãy quyết định đề nghị rút hồ sơ của người nộp', 'Please decide on the request for withdrawal'),
};

export const RESUME: Ask = {
  act: 'resume',
  say: fixed(
    'Hãy quyết định cho giải quyết tiếp, hoặc để Bộ phận Một cửa trả lại hồ sơ',
    'Please let processing go on, or have the one-stop shop give the papers back',
  ),
};

/** How the result gets to the applicant. */
const RETURNED: Readonly<Record<Facts['dossier']['resultDelivery']['method'], Text>> = {
  counter: {
    vi: 'Hãy trả kết quả tại quầy khi người nộp đến',
    en: 'Please hand over the result when the applicant comes',
  },
  post: { vi: 'Hãy gửi kết quả cho người nộp qua bưu chính', en: 'Please send the result by post' },
  electronic: { vi: 'Hãy trả kết quả điện tử cho người nộp', en: 'Please return the result electronically' },
};

export const RETURN_RESULT: Ask = {
  act: 'return-result',
  say: (facts) => say(facts, () => RETURNED[facts.dossier.resultDelivery.method]),
};

export const GIVE_BACK: Ask = {
  act: 'return-result',
  say: fixed(
    'Hãy trả lại hồ sơ cho người nộp nếu việc giải quyết không tiếp tục',
    'Please give the papers back if processing does not go on',
  ),
};

export const DECIDE_CORRECTION: Ask = {
  act: 'correct-particulars',
  say: (facts) =>
    facts.correction &&
    say(
      facts,
      (at) => ({
        vi: `Hãy quyết định đề nghị sửa thông tin của người nộp${at.vi}`,
        en: `Please decide on the correction that the applicant asked for${at.en}`,
      }),
      facts.correction,
    ),
};

export const CONFIRM_IDENTITY: Ask = {
  act: 'confirm-identity',
  say: when(
    ({ dossier }) => (dossier.unconfirmed?.length ?? 0) > 0,
    fixed(
      'Hãy đối chiếu lại giấy tờ tùy thân của người nộp',
      'Please read the identity paper of the applicant a second time',
    ),
  ),
};

const refunding = (act: PersonAct, state: 'open' | 'approved', words: (money: Text) => Text): Ask => ({
  act,
  say: (facts) => {
    const refund = facts.refund[state];
    if (refund === undefined) return undefined;
    const { vi, en } = words(moneyText(refund.amount));
    return say(facts, (at) => ({ vi: `${vi}${at.vi}`, en: `${en}${at.en}` }), {
      amount: refund.amount,
      by: refund.dueBy?.dueAt,
    });
  },
});

export const APPROVE_REFUND = refunding('approve-refund', 'open', ({ vi, en }) => ({
  vi: `Hãy quyết định việc hoàn ${vi}`,
  en: `Please decide on the refund of ${en}`,
}));

export const PAY_REFUND = refunding('record-refund', 'approved', ({ vi, en }) => ({
  vi: `Hãy hoàn ${vi} cho người nộp và ghi chứng từ`,
  en: `Please pay ${en} back and record the voucher`,
}));
