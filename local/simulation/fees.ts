import type { FeeChoice, FeeChoices } from '../../shared/procedure/fee.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Chance } from './chance.ts';

/**
 * What an officer chooses: one of each group, some of the optional fees, an assessed amount (VND) when the authority's is
 * known, an exemption now and then. Most people file in time.
 */
export function feeChoices(chance: Chance, { fees }: Pick<Procedure, 'fees'>, known = true): FeeChoices {
  const isDated = fees.some((fee) => fee.late !== undefined);
  const late = isDated && chance.happens(0.06);
  const groups = new Map<string, string>();
  for (const group of new Set(fees.flatMap((fee) => fee.group ?? []))) {
    groups.set(group, chance.pick(fees.filter((fee) => fee.group === group)).code);
  }
  const chosen: FeeChoice[] = [];
  for (const fee of fees) {
    if (fee.late !== undefined && !late) continue;
    if (fee.group !== undefined && groups.get(fee.group) !== fee.code) continue;
    if (fee.optional === true && !chance.happens(0.1)) continue;
    if (fee.assessed === true && !known) continue;
    const { exemptions = [], unit, copies } = fee;
    chosen.push({
      code: fee.code,
      ...(unit !== undefined && { quantity: chance.int(1, Math.min(unit.most, 8)) }),
      ...(copies !== undefined && { copies: chance.int(1, Math.min(copies, 3)) }),
      ...(fee.assessed === true && { amount: Math.round(chance.around(40_000, 0.9)) * 1000 }),
      ...(exemptions.length > 0 &&
        chance.happens(0.05) && {
          exemption: { exemption: chance.pick(exemptions).exemption, reason: 'Có giấy xác nhận' },
        }),
    });
  }
  return { fees: chosen, ...(isDated && { late }) };
}
