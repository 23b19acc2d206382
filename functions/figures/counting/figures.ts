import { type Counter, type Counts, FINISHED_PLACES, OPEN_PLACES } from './counters.ts';

/** There was nothing of which a share could be taken. Never 0 or 100 %. */
export const NOT_APPLICABLE = 'not-applicable';
export type Rate = number | typeof NOT_APPLICABLE;

/** Percent with two decimals. */
export function rateOf(part: number, whole: number): Rate {
  return whole > 0 ? Math.round((10_000 * part) / whole) / 100 : NOT_APPLICABLE;
}

/**
 * Figures of a period: carried over + received + taken over = total = finished + ended otherwise + open at the end.
 * Numbers are dossiers.
 *
 * Our readings of the report's columns: a dossier is received when it is submitted, so that the refused and those
 * withdrawn before acceptance are part of the total; a stopped one stays open until its papers are given back. What an
 * administrator corrects is taken back on the day of the correction, so a column may be negative in a short period.
 */
export type Figures = {
  /** Received before the period and not ended at its start. */
  readonly carriedOver: number;
  readonly received: { readonly direct: number; readonly online: number; readonly postal: number };
  /** From agencies outside those asked for, less handed to them. */
  readonly takenOver: number;
  readonly total: number;
  readonly finished: {
    readonly total: number;
    readonly early: number;
    readonly onTime: number;
    readonly overdue: number;
    /** Without an appointment to compare with. */
    readonly untimed: number;
  };
  readonly withdrawn: number;
  readonly rejected: number;
  /** Papers given back after processing was stopped for good. */
  readonly closedAfterStop: number;
  /** At the end of the period. */
  readonly inProcess: { readonly withinTime: number; readonly overdue: number };
  readonly waitingForSupplement: number;
  readonly waitingForPayment: number;
  readonly stopped: number;
  /** Results: given back in the period, of these by post; finished and not given back at its end. */
  readonly returned: number;
  readonly returnedByPost: number;
  readonly notYetReturned: number;
  /** (early + on time) ÷ finished with an appointment, percent. */
  readonly onTimeRate: Rate;
};

/**
 * @param before sum of everything before the period
 * @param within sum over the period
 */
export function figuresOf(before: Counts, within: Counts): Figures {
  const flow = (counter: Counter) => within[counter] ?? 0;
  const level = (counter: Counter) => (before[counter] ?? 0) + flow(counter);
  const carriedOver = OPEN_PLACES.reduce((sum, place) => sum + (before[place] ?? 0), 0);
  const received = {
    direct: flow('receivedDirect'),
    online: flow('receivedOnline'),
    postal: flow('receivedPostal'),
  };
  const [early, onTime, overdue] = [flow('finishedEarly'), flow('finishedOnTime'), flow('finishedOverdue')];
  const takenOver = flow('takenOver');
  return {
    carriedOver,
    received,
    takenOver,
    total: carriedOver + received.direct + received.online + received.postal + takenOver,
    finished: {
      total: FINISHED_PLACES.reduce((sum, place) => sum + flow(place), 0),
      early,
      onTime,
      overdue,
      untimed: flow('finishedUntimed'),
    },
    withdrawn: flow('withdrawn'),
    rejected: flow('rejected'),
    closedAfterStop: flow('closedAfterStop'),
    inProcess: { withinTime: level('inTime'), overdue: level('overdue') },
    waitingForSupplement: level('waitingSupplement'),
    waitingForPayment: level('waitingPayment'),
    stopped: level('stopped'),
    returned: flow('returned'),
    returnedByPost: flow('returnedByPost'),
    notYetReturned: level('awaitingReturn'),
    onTimeRate: rateOf(early + onTime, early + onTime + overdue),
  };
}
