import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicEventSchema } from '../../../events/catalogue.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import type { Payment } from '../../../shared/dossier/commands.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { mayMove, STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { datesOf, timerId, timersOf } from '../../../shared/dossier/timers.ts';
import { COUNTER } from '../../../shared/dossier/values.ts';
import { isLastStep, nextSteps } from '../../../shared/procedure/steps.ts';
import { ask, CALENDARS, histories, live } from './histories.ts';
import { draft, type History, PROCEDURE, REQUEST_PAPER } from './world.ts';

const RUNS = { numRuns: 10_000 };

const WAYS = [
  'reception forwarded examine',
  'reception forwarded survey',
  'examine forwarded sign',
  'survey forwarded settle',
  'survey forwarded sign',
  'settle forwarded sign',
  'settle sent-back survey',
  'sign sent-back examine',
  'sign sent-back settle',
  'sign sent-back survey',
  'survey completed survey',
  'sign completed sign',
];

/** Audited status changes outside the graph. */
const OUTSIDE: readonly string[] = ['corrected', 'status-reported', 'imported'];

describe('any history of a dossier', () => {
  it('never leaves the graph of statuses, corrections aside', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, ({ log }) => {
        let before: (typeof STATUS_NAMES)[number] = 'draft';
        for (const event of log) {
          const { status } = event.after;
          seen.add(status);
          if (!OUTSIDE.includes(event.type) && status !== before) {
            expect(mayMove(before, status), `${event.type}: ${before} → ${status}`).toBe(true);
          }
          before = status;
        }
      }),
      RUNS,
    );
    // The property says nothing about statuses its histories never reach.
    expect([...seen].toSorted()).toEqual([...STATUS_NAMES].toSorted());
  });

  it('numbers its events without gaps from 1', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        expect(log.map((event) => event.version)).toEqual(log.map((_, index) => index + 1));
        expect(dossier?.version ?? 0).toBe(log.length);
      }),
      RUNS,
    );
  });

  it('replayed from its log gives the snapshot, repeatedly', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        const replay = () => log.reduce<Dossier | undefined>((state, event) => evolve(state, event), undefined);
        expect(replay()).toEqual(dossier);
        expect(replay()).toEqual(replay());
      }),
      RUNS,
    );
  });

  it('has the same fields from the first event to the last', () => {
    const fields = new Set<string>();
    fc.assert(
      fc.property(histories, ({ log }) => {
        let dossier: Dossier | undefined;
        for (const event of log) {
          dossier = evolve(dossier, event);
          fields.add(Object.keys(dossier).join(' '));
        }
        expect(fields.size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tolerates its own commands duplicated and in any order: rejections are values, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 25 }), fc.array(fc.nat(), { maxLength: 25 }), (asks, order) => {
        const straight = live(asks, 0);
        const shuffled = order.map((n) => asks[n % Math.max(asks.length, 1)]).filter((a) => a !== undefined);
        const again = live([...shuffled, ...asks, ...shuffled], 0);
        expect(again.log.every((event, index) => event.version === index + 1)).toBe(true);
        expect(straight.dossier?.dossierId).toBe(again.dossier?.dossierId);
      }),
      RUNS,
    );
  });

  it('never loses money: each reported payment is in the dossier exactly once', () => {
    fc.assert(
      fc.property(histories, ({ log, dossier }) => {
        let told: Payment[] = [];
        for (const e of log) {
          if (e.type === 'payment-recorded' || e.type === 'surplus-payment-recorded') told.push(e.payment);
          if (e.type !== 'receipt-number-corrected') continue;
          const { former, receiptNumber } = e;
          told = told.map((p) =>
            p.provider === COUNTER && p.transactionId === former
              ? { ...p, transactionId: receiptNumber, reference: receiptNumber }
              : p,
          );
        }
        const kept = [
          ...(dossier?.obligations.flatMap((o) => (o.payment ? [o.payment] : [])) ?? []),
          ...(dossier?.surplusPayments.map((s) => s.payment) ?? []),
        ];
        const name = (p: (typeof kept)[number]) =>
          `${p.provider} ${p.transactionId} ${p.reference} ${p.obligationId} ${p.amount}`;
        // What was credited and is given back is told twice.
        expect(kept.map(name).toSorted()).toEqual([...new Set(told.map(name))].toSorted());
        expect(new Set(kept.map(name)).size).toBe(kept.length);
      }),
      RUNS,
    );
  });

  it('publishes only what the contracts allow, and no personal data', () => {
    const { applicant } = draft();
    const secrets = [
      applicant.name,
      applicant.phone,
      applicant.address,
      applicant.email,
      '045190000123',
      REQUEST_PAPER.fileName,
    ];
    fc.assert(
      fc.property(histories, ({ log }) => {
        for (const event of log) {
          const published = toPublicEvent(event, 'quang-tri');
          const verdict = publicEventSchema(event.type).safeParse(published);
          expect(verdict.error?.issues, event.type).toBeUndefined();
          const text = JSON.stringify(published);
          expect(secrets.filter((secret) => secret !== undefined && text.includes(secret))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

/** Each event with the dossier before and after it. */
function* steps({ log }: History): Generator<{ event: RecordedEvent; before: Dossier | undefined; after: Dossier }> {
  let before: Dossier | undefined;
  for (const event of log) {
    const after = evolve(before, event);
    yield { event, before, after };
    before = after;
  }
}

/** Whether the due moment is the end of a minute of work at that agency, by the calendar it was counted with. */
function isWorked(agencyId: string, due: string, version: number): boolean {
  const calendar = CALENDARS.find((c) => c.version === version);
  if (calendar === undefined) throw new Error(`no calendar ${version}`);
  return workingTime(calendar, agencyId).isOpen(Date.parse(due) - 60_000);
}

describe('any promise in any history', () => {
  it('is kept beside those it replaces, changes only by an event that explains it, and lies in working time', () => {
    const reasons = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        for (const { event, before, after } of steps(history)) {
          const old = before?.appointments ?? [];
          expect(after.appointments.slice(0, old.length)).toEqual(old);
          const fresh = after.appointments.slice(old.length);
          const told = 'appointment' in event && event.appointment !== undefined ? [event.appointment] : [];
          expect(fresh, event.type).toEqual(told);
          const [appointment] = fresh;
          if (appointment === undefined) {
            const taken = after.appointmentAt === undefined && ['corrected', 'status-reported'].includes(event.type);
            if (!taken) expect(after.appointmentAt, event.type).toBe(before?.appointmentAt);
            continue;
          }
          reasons.add(appointment.reason);
          const { appointmentAt, previousAt, calendarVersion, reason, warnAt } = appointment;
          expect(after.appointmentAt).toBe(appointmentAt);
          expect(previousAt).toBe(reason === 'accepted' ? undefined : before?.appointmentAt);
          expect(isWorked(after.receivingAgency, appointmentAt, calendarVersion)).toBe(true);
          expect(warnAt <= appointmentAt).toBe(true);
        }
        const again = history.dossier?.appointments.filter((a) => a.reason === 'reappointed') ?? [];
        expect(again.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
    expect([...reasons].toSorted()).toEqual(
      ['accepted', 'paid', 'reappointed', 'recalculated', 'received', 'resumed', 'supplemented'].toSorted(),
    );
  });

  it('of a step or a branch lies in working time too, and a new one comes only with an event', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { event, before, after } of steps(history)) {
          if (event.type === 'forwarded' || event.type === 'sent-back' || event.type === 'branch-opened') {
            expect(isWorked(event.agencyId, event.dueAt, event.calendarVersion), event.type).toBe(true);
          }
          const moved = before?.step?.dueAt !== after.step?.dueAt;
          const resumed = 'step' in event && event.step !== undefined;
          if (moved && after.step && before?.step?.since === after.step.since) expect(resumed, event.type).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('has its timers while the clock runs and at no other time, and each of them fires once, in time', () => {
    let fired = 0;
    fc.assert(
      fc.property(histories, (history) => {
        for (const { event, before, after } of steps(history)) {
          const running = ['accepted', 'in-processing', 'payment-required', 'withdrawal-requested'];
          const waitsForReception = after.status === 'submitted';
          const stands = !waitsForReception && (after.pausedAt !== undefined || !running.includes(after.status));
          const pending = datesOf(after).filter((timer) => !after.firedTimerIds.includes(timerId(timer)));
          // The applicant's own time runs while the agency's stands; money is owed in every status.
          const own = pending.filter(({ of }) => ['supplement', 'payment', 'refund', 'correction'].includes(of));
          expect(timersOf(after), after.status).toEqual(stands ? own : pending);
          const refunds = pending.filter(({ of }) => of === 'refund');
          if (after.suspension !== undefined) expect(timersOf(after)).toEqual(refunds);
          else if (['accepted', 'in-processing'].includes(after.status))
            expect(after.pausedAt, event.type).toBeUndefined();
          if (!('timer' in event)) continue;
          fired += 1;
          expect(event.timer.at <= event.occurredAt).toBe(true);
          expect(before && timersOf(before)).toContainEqual(event.timer);
          expect(timersOf(after)).not.toContainEqual(event.timer);
        }
        const ids = history.dossier?.firedTimerIds ?? [];
        expect(new Set(ids).size).toBe(ids.length);
      }),
      RUNS,
    );
    expect(fired).toBeGreaterThan(100);
  });
});

describe('the way of any dossier', () => {
  it('follows the graph of its procedure and leaves no step with unmet conditions', () => {
    const ways = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        const procedure = history.world.procedure ?? PROCEDURE;
        for (const { event, before, after } of steps(history)) {
          if (!['forwarded', 'sent-back', 'completed'].includes(event.type)) continue;
          const from = before?.step?.stepId;
          if (event.type === 'forwarded') {
            expect(nextSteps(procedure, from, event.outcome).map((s) => s.stepId)).toContain(event.stepId);
          }
          if (event.type === 'sent-back') expect(before?.completedSteps.map((w) => w.stepId)).toContain(event.stepId);
          if (event.type === 'completed') expect(isLastStep(procedure, from ?? '')).toBe(true);
          ways.add(`${from ?? 'reception'} ${event.type} ${after.step?.stepId}`);
          if (from !== undefined) expect(before && openBranches(before)).toEqual([]);
          if (from !== 'survey' || event.type === 'sent-back') continue;
          expect(before?.verifications.some((v) => v.stepId === 'survey')).toBe(true);
          expect(before?.branches.some((b) => b.branchId === 'tax' && b.finishedAt !== undefined)).toBe(true);
        }
      }),
      RUNS,
    );
    // Each way through both procedures, back as well, was gone by some history.
    expect([...ways].toSorted()).toEqual(WAYS.toSorted());
  });
});
