/** Reasons for an appointment. */
export const APPOINTMENT_REASONS = [
  'accepted',
  'received',
  'supplemented',
  'paid',
  'resumed',
  'reappointed',
  'recalculated',
] as const;
export type AppointmentReason = (typeof APPOINTMENT_REASONS)[number];

/**
 * A promised moment with its inputs: `workingMinutes` counted from `from` by that version of the calendar. Every appointment
 * of a dossier is kept.
 */
export type Appointment = {
  readonly appointmentAt: string;
  /** The appointment it replaces (`NgayHenTraTruoc`). */
  readonly previousAt?: string | undefined;
  readonly reason: AppointmentReason;
  readonly from: string;
  readonly workingMinutes: number;
  /**
   * When the head of the unit is warned: two working days before, so that an apology can still be sent in time; for a shorter
   * time limit, when half of it has passed, because a warning at every acceptance would be ignored.
   */
  readonly warnAt: string;
  /** How it was counted where not by working minutes alone: by the day of reception. */
  readonly rule?: 'same-day' | undefined;
  /** An apology that came too late: the date before it counts as missed. */
  readonly late?: true | undefined;
  readonly calendarVersion: number;
  /** False: computed over a year whose calendar is not announced yet. */
  readonly confirmed: boolean;
};

/** Due moment of a step or a branch. */
export type Deadline = {
  readonly dueAt: string;
  /** When the officer is warned. */
  readonly warnAt: string;
  readonly calendarVersion: number;
  readonly confirmed: boolean;
};

/**
 * New dates after an interruption. Absent dates: the time had already run out; all dates are present if the clock was not
 * paused.
 */
export type Schedule = {
  readonly appointment?: Appointment | undefined;
  readonly step?: Deadline | undefined;
  /** Due dates of the open branches. */
  readonly branches?: readonly (Deadline & { readonly branchId: string })[] | undefined;
};
