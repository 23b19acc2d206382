import { type Counter, type Counts, FINISHED_PLACES, OPEN_PLACES } from './counters.ts';

/** Empty denominator; reported as such, never as 0 or 100 %. */
export const NOT_APPLICABLE = 'not-applicable';
export type Rate = number | typeof NOT_APPLICABLE;

/** Percent with two decimals. */
export function rateOf(part: number, whole: number): Rate {
  return whole > 0 ? Math.round((10_000 * part) / whole) / 100 : NOT_APPLICABLE;
}

/**
 * Figures of a period: carried over + received + taken over = total = finished + ended otherwise + open at the end.
 * Unit: dossiers; of `refunds` cases.
 *
 * Our interpretation of the report's columns: a dossier is received when it is submitted, so dossiers rejected or withdrawn
 * before acceptance are part of the total. A stopped dossier stays open until its documents are returned. A correction by an
 * administrator counts on the day of the correction, so a column may be negative in a short period.
 */
export type Figures = {
  /** Received before the period and still open at its start. */
  readonly carriedOver: number;
  readonly received: { readonly direct: number; readonly online: number; readonly postal: number };
  /** Received from agencies outside the selection, minus handed over to them. */
  readonly takenOver: number;
  readonly total: number;
  readonly finished: {
    readonly total: number;
    readonly early: number;
    readonly onTime: number;
    readonly overdue: number;
    /** No appointment to compare with. */
    readonly untimed: number;
  };
  readonly withdrawn: number;
  readonly rejected: number;
  /** Documents returned after processing was stopped for good. */
  readonly closedAfterStop: number;
  /** At the end of the period. */
  readonly inProcess: {
    readonly withinTime: number;
    /** Submitted, and not decided on by reception in its time. */
    readonly overdueAtReception: number;
    readonly overdue: number;
  };
  /** Dossiers of the period, decided on since or not, that reception left too long. */
  readonly lateAtReception: number;
  readonly waitingForSupplement: number;
  readonly waitingForPayment: number;
  readonly stopped: number;
  /** Results: returned in the period, of these by post; finished but not returned at its end. */
  readonly returned: number;
  readonly returnedByPost: number;
  readonly notYetReturned: number;
  /** At the end of the period: refund cases to be approved or paid back, and their amount, VND. */
  readonly refunds: { readonly open: number; readonly amount: number };
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
    inProcess: {
      withinTime: level('inTime'),
      overdueAtReception: level('overdueAtReception'),
      overdue: level('overdue'),
    },
    lateAtReception: flow('lateAtReception'),
    waitingForSupplement: level('waitingSupplement'),
    waitingForPayment: level('waitingPayment'),
    stopped: level('stopped'),
    returned: flow('returned'),
    returnedByPost: flow('returnedByPost'),
    notYetReturned: level('awaitingReturn'),
    refunds: { open: level('refundsOpen'), amount: level('refundsOpenVnd') },
    onTimeRate: rateOf(early + onTime, early + onTime + overdue),
  };
}
