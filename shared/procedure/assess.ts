import { fail, ok, type Result } from '../text/result.ts';
import { cut } from '../text/text.ts';
import type { Channel } from '../values.ts';
import type { CatalogueFee, FeeChoice, FeeChoices } from './fee.ts';

/** What is not charged of a fee, VND, and on which legal ground. */
export type FeeReduction = { readonly amount: number; readonly ground: string; readonly reason?: string | undefined };

/** One assessed fee. All amounts in VND. */
export type FeeLine = {
  readonly code: string;
  /** Units counted; absent where nothing is. */
  readonly quantity?: number;
  readonly copies?: number;
  /** Before reductions. */
  readonly full: number;
  readonly reductions?: readonly FeeReduction[];
  /** Due: `full` less the reductions, never below 0. */
  readonly amount: number;
};

export type Assessment = {
  readonly lines: readonly FeeLine[];
  /** Sum of the lines, VND. */
  readonly amount: number;
  /** Legal ground of an assessment that charges nothing. */
  readonly ground?: string;
};

/** Why choices are not an assessment, and the field of the choices that is wrong. */
export type AssessmentFault = {
  readonly code:
    | 'unknown-fee'
    | 'fee-chosen-twice'
    | 'fee-missing'
    | 'fee-alternatives'
    | 'fee-lateness-required'
    | 'fee-lateness-unexpected'
    | 'fee-not-late'
    | 'fee-quantity'
    | 'fee-amount'
    | 'unknown-exemption'
    | 'fee-reduction'
    | 'fee-ground-missing';
  /** Path within the choices: `fees.0.quantity`. */
  readonly field: string;
  /** Codes or a limit that help to correct it. */
  readonly details?: Readonly<Record<string, number | readonly string[]>>;
};

type Faulty<T> = Result<T, AssessmentFault>;

/**
 * The fees of a dossier: amounts, reductions and grounds from the catalogue, for what an officer chose. Exactly one fee of
 * each group, every fee that is neither optional nor assessed nor in a group, and a late charge only when filed late.
 * Errors: {@link AssessmentFault}.
 */
export function assess(fees: readonly CatalogueFee[], choices: FeeChoices, channel: Channel): Faulty<Assessment> {
  const chosen = new Map<string, FeeChoice>();
  const lines: FeeLine[] = [];
  for (const [index, choice] of choices.fees.entries()) {
    const field = `fees.${index}`;
    const fee = fees.find((f) => f.code === choice.code);
    if (fee === undefined) return fail({ code: 'unknown-fee', field: `${field}.code` });
    if (chosen.has(fee.code)) return fail({ code: 'fee-chosen-twice', field: `${field}.code` });
    chosen.set(fee.code, choice);
    const line = lineOf(fee, choice, channel, field);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  const fault = incomplete(fees, chosen, choices.late);
  if (fault !== undefined) return fail(fault);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  if (amount > 0) return ok({ lines, amount });
  const ground = choices.ground ?? groundOfNothing(fees, lines);
  return ground === undefined ? fail({ code: 'fee-ground-missing', field: 'ground' }) : ok({ lines, amount, ground });
}

function incomplete(
  fees: readonly CatalogueFee[],
  chosen: ReadonlyMap<string, FeeChoice>,
  late: boolean | undefined,
): AssessmentFault | undefined {
  const lateFees = fees.filter((fee) => fee.late !== undefined);
  const depends = lateFees.length > 0;
  if (depends && late === undefined) return { code: 'fee-lateness-required', field: 'late' };
  if (!depends && late !== undefined) return { code: 'fee-lateness-unexpected', field: 'late' };
  const tooEarly = lateFees.some((fee) => late !== true && chosen.has(fee.code));
  if (tooEarly) return { code: 'fee-not-late', field: 'late', details: { fees: lateFees.map((fee) => fee.code) } };
  const missing = fees.filter((fee) => isOwed(fee, late) && !chosen.has(fee.code)).map((fee) => fee.code);
  if (missing.length > 0) return { code: 'fee-missing', field: 'fees', details: { fees: missing } };
  for (const group of new Set(fees.flatMap((fee) => fee.group ?? []))) {
    const alternatives = fees.filter((fee) => fee.group === group).map((fee) => fee.code);
    if (alternatives.filter((code) => chosen.has(code)).length !== 1) {
      return { code: 'fee-alternatives', field: 'fees', details: { fees: alternatives } };
    }
  }
  return undefined;
}

const isOwed = (fee: CatalogueFee, late: boolean | undefined) =>
  fee.group === undefined &&
  fee.optional !== true &&
  fee.assessed !== true &&
  (fee.late === undefined || late === true);

function lineOf(fee: CatalogueFee, choice: FeeChoice, channel: Channel, field: string): Faulty<FeeLine> {
  const { unit } = fee;
  const { quantity, copies } = choice;
  const counted = unit === undefined ? quantity === undefined : quantity !== undefined && quantity <= unit.most;
  if (!counted) {
    return fail({ code: 'fee-quantity', field: `${field}.quantity`, details: { maximum: unit?.most ?? 0 } });
  }
  if (copies !== undefined && copies > (fee.copies ?? 0)) {
    return fail({ code: 'fee-quantity', field: `${field}.copies`, details: { maximum: fee.copies ?? 0 } });
  }
  const assessed = fee.assessed === true;
  if (assessed ? !choice.amount : choice.amount !== undefined) {
    return fail({ code: 'fee-amount', field: `${field}.amount` });
  }
  const one = assessed ? (choice.amount ?? 0) : priceOf(fee, quantity);
  const full = one * (copies ?? 1);
  const reductions = reductionsOf(fee, choice, channel, full, field);
  if (!reductions.ok) return reductions;
  const given = reductions.value;
  const amount = full - given.reduce((sum, reduction) => sum + reduction.amount, 0);
  return ok({
    code: fee.code,
    ...(quantity !== undefined && { quantity }),
    ...(copies !== undefined && { copies }),
    full,
    ...(given.length > 0 && { reductions: given }),
    amount,
  });
}

/** VND for the units of one copy. */
function priceOf({ amount, unit }: CatalogueFee, quantity = 1): number {
  if (unit === undefined) return amount;
  const { further, maximum = Number.POSITIVE_INFINITY } = unit;
  const first = further === undefined ? quantity : Math.min(quantity, further.after);
  return Math.min(first * amount + (quantity - first) * (further?.amount ?? 0), maximum);
}

/** In the order: exemption, online, the officer's own; each of what is left. Shares are rounded down to whole VND. */
function reductionsOf(
  fee: CatalogueFee,
  { exemption, reduction }: FeeChoice,
  channel: Channel,
  full: number,
  field: string,
): Faulty<readonly FeeReduction[]> {
  const reductions: FeeReduction[] = [];
  let left = full;
  const take = (amount: number, ground: string, reason?: string) => {
    if (amount === 0) return;
    reductions.push({ amount, ground, ...(reason !== undefined && { reason }) });
    left -= amount;
  };
  if (exemption !== undefined) {
    const known = fee.exemptions?.find((one) => one.exemption === exemption.exemption);
    if (known === undefined) return fail({ code: 'unknown-exemption', field: `${field}.exemption.exemption` });
    take(Math.floor((full * (known.percent ?? 100)) / 100), known.ground, exemption.reason);
  }
  if (fee.online !== undefined && channel === 'online') {
    const { online } = fee;
    take(
      'percent' in online ? Math.floor((left * online.percent) / 100) : Math.min(online.amount, left),
      online.ground,
    );
  }
  if (reduction !== undefined) {
    if (reduction.amount === 0 || reduction.amount > left) {
      return fail({ code: 'fee-reduction', field: `${field}.reduction.amount`, details: { maximum: left } });
    }
    take(reduction.amount, reduction.ground, reduction.reason);
  }
  return ok(reductions);
}

/** Nothing is due by the reductions' grounds, or because filing in time is free. */
function groundOfNothing(fees: readonly CatalogueFee[], lines: readonly FeeLine[]): string | undefined {
  const grounds =
    lines.length > 0
      ? lines.flatMap((line) => line.reductions?.map((reduction) => reduction.ground) ?? [])
      : fees.flatMap((fee) => fee.late?.inTime ?? []);
  return grounds.length === 0 ? undefined : cut([...new Set(grounds)].join('; '), 300);
}
