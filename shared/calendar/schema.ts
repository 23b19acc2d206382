import * as z from 'zod/mini';
import { agencyId, line } from '../values.ts';

const date = z.iso.date();
/** Time of day in Viet Nam, 24 hours, whole minutes. */
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const sessions = z.array(z.tuple([clock, clock])).check(z.minLength(1), z.maxLength(6));

/** Office hours of a plain week. Sunday is worked only as a make-up day. */
export const weekSchema = z.strictObject({
  monToFri: sessions,
  /** Absent: the office is closed on Saturdays, except make-up Saturdays. */
  saturday: z.optional(sessions),
});
export type Week = z.infer<typeof weekSchema>;

const yearSchema = z.strictObject({
  /** False if the days were computed or are not announced yet; dates that touch the year are then marked provisional. */
  confirmed: z.boolean(),
  note: z.optional(line(1000)),
  /** Days on which every office is closed. A weekend day may be listed: it closes offices that work on Saturdays. */
  daysOff: z.array(date),
  /** Weekend days worked in exchange for a day off, with the sessions of Monday to Friday. */
  workdays: z.array(date),
  /** Half days. Sessions that begin before noon belong to the morning, the others to the afternoon. */
  halfDays: z.optional(z.array(z.strictObject({ date, session: z.enum(['morning', 'afternoon']) }))),
});

/** Time limits of the one-stop shop; what is absent has the default of `receptionRules`. */
const receptionSchema = z.strictObject({
  /** Working hours within which a submitted dossier is accepted, rejected or asked to be supplemented. */
  decideWithinHours: z.optional(z.number().check(z.positive(), z.maximum(80))),
  /** Working hours within which a request to correct particulars is confirmed or refused. */
  correctWithinHours: z.optional(z.number().check(z.positive(), z.maximum(80))),
  /** Until this minute, inclusive, a dossier of a same-day procedure is due on the day it is received. */
  sameDayUntil: z.optional(clock),
});

/** Routes of a parcel of the public postal service. Source: Decision 45/2016/QĐ-TTg. */
export const POSTAL_ROUTES = ['same-locality', 'same-province', 'between-major-cities', 'other'] as const;
export type PostalRoute = (typeof POSTAL_ROUTES)[number];

const transitDays = z.int().check(z.minimum(1), z.maximum(60));
const transitSchema = z.record(
  z.enum(POSTAL_ROUTES),
  z.strictObject({ days: transitDays, withAppointmentSlip: transitDays }),
);
/** Working days after the day the post accepts a parcel; `withAppointmentSlip` if the slip is delivered back as well. */
export type PostalTransitDays = z.infer<typeof transitSchema>;

/**
 * One version of a province's working calendar: data, editable without a deployment. A used version never changes: each
 * computed date records its version, and a new version moves no promised date. This is the schema only; `parseCalendar` also
 * checks the rules between fields.
 */
export const calendarSchema = z.strictObject({
  version: z.int().check(z.positive()),
  /** Source of the days, and what must be confirmed (JSON has no comments). */
  note: z.optional(line(2000)),
  years: z.record(z.string().check(z.regex(/^20\d{2}$/)), yearSchema),
  workingHours: z.strictObject({
    /** The province's hours, also used for the post. The example in the law's guides is 07:00-11:30 and 13:30-17:00. */
    default: weekSchema,
    agencies: z.optional(z.record(agencyId, weekSchema)),
  }),
  reception: z.optional(receptionSchema),
  /** Absent: the days set by law, `LEGAL_TRANSIT_DAYS`. */
  postalTransitDays: z.optional(transitSchema),
});
export type Calendar = z.infer<typeof calendarSchema>;
