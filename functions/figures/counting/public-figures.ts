import type { Counter } from './counters.ts';
import { FINISHED_PLACES, OPEN_PLACES } from './counters.ts';
import { NOT_APPLICABLE, type Rate, rateOf } from './figures.ts';
import type { Sums } from './grouping.ts';

/** Counts from 1 to one less than this are not published for an agency. Chosen by this project, not by law. */
export const SMALLEST = 5;
/** In place of a count that is not published: a small one, or the one from which a single small one could be derived. */
export const WITHHELD = 'withheld';
export type PublicCount = number | typeof WITHHELD;

export type PublicFigures<N> = {
  readonly received: N;
  readonly finished: N;
  readonly open: N;
  /** Percent of those finished with an appointment. */
  readonly onTimeRate: Rate | typeof WITHHELD;
};

/** Figures of the whole province, complete: the law requires their publication, and the numbers are large. */
export function ofProvince({ before, within }: Sums<Counter>): PublicFigures<number> {
  const flow = (counter: Counter) => within[counter] ?? 0;
  const inTime = flow('finishedEarly') + flow('finishedOnTime');
  return {
    received: flow('receivedDirect') + flow('receivedOnline') + flow('receivedPostal'),
    finished: FINISHED_PLACES.reduce((sum, place) => sum + flow(place), 0),
    open: OPEN_PLACES.reduce((sum, place) => sum + (before[place] ?? 0) + flow(place), 0),
    onTimeRate: rateOf(inTime, inTime + flow('finishedOverdue')),
  };
}

/**
 * Figures by agency. In a small commune a handful of dossiers may identify neighbours, so small counts are suppressed. Where
 * only one count of a column would be suppressed, the smallest other one is too, otherwise the total would reveal it.
 */
export function ofAgencies(
  sums: ReadonlyMap<string, Sums<Counter>>,
): readonly ({ readonly agencyId: string } & PublicFigures<PublicCount>)[] {
  const rows = [...sums].map(([agencyId, of]) => {
    const { onTimeRate, ...counts } = ofProvince(of);
    // Dossiers that an agency handed over are counted for the leading agency.
    const received = counts.received + (of.within.takenOver ?? 0);
    return { agencyId, onTimeRate, ...counts, received };
  });
  const received = withheld(rows.map((row) => row.received));
  const finished = withheld(rows.map((row) => row.finished));
  const open = withheld(rows.map((row) => row.open));
  return rows.map(({ agencyId, onTimeRate }, index) => ({
    agencyId,
    received: received[index] ?? WITHHELD,
    finished: finished[index] ?? WITHHELD,
    open: open[index] ?? WITHHELD,
    onTimeRate: finished[index] === WITHHELD ? WITHHELD : finished[index] === 0 ? NOT_APPLICABLE : onTimeRate,
  }));
}

function withheld(counts: readonly number[]): readonly PublicCount[] {
  const small = counts.map((count) => count !== 0 && count < SMALLEST);
  if (small.filter(Boolean).length === 1) {
    const others = counts.flatMap((count, index) => (small[index] || count === 0 ? [] : [{ count, index }]));
    const [next] = others.toSorted((a, b) => a.count - b.count);
    if (next !== undefined) small[next.index] = true;
  }
  return counts.map((count, index) => (small[index] ? WITHHELD : count));
}
