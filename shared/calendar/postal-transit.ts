import { DAY_MINUTES, dayOfMinute, epochOf, localMinute } from './day.ts';
import { type Due, dueFrom, momentOf } from './deadline.ts';
import type { Calendar, PostalRoute, PostalTransitDays } from './schema.ts';
import { workingTime } from './working-time.ts';

/** Source: Decision 45/2016/QĐ-TTg. A calendar may set its own `postalTransitDays` when the decision is replaced. */
export const LEGAL_TRANSIT_DAYS: PostalTransitDays = {
  'same-locality': { days: 1, withAppointmentSlip: 2 },
  'same-province': { days: 2, withAppointmentSlip: 4 },
  'between-major-cities': { days: 3, withAppointmentSlip: 6 },
  other: { days: 4, withAppointmentSlip: 8 },
};

export type PostalParcel = {
  readonly route: PostalRoute;
  /** The appointment slip is also delivered back to the sender, which takes longer. */
  readonly withAppointmentSlip?: boolean;
};

/**
 * Latest delivery time of a parcel by the public postal service: J + n, where J is the day of acceptance (at any hour) and n
 * counts the working days after it. Due at the end of the last session of that day. The number of days is law. Two points are
 * our interpretation: the count uses the province's default week, never an agency's own hours, and it is due when offices
 * close (a closed office cannot receive a result).
 * @throws {RangeError} as `WorkingTime`.
 */
export function postalTransit(calendar: Calendar, acceptedAt: string, parcel: PostalParcel): Due {
  const wt = workingTime(calendar);
  const { days, withAppointmentSlip } = (calendar.postalTransitDays ?? LEGAL_TRANSIT_DAYS)[parcel.route];
  const accepted = momentOf(acceptedAt);
  let at = accepted;
  for (let left = parcel.withAppointmentSlip ? withAppointmentSlip : days; left > 0; left -= 1) {
    at = wt.nextOpening(lastMinuteOfDay(at));
  }
  return dueFrom(wt, accepted, wt.closingOfDay(at) ?? at);
}

const lastMinuteOfDay = (at: number): number => epochOf((dayOfMinute(localMinute(at)) + 1) * DAY_MINUTES - 1);
