/** Why an appointment is what it is. */
export type AppointmentReason =
  | 'accepted'
  | 'received'
  | 'supplemented'
  | 'paid'
  | 'resumed'
  | 'reappointed'
  | 'recalculated';

/**
 * A promised moment with all that explains it: counted from `from` over `workingMinutes` by that version of the calendar.
 * Every appointment a dossier ever had is kept.
 */
export type Appointment = {
  readonly appointmentAt: string;
  /** The appointment it replaces (`NgayHenTraTruoc`). */
  readonly previousAt?: string | undefined;
  readonly reason: AppointmentReason;
  readonly from: string;
  readonly workingMinutes: number;
  /**
   * When the head is warned: two working days before, so that an apology can still go out in time; of a shorter promise
   * when half of it is over, because a warning that comes with every acceptance warns of nothing.
   */
  readonly warnAt: string;
  readonly calendarVersion: number;
  /** False: counted over a year whose calendar is not announced yet. */
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

/** What going on after an interruption brings: absent is what had run out already; all of it when the clock did not stand. */
export type Schedule = {
  readonly appointment?: Appointment | undefined;
  readonly step?: Deadline | undefined;
  /** Of the branches that are open. */
  readonly branches?: readonly (Deadline & { readonly branchId: string })[] | undefined;
};
