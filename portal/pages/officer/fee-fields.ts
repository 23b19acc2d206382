import type { FeeChoice, FeeChoices } from '../../../shared/procedure/fee.ts';
import { type ActField, type Asked, type Choices, numberOf, type Values } from './act-field.ts';

type Fee = NonNullable<Choices['fees']>[number];

const isLate = ({ inTime }: Fee) => inTime !== undefined;
/** Due in any case, as long as it is not exempt. */
const isOwed = (fee: Fee) => fee.group === undefined && fee.optional !== true && fee.assessed !== true && !isLate(fee);
const groupsOf = (fees: readonly Fee[]) => [...new Set(fees.flatMap(({ group }) => group ?? []))];

/** What an officer chooses, counts and exempts of the procedure's fees (`docs/decisions/0049-fees-assessed.md`). */
export function feeFields({ choices: { fees = [] }, t, money }: Asked): readonly ActField[] {
  const priced = ({ name, amount, unit }: Fee) =>
    `${name}: ${money(amount)}${unit === undefined ? '' : ` (${unit.name})`}`;
  const yesNo = [
    { value: 'no', text: t.no },
    { value: 'yes', text: t.yes },
  ];
  return [
    ...groupsOf(fees).map((group) => ({
      ...{ id: `group-${group}`, label: t.fees, kind: 'choice' as const },
      options: fees.filter((fee) => fee.group === group).map((fee) => ({ value: fee.code, text: priced(fee) })),
    })),
    ...(fees.some(isLate) ? [{ id: 'late', label: t.filedLate, kind: 'choice' as const, options: yesNo }] : []),
    ...fees.flatMap((fee): ActField[] => {
      const id = `fee-${fee.code}`;
      return [
        ...(isOwed(fee) ? [{ id, label: priced(fee), kind: 'told' as const }] : []),
        ...(fee.optional === true ? [{ id, label: priced(fee), kind: 'choice' as const, options: yesNo }] : []),
        ...(fee.assessed === true
          ? [{ id: `${id}-amount`, label: t.assessedAmount(fee.name), kind: 'count' as const }]
          : []),
        ...(fee.unit === undefined
          ? []
          : [{ id: `${id}-quantity`, label: t.quantityOf(fee.name, fee.unit.name), kind: 'count' as const }]),
        ...(fee.copies === undefined
          ? []
          : [{ id: `${id}-copies`, label: t.copiesOf(fee.name), kind: 'count' as const, initial: '1' }]),
        ...(fee.exemptions === undefined ? [] : exemptionFields(fee, t)),
      ];
    }),
    ...(fees.length > 0 && !fees.some((fee) => isOwed(fee) || isLate(fee) || fee.group !== undefined)
      ? [{ id: 'ground', label: t.groundOfNothing, kind: 'line' as const }]
      : []),
  ];
}

const exemptionFields = ({ code, name, exemptions = [] }: Fee, t: Asked['t']): ActField[] => [
  {
    ...{ id: `fee-${code}-exemption`, label: t.exemptionOf(name), kind: 'choice' },
    options: [
      { value: '', text: t.noExemption },
      ...exemptions.map(({ exemption, name: of, ground }) => ({ value: exemption, text: `${of} (${ground})` })),
    ],
  },
  { id: `fee-${code}-proof`, label: t.exemptionProof, kind: 'line' },
];

/** The assessment that the officer's values say; the amounts follow from the catalogue, at the API. */
export function assessmentOf(values: Values, { choices: { fees = [] } }: Asked): FeeChoices {
  const late = values.late === 'yes';
  const isChosen = (fee: Fee) => {
    if (fee.group !== undefined) return values[`group-${fee.group}`] === fee.code;
    if (fee.assessed === true) return numberOf(values[`fee-${fee.code}-amount`]) !== 0;
    if (isLate(fee)) return late;
    return fee.optional !== true || values[`fee-${fee.code}`] === 'yes';
  };
  const choiceOf = (fee: Fee): FeeChoice => {
    const of = (part: string) => values[`fee-${fee.code}-${part}`] ?? '';
    return {
      code: fee.code,
      ...(fee.assessed === true && { amount: numberOf(of('amount')) }),
      ...(fee.unit !== undefined && { quantity: numberOf(of('quantity')) }),
      ...(fee.copies !== undefined && { copies: numberOf(of('copies')) }),
      ...(of('exemption') !== '' && { exemption: { exemption: of('exemption'), reason: of('proof') } }),
    };
  };
  const { ground = '' } = values;
  return {
    fees: fees.filter(isChosen).map(choiceOf),
    ...(fees.some(isLate) && { late }),
    ...(ground !== '' && { ground }),
  };
}
