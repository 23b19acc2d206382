import type { CatalogueFee } from '../../../shared/procedure/fee.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import { dong, numberText } from '../../../shared/text/vietnamese.ts';

const vnd = (amount: number): Text => ({ vi: dong(amount), en: `${amount.toLocaleString('en')} VND` });

/** What one pays, in words: `8.000 đồng`, `2.000 đồng mỗi trang, mỗi bản`. */
export function feeText(fee: CatalogueFee, language: Language): string {
  return amountOf(fee)[language];
}

function amountOf({ amount, assessed, unit, copies }: CatalogueFee): Text {
  if (assessed === true)
    return { vi: 'Theo thông báo của cơ quan có thẩm quyền', en: 'As the competent authority assesses' };
  const { vi, en } = vnd(amount);
  const each = [
    ...(unit === undefined ? [] : [{ vi: ` mỗi ${unit.name.vi}`, en: ` for each ${unit.name.en}` }]),
    ...(copies === undefined ? [] : [{ vi: ', mỗi bản', en: ', of each copy' }]),
  ];
  return { vi: vi + each.map((one) => one.vi).join(''), en: en + each.map((one) => one.en).join('') };
}

/** Under which conditions the fee is due, and what is not charged: one sentence each. */
export function feeConditions(fee: CatalogueFee, language: Language): readonly string[] {
  return conditionsOf(fee).map((text) => text[language]);
}

function conditionsOf({ group, optional, late, unit, online, exemptions = [] }: CatalogueFee): readonly Text[] {
  return [
    ...(late === undefined
      ? []
      : [
          {
            vi: `Chỉ thu khi nộp hồ sơ quá thời hạn luật định. Nộp đúng hạn không mất tiền theo ${late.inTime}.`,
            en: `Charged only after the legal time limit; filing in time is free by ${late.inTime}.`,
          },
        ]),
    ...(group === undefined
      ? []
      : [{ vi: 'Chỉ nộp một trong các mức cùng nhóm.', en: 'Only one of the amounts of its group is paid.' }]),
    ...(optional === true
      ? [{ vi: 'Chỉ thu khi có yêu cầu thêm.', en: 'Charged only for what is asked for in addition.' }]
      : []),
    ...(unit === undefined ? [] : unitConditions(unit)),
    ...(online === undefined ? [] : [onlineCondition(online)]),
    ...exemptions.map(exemptionCondition),
  ];
}

function unitConditions({ name, further, maximum }: NonNullable<CatalogueFee['unit']>): readonly Text[] {
  const next = further === undefined ? undefined : { from: numberText(further.after + 1), price: vnd(further.amount) };
  return [
    ...(next === undefined
      ? []
      : [
          {
            vi: `Từ ${name.vi} thứ ${next.from} trở đi: ${next.price.vi} mỗi ${name.vi}.`,
            en: `From ${name.en} ${next.from} on: ${next.price.en} for each ${name.en}.`,
          },
        ]),
    ...(maximum === undefined
      ? []
      : [{ vi: `Tối đa ${vnd(maximum).vi} mỗi bản.`, en: `At most ${vnd(maximum).en} for a copy.` }]),
  ];
}

function onlineCondition(online: NonNullable<CatalogueFee['online']>): Text {
  const { ground } = online;
  if ('amount' in online) {
    const { vi, en } = vnd(online.amount);
    return { vi: `Nộp trực tuyến được giảm ${vi} theo ${ground}.`, en: `Filing online costs ${en} less by ${ground}.` };
  }
  return online.percent === 100
    ? { vi: `Nộp trực tuyến không mất tiền theo ${ground}.`, en: `Filing online is free by ${ground}.` }
    : {
        vi: `Nộp trực tuyến được giảm ${online.percent}% theo ${ground}.`,
        en: `Filing online costs ${online.percent}% less by ${ground}.`,
      };
}

function exemptionCondition({ name, ground, percent = 100 }: NonNullable<CatalogueFee['exemptions']>[number]): Text {
  return percent === 100
    ? { vi: `${name.vi}: được miễn theo ${ground}.`, en: `${name.en}: free by ${ground}.` }
    : { vi: `${name.vi}: được giảm ${percent}% theo ${ground}.`, en: `${name.en}: ${percent}% less by ${ground}.` };
}

/** The fees of a procedure in one line, for lists. */
export function feesText(fees: readonly CatalogueFee[], language: Language): string {
  const due = fees.filter((fee) => fee.optional !== true);
  if (due.length === 0) return { vi: 'Không thu phí, lệ phí', en: 'No fee or charge' }[language];
  if (due.every((fee) => fee.late !== undefined)) {
    return { vi: 'Không mất tiền nếu nộp đúng hạn', en: 'Free if filed in time' }[language];
  }
  const fixed = due.filter((fee) => fee.assessed !== true && fee.late === undefined).map((fee) => fee.amount);
  if (fixed.length === 0) return amountOf({ ...due[0], assessed: true } as CatalogueFee)[language];
  const { vi, en } = vnd(Math.min(...fixed));
  if (due.length === 1) return feeText(due[0] as CatalogueFee, language);
  return { vi: `Từ ${vi}`, en: `From ${en}` }[language];
}
