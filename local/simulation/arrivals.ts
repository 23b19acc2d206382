import { DAY_MINUTES, dayOfDate, epochOf, weekdayOf } from '../../shared/calendar/day.ts';
import type { WorkingTime } from '../../shared/calendar/working-time.ts';
import type { Channel } from '../../shared/values.ts';
import { type Chance, sums } from './chance.ts';
import { ONLINE_SHARE, POSTAL_SHARE_OF_REST } from './volume.ts';

/** Start and end of the period, epoch milliseconds, and its days. */
export type Period = {
  readonly from: number;
  readonly to: number;
  readonly firstDay: number;
  /** Cumulative weights of the days: at reception, and online. */
  readonly counter: readonly number[];
  readonly online: readonly number[];
};

/** Sunday to Saturday: the week begins with a rush. A little comes online at weekends. */
const COUNTER_WEEK = [0, 1.2, 1.05, 1, 0.95, 0.85, 0.7];
const ONLINE_WEEK = [0.16, 1.15, 1.05, 1, 1, 0.9, 0.24];
const ONLINE_DAY_OFF = 0.2;

/** Shares of the hours from 0:00 on. People file after work, too. */
const ONLINE_HOURS = sums([3, 2, 1, 1, 1, 4, 14, 42, 88, 98, 86, 52, 34, 54, 86, 84, 64, 38, 26, 32, 36, 30, 20, 9]);

/** Complete working days from a day on; days off between and after them are left out. */
export function periodOf(wt: WorkingTime, from: string, workingDays: number): Period {
  const firstDay = dayOfDate(from);
  const counter: number[] = [];
  const online: number[] = [];
  for (let day = firstDay, left = workingDays; left > 0; day += 1) {
    const worked = wt.closingOfDay(epochOf(day * DAY_MINUTES)) !== undefined;
    const weekday = weekdayOf(day);
    const weekend = weekday === 0 || weekday === 6;
    counter.push(worked ? (COUNTER_WEEK[weekday] ?? 1) : 0);
    online.push(
      worked ? (weekend ? 0.7 : (ONLINE_WEEK[weekday] ?? 1)) : Math.min(ONLINE_DAY_OFF, ONLINE_WEEK[weekday] ?? 1),
    );
    if (worked) left -= 1;
  }
  const lastDay = firstDay + counter.length;
  return {
    from: epochOf(firstDay * DAY_MINUTES),
    to: epochOf(lastDay * DAY_MINUTES),
    firstDay,
    counter: sums(counter),
    online: sums(online),
  };
}

export function drawChannel(chance: Chance): Channel {
  if (chance.happens(ONLINE_SHARE)) return 'online';
  return chance.happens(POSTAL_SHARE_OF_REST) ? 'postal' : 'direct';
}

/** Arrival of a dossier, epoch milliseconds: at any hour online, in office hours at reception and by post. */
export function drawArrival(chance: Chance, period: Period, channel: Channel, reception: WorkingTime): number {
  const online = channel === 'online';
  const day = period.firstDay + chance.weighted(online ? period.online : period.counter);
  const midnight = epochOf(day * DAY_MINUTES);
  if (online) return midnight + chance.weighted(ONLINE_HOURS) * 3_600_000 + chance.int(0, 3_599_999);
  const opens = reception.normalise(midnight);
  const minutes = reception.between(opens, epochOf((day + 1) * DAY_MINUTES));
  // The post arrives once in the morning; at reception each half day is busiest at its start.
  const share = channel === 'postal' ? 0.25 + chance.unit() * 0.2 : Math.min(chance.unit(), 0.15 + chance.unit());
  const minute = Math.min(minutes - 1, Math.floor(share * minutes));
  return reception.normalise(reception.add(opens, minute)) + chance.int(0, 59_999);
}
