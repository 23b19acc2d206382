import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import type { Deadline } from './appointment.ts';
import { deadlineAfter } from './schedule.ts';
import type { Dossier } from './state.ts';

/** Share of the applicant's time after which they are reminded. The project's choice. */
const REMINDED_AFTER = 0.75;

/**
 * Until when the applicant may answer a request, in the hours of the reception that takes the answer.
 * @param workingHours 8 make a working day
 */
export const answerTime = (
  { receivingAgency }: Pick<Dossier, 'receivingAgency'>,
  calendar: Calendar,
  now: string,
  workingHours: number,
): Deadline => deadlineAfter(workingTime(calendar, receivingAgency), now, workingHours, REMINDED_AFTER);
