import { minuteOfClock } from './day.ts';
import { PAPER_CUT_OFF, WORKING_DAY_HOURS } from './deadline.ts';
import type { Calendar } from './schema.ts';

export type ReceptionRules = {
  /** Working hours within which a submitted dossier must be decided on. */
  readonly decideWithinHours: number;
  /** Working hours within which a request to correct particulars must be decided on. */
  readonly correctWithinHours: number;
  /** Last minute of the day, after midnight, at which a same-day dossier is due on the same day. */
  readonly sameDayUntil: number;
};

/**
 * The province's rules, with defaults: 8 working hours (Decree 61/2018/NĐ-CP has none for a first look; the project's choice),
 * three working days for a correction that was asked for (the project's choice, too) and 15:00 (the same decree's hour for papers, used by the law on certification and civil status, second-hand).
 */
export function receptionRules({ reception }: Pick<Calendar, 'reception'>): ReceptionRules {
  return {
    decideWithinHours: reception?.decideWithinHours ?? WORKING_DAY_HOURS,
    correctWithinHours: reception?.correctWithinHours ?? 3 * WORKING_DAY_HOURS,
    sameDayUntil: reception?.sameDayUntil === undefined ? PAPER_CUT_OFF : minuteOfClock(reception.sameDayUntil),
  };
}
