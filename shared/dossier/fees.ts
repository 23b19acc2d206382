import type { Assessment, FeeLine } from '../procedure/assess.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Payment } from './commands.ts';
import type { Dossier, Obligation } from './state.ts';
import type { Fee } from './values.ts';

type Paid = Pick<Dossier, 'obligations' | 'partlyRefunded'>;

const sumOf = (amounts: readonly { readonly amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);

/** What shows that a reduction applies is internal; its legal ground is not. */
export const linesForApplicant = ({ lines }: Pick<Assessment, 'lines'>): readonly FeeLine[] =>
  lines.map(({ reductions, ...line }) => ({
    ...line,
    ...(reductions && { reductions: reductions.map(({ amount, ground }) => ({ amount, ground })) }),
  }));

/** Obligations whose payment stands. */
export const standingPayments = ({
  obligations,
}: Pick<Dossier, 'obligations'>): readonly (Obligation & { readonly payment: Payment })[] =>
  obligations.filter(
    (o): o is Obligation & { readonly payment: Payment } => o.payment !== undefined && o.closed === undefined,
  );

/** VND that are paid and stay: without what was decided to go back. */
export const netPaid = (dossier: Paid): number => sumOf(standingPayments(dossier)) - (dossier.partlyRefunded ?? 0);

/** VND assessed and not paid; negative: paid too much. */
export const balanceOf = (dossier: Paid, assessment: Assessment): number => assessment.amount - netPaid(dossier);

/**
 * What is assessed and not paid, by fee; the sum is the balance, so that what was paid for a replaced fee counts, and what was
 * given back of a fee is asked for again. VND.
 */
export function dueFees(dossier: Paid, assessment: Assessment): readonly Fee[] {
  const paid = standingPayments(dossier).flatMap((o) => o.fees);
  let left = Math.max(0, balanceOf(dossier, assessment));
  const take = (most: number) => {
    const amount = Math.min(Math.max(0, most), left);
    left -= amount;
    return amount;
  };
  const missing = assessment.lines.map(({ code, amount }) => ({
    code,
    full: amount,
    amount: take(amount - sumOf(paid.filter((fee) => fee.code === code))),
  }));
  // What was given back was of the fees that are added last.
  const again = missing.toReversed().map(({ code, full, amount }) => ({ code, amount: amount + take(full - amount) }));
  return again.toReversed().filter(({ amount }) => amount > 0);
}

/** Whether a dossier may complete as to its fees. Records from before assessments have only the requested payments. */
export const areFeesAssessed = ({ assessment, obligations }: Dossier, { fees }: Pick<Procedure, 'fees'>): boolean =>
  fees.length === 0 || assessment !== undefined || obligations.length > 0;
