import type { NumberedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { isLateAtReception } from '../../../shared/dossier/reception-deadline.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import type { Channel } from '../../../shared/values.ts';
import { type Counter, type Counts, difference, type OfficerCounter } from './counters.ts';
import { officerWork } from './officer-work.ts';
import { type Standing, standingOf } from './standing.ts';
import { goOn, isEnded, isLateAt, type ProcedureFacts, type StatisticsState } from './statistics-state.ts';

/** Finest counted granularity. Days in Viet Nam time, `2026-11-24`. */
export type Increment = { readonly version: number; readonly day: string; readonly agencyId: string } & (
  | {
      readonly of: 'dossier';
      readonly field: string;
      readonly procedureCode: string;
      readonly channel: Channel;
      readonly counts: Counts;
    }
  /** `officer` is the pseudonymous subject of the officer's account. */
  | { readonly of: 'officer'; readonly officer: string; readonly counts: Counts<OfficerCounter> }
);

/** A dossier folded from its log, its statistics state, and its current counts. */
export type Followed = {
  readonly dossier: Dossier;
  readonly state: StatisticsState;
  readonly standing: Standing;
};

const NOTHING: Counts = {};
const NOWHERE: Standing = [];

const countsAt = (standing: Standing, agencyId: string) => standing.find((s) => s.agencyId === agencyId)?.counts;

/**
 * Counts one event: the difference between the counts after it and before it, on the day of the event. Three things count on
 * another day than that of the event:
 *
 * - A dossier becomes overdue, or overdue at reception, on its due day. Only the next event in the log shows it: the breach recorded by a timer, or any
 *   earlier event.
 * - A document attached after completion counts on the day of completion.
 * - A status reported by another authority's system counts on the day it was recorded; whether the appointment was kept is
 *   judged by the reported moment.
 *
 * @param after the dossier with the event folded in
 */
export function follow(
  before: Followed | undefined,
  event: NumberedEvent,
  after: Dossier,
  facts: ProcedureFacts,
): { readonly followed: Followed; readonly increments: readonly Increment[] } {
  const { version } = event;
  const { procedureCode, channel } = after;
  const grain = { version, of: 'dossier', field: facts.field.code, procedureCode, channel } as const;
  const increments: Increment[] = [];
  const change = (day: string, from: Standing, to: Standing) => {
    const add = (agencyId: string, counts: Counts) => {
      for (const _ in counts) {
        increments.push({ ...grain, day, agencyId, counts });
        return;
      }
    };
    for (const { agencyId, counts } of to) {
      add(agencyId, difference<Counter>(countsAt(from, agencyId) ?? NOTHING, counts));
    }
    for (const { agencyId, counts } of from) {
      if (countsAt(to, agencyId) === undefined) add(agencyId, difference<Counter>(counts, NOTHING));
    }
  };

  let was = before?.standing ?? NOWHERE;
  if (before !== undefined) {
    const { appointmentAt, receptionDueAt } = before.dossier;
    const { lateAtReception } = before.state;
    if (receptionDueAt !== undefined && !lateAtReception && isLateAtReception(before.dossier, event.occurredAt)) {
      const late = standingOf(before.dossier, { ...before.state, lateAtReception: true }, facts);
      change(dayInVietNam(receptionDueAt), was, late);
      was = late;
    }
    if (appointmentAt !== undefined && becameLate(before, event)) {
      const late = standingOf(before.dossier, { ...before.state, late: true }, facts);
      change(dayInVietNam(appointmentAt), was, late);
      was = late;
    }
  }
  const state = goOn(before?.state, event, after, facts);
  const paper = event.type === 'document-attached' || event.type === 'document-removed';
  const day = dayInVietNam(event.occurredAt);
  const standing = standingOf(after, state, facts);
  change(paper ? (state.finished?.day ?? day) : day, was, standing);

  if (event.type === 'payment-recorded') {
    const online = event.payment.provider !== 'counter';
    const counts = { feesPaid: 1, ...(online && { feesPaidOnline: 1 }) };
    increments.push({ ...grain, day, agencyId: state.holder, counts });
  }
  const work = before && officerWork(before.dossier, event);
  if (work !== undefined) increments.push({ ...work, version, of: 'officer', day });
  return { followed: { dossier: after, state, standing }, increments };
}

function becameLate({ dossier, state }: Followed, event: NumberedEvent): boolean {
  return !state.late && !isEnded(dossier) && isLateAt(dossier, event.occurredAt);
}

/**
 * All increments of a log, event by event. The increments of the first n events do not depend on later ones: figures that
 * include the log up to a version lack exactly the increments of the events after it.
 * @param log from version 1, without gaps
 */
export function contribution(log: readonly NumberedEvent[], facts: ProcedureFacts): readonly Increment[] {
  const all: Increment[] = [];
  let followed: Followed | undefined;
  for (const event of log) {
    const step = follow(followed, event, evolve(followed?.dossier, event), facts);
    followed = step.followed;
    all.push(...step.increments);
  }
  return all;
}
