import type { Text } from '../../../shared/text/text.ts';
import type { Facts } from './facts.ts';
import { type Ask, fixed, NONE, type Phrase, say, when } from './phrase.ts';
import { moneyText } from './words.ts';

/* What the applicant has to do. */

export const SUBMIT: Ask = {
  act: 'submit',
  say: fixed('Hãy kiểm tra rồi nộp hồ sơ', 'Please check the dossier and submit it'),
};

export const DECLARE: Ask = {
  act: 'declare',
  say: when(
    ({ toDeclare }) => toDeclare,
    (facts) =>
      say(
        facts,
        (at) => ({ vi: `Hãy kê khai đầy đủ tờ khai${at.vi}`, en: `Please complete the declaration${at.en}` }),
        { by: facts.supplement?.by },
      ),
  ),
};

export const ADD_MISSING: Ask = {
  act: 'add-document',
  say: (facts) =>
    facts.missing &&
    say(
      facts,
      () => ({
        vi: `Hãy thêm ${facts.missing?.text.vi} rồi nộp hồ sơ`,
        en: `Please add ${facts.missing?.text.en} and submit the dossier`,
      }),
      { papers: facts.missing },
    ),
};

/** The fee that is due beside the papers. */
function feeToo({ fee }: Facts): Text {
  if (fee === undefined) return NONE;
  const money = moneyText(fee.amount);
  return { vi: ` và nộp ${money.vi}`, en: ` and pay ${money.en}` };
}

const supplementing =
  (write: (papers: Text, facts: Facts) => Text): Phrase =>
  (facts) => {
    const { supplement, fee } = facts;
    if (supplement === undefined) return undefined;
    const too = feeToo(facts);
    // The earlier of both moments.
    const by = [supplement.by, fee?.by].filter((at) => at !== undefined).toSorted()[0];
    return say(
      facts,
      (at) => {
        const { vi, en } = write(supplement.papers.text, facts);
        return { vi: `${vi}${too.vi}${at.vi}`, en: `${en}${too.en}${at.en}` };
      },
      { by, papers: supplement.papers, amount: fee?.amount },
    );
  };

export const SEND_SUPPLEMENT: Ask = {
  act: 'supplement',
  say: supplementing(({ vi, en }) => ({ vi: `Hãy bổ sung ${vi}`, en: `Please supply ${en}` })),
};

export const ADD_SUPPLEMENT: Ask = {
  act: 'add-document',
  say: supplementing(({ vi, en }) => ({ vi: `Hãy tải lên ${vi}`, en: `Please upload ${en}` })),
};

/** For whom the account may not act yet: at the counter. */
export const BRING_SUPPLEMENT: Ask = {
  act: 'supplement',
  at: 'reception',
  say: supplementing(({ vi, en }, { reception: { name } }) => ({
    vi: `Hãy mang ${vi} đến ${name.vi}`,
    en: `Please bring ${en} to ${name.en}`,
  })),
};

/** The fee, where it is paid, and until when. */
const paid =
  (where: Text): Ask['say'] =>
  (facts) => {
    const { fee, reception } = facts;
    if (fee === undefined) return undefined;
    const { vi, en } = moneyText(fee.amount);
    return say(
      facts,
      (at) => ({
        vi: `Hãy nộp ${vi} ${where.vi} ${reception.name.vi}${at.vi}`,
        en: `Please pay ${en} ${where.en} ${reception.name.en}${at.en}`,
      }),
      { ...fee, agency: reception },
    );
  };

export const PAY_AT_RECEPTION: Ask = {
  act: 'record-counter-payment',
  at: 'reception',
  say: paid({ vi: 'tại', en: 'at' }),
};

export const PAY: Ask = { act: 'pay', say: paid({ vi: 'trực tuyến hoặc tại', en: 'online or at' }) };

export const COLLECT: Ask = {
  act: 'return-result',
  at: 'reception',
  say: when(
    ({ dossier }) => dossier.resultDelivery.method === 'counter',
    (facts) =>
      say(
        facts,
        () => ({
          vi: `Hãy mang giấy tờ tùy thân đến ${facts.reception.name.vi} nhận kết quả`,
          en: `Please collect the result at ${facts.reception.name.en} and bring your identity paper`,
        }),
        { agency: facts.reception },
      ),
  ),
};
