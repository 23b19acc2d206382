import type { Counter, Counts, ProcedureCounter } from './counters.ts';
import { NOT_APPLICABLE, type Rate, rateOf } from './figures.ts';

/**
 * The six groups and their points. Source: Decision 766/QĐ-TTg of 2022; the points are background knowledge and have to
 * be confirmed before the figure is published.
 */
export const GROUPS = {
  transparency: 18,
  progress: 20,
  online: 12,
  digitisation: 22,
  payment: 10,
  satisfaction: 18,
} as const;
export type Group = keyof typeof GROUPS;

type Component = {
  readonly group: Group;
  readonly component: string;
  /** Percentage from which full points are given. */
  readonly fullFrom: number;
  /** Undefined: the system has no data for it. */
  readonly share: (inputs: Inputs) => { readonly part: number; readonly whole: number } | undefined;
};

export type Inputs = {
  readonly before: Counts;
  readonly within: Counts;
  /** Fees paid within the period, by procedure. */
  readonly procedures: ReadonlyMap<string, Counts<ProcedureCounter>>;
};

const NO_DATA = () => undefined;

const flow = ({ within }: Inputs, counter: Counter) => within[counter] ?? 0;
const level = ({ before, within }: Inputs, counter: Counter) => (before[counter] ?? 0) + (within[counter] ?? 0);

const finished = (inputs: Inputs) =>
  flow(inputs, 'finishedEarly') +
  flow(inputs, 'finishedOnTime') +
  flow(inputs, 'finishedOverdue') +
  flow(inputs, 'finishedUntimed');

const ofFinished = (counter: Counter) => (inputs: Inputs) => ({
  part: flow(inputs, counter),
  whole: finished(inputs),
});

/**
 * Scoring rules. Law (Decision 766): the shares, the thresholds, rate × points ÷ threshold below them, two decimals. A dossier
 * is on time when its end is not after its appointment; it is overdue when there was more than one supplement request. Its end
 * is status 9, else 10, else 8 or 3; while it waits for a first supplement, the moment of the request; while it is open, the
 * end of the period.
 *
 * Our interpretation: the components of a group weigh the same. Any other pause of the clock (a fee, a stop) counts like a
 * first supplement. Dossiers without an appointment are not judged. Shares refer to dossiers finished in the period. Payments
 * are counted by obligation. Of the procedures with fees paid in the period, those with at least one online payment count as
 * offering it.
 */
const COMPONENTS: readonly Component[] = [
  { group: 'transparency', component: 'published-in-time', fullFrom: 100, share: NO_DATA },
  {
    group: 'progress',
    component: 'on-time',
    fullFrom: 100,
    share: (inputs) => {
      const part = flow(inputs, 'endedKept') + level(inputs, 'openKept');
      return { part, whole: part + flow(inputs, 'endedBroken') + level(inputs, 'openBroken') };
    },
  },
  { group: 'online', component: 'online-dossiers', fullFrom: 50, share: ofFinished('onlineResults') },
  { group: 'digitisation', component: 'components', fullFrom: 80, share: ofFinished('componentsDigitised') },
  { group: 'digitisation', component: 'results', fullFrom: 80, share: ofFinished('resultsDigitised') },
  { group: 'digitisation', component: 'reuse', fullFrom: 80, share: NO_DATA },
  {
    group: 'payment',
    component: 'procedures-with-online-payment',
    fullFrom: 80,
    share: ({ procedures }) => {
      const paid = [...procedures.values()].filter(({ feesPaid = 0 }) => feesPaid > 0);
      return { part: paid.filter(({ feesPaidOnline = 0 }) => feesPaidOnline > 0).length, whole: paid.length };
    },
  },
  {
    group: 'payment',
    component: 'paid-online',
    // No threshold is given: only 100 % earns all points.
    fullFrom: 100,
    share: (inputs) => ({ part: flow(inputs, 'feesPaidOnline'), whole: flow(inputs, 'feesPaid') }),
  },
  { group: 'satisfaction', component: 'feedback-answered-in-time', fullFrom: 100, share: NO_DATA },
  { group: 'satisfaction', component: 'satisfied', fullFrom: 90, share: NO_DATA },
];

export type Score = {
  readonly component: string;
  /** Percent. */
  readonly rate: Rate;
  readonly points: Rate;
  readonly outOf: number;
};

export type QualityIndex = {
  readonly groups: readonly {
    readonly group: Group;
    readonly outOf: number;
    readonly points: Rate;
    readonly scores: readonly Score[];
  }[];
  /**
   * Sum of the points of the applicable components. Compare it with `outOf`: it is not out of 100 while some are not
   * applicable.
   */
  readonly points: Rate;
  /** Maximum points of the applicable components. */
  readonly outOf: number;
};

/** The index of a period with its sub-scores. Components without data or with an empty denominator are not applicable. */
export function qualityIndex(inputs: Inputs): QualityIndex {
  let reachable = 0;
  const groups = (Object.keys(GROUPS) as Group[]).map((group) => {
    const components = COMPONENTS.filter((c) => c.group === group);
    const outOf = GROUPS[group] / components.length;
    const scores = components.map((component) => scoreOf(component, outOf, inputs));
    reachable += scores.filter((s) => s.points !== NOT_APPLICABLE).length * outOf;
    return { group, outOf: GROUPS[group], points: sumOf(scores.map((s) => s.points)), scores };
  });
  return {
    groups,
    points: sumOf(groups.map((g) => g.points)),
    outOf: round(reachable),
  };
}

function scoreOf({ component, fullFrom, share }: Component, outOf: number, inputs: Inputs): Score {
  const counted = share(inputs);
  const rate = counted === undefined ? NOT_APPLICABLE : rateOf(counted.part, counted.whole);
  const points =
    counted === undefined || rate === NOT_APPLICABLE
      ? NOT_APPLICABLE
      : round(Math.min(1, (100 * counted.part) / counted.whole / fullFrom) * outOf);
  return { component, rate, points, outOf: round(outOf) };
}

const round = (points: number) => Math.round(points * 100) / 100;

function sumOf(points: readonly Rate[]): Rate {
  const known = points.filter((p) => p !== NOT_APPLICABLE);
  return known.length === 0 ? NOT_APPLICABLE : round(known.reduce((sum, p) => sum + p, 0));
}
