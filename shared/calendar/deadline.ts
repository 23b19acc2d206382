import { DAY_MINUTES, dayOfMinute, epochOf, localMinute } from './day.ts';
import { isoOf, momentOf } from './iso.ts';
import type { WorkingTime } from './working-time.ts';

/** One working day in the law's time limits, independent of an agency's opening hours. */
export const WORKING_DAY_HOURS = 8;

/**
 * Decree 61/2018/NĐ-CP, carried over: documents received after 15:00 count from the next working day. Minutes after midnight.
 */
export const PAPER_CUT_OFF = 15 * 60;

/** A computed date with the inputs that explain it later. */
export type Due = {
  /** UTC with milliseconds. */
  readonly dueAt: string;
  readonly calendarVersion: number;
  /** False when a year from start to due has no confirmed calendar: the date holds, but must be shown as provisional. */
  readonly confirmed: boolean;
};

export const TIMELINESS = ['early', 'on-time', 'overdue'] as const;
export type Timeliness = (typeof TIMELINESS)[number];

/** Working hours in minutes, rounded to the nearest minute. */
export const wholeMinutes = (workingHours: number): number => Math.round(workingHours * 60);

/**
 * Adds working hours (8 make a working day) to a start. The amount is rounded to the nearest minute.
 * @throws {RangeError} for a negative amount or a start that is not an ISO timestamp with an offset.
 */
export function dueAfter(wt: WorkingTime, start: string, workingHours: number): Due {
  const from = momentOf(start);
  return dueFrom(wt, from, wt.add(from, wholeMinutes(workingHours)));
}

/** A due moment and the inputs of its computation. */
export function dueFrom(wt: WorkingTime, from: number, due: number): Due {
  return {
    dueAt: isoOf(due),
    calendarVersion: wt.version,
    confirmed: wt.confirmed(Math.min(from, due), due),
  };
}

/**
 * Half-day rule: a result is early before the start of the half-day session that contains the due moment, on time from then up
 * to and including the due moment, and overdue afterwards, even by one millisecond. Seconds count here: both moments are
 * compared unrounded. For a due moment outside working time see `sessionOf`.
 */
export function timeliness(wt: WorkingTime, end: string, due: string): Timeliness {
  const at = momentOf(end);
  const dueAt = momentOf(due);
  if (at > dueAt) return 'overdue';
  return at < wt.sessionOf(dueAt).from ? 'early' : 'on-time';
}

/**
 * When paper documents handed in must be at the agency that processes them: the end of the last session of the same day. If
 * they are received after 15:00, or after the last session of the day: the start of the next working day. The whole minute
 * 15:00 still counts as not after 15:00. Documents handed in on a day off count as received when the next working day opens.
 */
export function paperDueAt(wt: WorkingTime, handedAt: string): string {
  const handed = momentOf(handedAt);
  const at = wt.closingOfDay(handed) === undefined ? wt.normalise(handed) : handed;
  const minute = localMinute(at);
  const midnight = dayOfMinute(minute) * DAY_MINUTES;
  const closing = wt.closingOfDay(at);
  const sameDay = closing !== undefined && epochOf(minute) < closing && minute - midnight <= PAPER_CUT_OFF;
  return isoOf(sameDay ? closing : wt.nextOpening(epochOf(midnight + DAY_MINUTES - 1)));
}

/**
 * When the result of a same-day procedure is due: the end of the last session of the day on which the dossier was received; if
 * it was received after the cut-off or after that session, the end of the next working day. A dossier received on a day off
 * counts as received when the next working day opens. The whole minute of the cut-off still counts as before it.
 * @param cutOff minutes after midnight
 */
export function sameDayDue(wt: WorkingTime, receivedAt: string, cutOff: number): number {
  const received = momentOf(receivedAt);
  const at = wt.closingOfDay(received) === undefined ? wt.normalise(received) : received;
  const minute = localMinute(at);
  const midnight = dayOfMinute(minute) * DAY_MINUTES;
  const closing = wt.closingOfDay(at);
  if (closing !== undefined && epochOf(minute) < closing && minute - midnight <= cutOff) return closing;
  const next = wt.nextOpening(epochOf(midnight + DAY_MINUTES - 1));
  return wt.closingOfDay(next) ?? next;
}

export { momentOf } from './iso.ts';
