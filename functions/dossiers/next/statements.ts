import type { Text } from '../../../shared/text/text.ts';
import type { Facts } from './facts.ts';
import { type Phrase, type Said, say, when, workDue } from './phrase.ts';
import { moneyText } from './words.ts';

/* Where there is nothing to do. */

/** @param waits what the reader waits for */
const nothing =
  (waits: (facts: Facts) => Text, of: (facts: Facts) => Omit<Said, 'text'> = () => ({})): Phrase =>
  (facts) =>
    say(
      facts,
      (at) => {
        const { vi, en } = waits(facts);
        return { vi: `Bạn không cần làm gì; ${vi}${at.vi}`, en: `You have nothing to do; ${en}${at.en}` };
      },
      of(facts),
    );

export const SUSPENDED = when(
  ({ dossier }) => dossier.suspension !== undefined,
  nothing(() => ({
    vi: 'thời hạn đang tạm dừng vì bất khả kháng',
    en: 'all time limits stand because of force majeure',
  })),
);

export const ELSEWHERE = when(
  ({ isElsewhere, reader }) => isElsewhere && reader !== 'applicant',
  nothing(() => ({
    vi: 'hồ sơ được giải quyết trên hệ thống của bộ, ngành',
    en: 'a ministry processes the dossier in its own system',
  })),
);

export const REFUND_COMES = when(
  ({ refund, reader }) => reader === 'applicant' && (refund.open ?? refund.approved) !== undefined,
  nothing(
    ({ refund }) => {
      const { vi, en } = moneyText((refund.approved ?? refund.open)?.amount ?? 0);
      return refund.approved === undefined
        ? { vi: `việc hoàn ${vi} đang được quyết định`, en: `the refund of ${en} is being decided on` }
        : { vi: `${vi} được hoàn lại cho bạn`, en: `${en} is paid back to you` };
    },
    ({ refund: { approved, open } }) => ({ amount: (approved ?? open)?.amount, by: (approved ?? open)?.dueBy?.dueAt }),
  ),
);

export const FILER_PREPARES = nothing(() => ({ vi: 'hồ sơ chưa được nộp', en: 'the dossier is not submitted yet' }));

export const RECEPTION_CONSIDERS = nothing(
  ({ reception: { name } }) => ({ vi: `${name.vi} xem xét hồ sơ`, en: `${name.en} considers the dossier` }),
  ({ reception, dossier }) => ({ agency: reception, by: dossier.receptionDueAt }),
);

/** For the applicant: when the result comes, or that it is late. */
export const RESULT_COMES = nothing(
  ({ agency: { name }, missed }) =>
    missed === undefined
      ? { vi: `${name.vi} trả kết quả`, en: `${name.en} gives the result` }
      : { vi: `${name.vi} đang giải quyết`, en: `${name.en} is working on it` },
  ({ agency, missed, dossier: { pausedAt, appointmentAt } }) => ({
    agency,
    by: missed ?? (pausedAt === undefined ? appointmentAt : undefined),
  }),
);

export const AGENCY_WORKS = nothing(
  ({ agency: { name }, step }) => ({
    vi: `${name.vi} đang giải quyết bước ${step.vi}`,
    en: `${name.en} works on the step ${step.en}`,
  }),
  (facts) => ({ agency: facts.agency, by: workDue(facts) }),
);

export const AGENCY_HOLDS = nothing(
  ({ agency: { name } }) => ({ vi: `${name.vi} đang giữ hồ sơ`, en: `${name.en} has the dossier` }),
  (facts) => ({ agency: facts.agency, by: workDue(facts) }),
);

export const WAITS_FOR_ANSWER = when(
  ({ waitsFor }) => waitsFor !== undefined,
  nothing(
    ({ waitsFor }) => ({
      vi: `đang chờ ${waitsFor?.agency.name.vi} trả lời`,
      en: `${waitsFor?.agency.name.en} is to answer`,
    }),
    ({ waitsFor }) => ({ agency: waitsFor?.agency, by: waitsFor?.by }),
  ),
);

export const WAITS_FOR_FEE = when(
  ({ fee }) => fee !== undefined,
  nothing(
    ({ fee }) => {
      const { vi, en } = moneyText(fee?.amount ?? 0);
      return { vi: `đang chờ người nộp đóng ${vi}`, en: `the applicant is to pay ${en}` };
    },
    ({ fee }) => ({ ...fee }),
  ),
);

export const WAITS_FOR_PAPERS = when(
  ({ supplement }) => supplement !== undefined,
  nothing(
    ({ supplement }) => ({
      vi: `đang chờ người nộp bổ sung ${supplement?.papers.text.vi}`,
      en: `the applicant is to supply ${supplement?.papers.text.en}`,
    }),
    ({ supplement }) => ({ ...supplement }),
  ),
);

export const FEE_COMES = nothing(
  ({ agency: { name } }) => ({
    vi: `${name.vi} thông báo khoản phải nộp, nếu có`,
    en: `${name.en} says what is to be paid, if anything`,
  }),
  ({ agency }) => ({ agency }),
);

export const WITHDRAWAL_DECIDED = nothing(
  ({ agency: { name } }) => ({
    vi: `${name.vi} quyết định việc rút hồ sơ`,
    en: `${name.en} decides on the withdrawal`,
  }),
  ({ agency }) => ({ agency }),
);

export const STOPPED = nothing(
  ({ agency: { name } }) => ({
    vi: `${name.vi} đã dừng giải quyết và sẽ thông báo việc tiếp theo`,
    en: `${name.en} has stopped processing and will say what follows`,
  }),
  ({ agency }) => ({ agency }),
);

export const RESULT_IS_SENT = nothing(({ dossier: { resultDelivery } }) =>
  resultDelivery.method === 'post'
    ? { vi: 'kết quả được gửi qua bưu chính', en: 'the result is sent by post' }
    : { vi: 'kết quả được trả theo cách đã đăng ký', en: 'the result is returned in the way that was chosen' },
);

export const REFUSED = nothing(() => ({
  vi: 'hồ sơ không được tiếp nhận, lý do có trong thông báo',
  en: 'the dossier was refused, and the letter says why',
}));

export const ENDED = nothing(() => ({ vi: 'hồ sơ đã kết thúc', en: 'the dossier is closed' }));
