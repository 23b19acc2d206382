import type { Assessment } from '../procedure/assess.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Dossier, Obligation } from './state.ts';
import type { Fee } from './values.ts';

const sumOf = (amounts: readonly { readonly amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);

/** Obligations whose payment stands. */
const paidOf = ({ obligations }: Pick<Dossier, 'obligations'>): readonly Obligation[] =>
  obligations.filter((o) => o.payment !== undefined && o.closed === undefined);

/** VND assessed and not paid; negative: paid too much. */
export const balanceOf = (dossier: Pick<Dossier, 'obligations'>, assessment: Assessment): number =>
  assessment.amount - sumOf(paidOf(dossier));

/** What is assessed and not paid, by fee; the sum is the balance, so that what was paid for a replaced fee counts. VND. */
export function dueFees(dossier: Pick<Dossier, 'obligations'>, assessment: Assessment): readonly Fee[] {
  const paid = paidOf(dossier).flatMap((o) => o.fees);
  let left = balanceOf(dossier, assessment);
  const fees: Fee[] = [];
  for (const { code, amount } of assessment.lines) {
    const due = Math.min(amount - sumOf(paid.filter((fee) => fee.code === code)), left);
    if (due <= 0) continue;
    fees.push({ code, amount: due });
    left -= due;
  }
  return fees;
}

/** Whether a dossier may complete as to its fees. Records from before assessments have only the requested payments. */
export const areFeesAssessed = ({ assessment, obligations }: Dossier, { fees }: Pick<Procedure, 'fees'>): boolean =>
  fees.length === 0 || assessment !== undefined || obligations.length > 0;
