import { isoOf, momentOf } from '../../shared/calendar/iso.ts';
import { workingTime } from '../../shared/calendar/working-time.ts';
import { awaitedFrom } from '../../shared/dossier/awaited-from.ts';
import type { Timer } from '../../shared/dossier/commands.ts';
import { openCorrection } from '../../shared/dossier/correction-request.ts';
import { WORKING_DAY } from '../../shared/dossier/schedule.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { timersOf } from '../../shared/dossier/timers.ts';
import { policiesOf } from '../../shared/procedure/policies.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { leaderOf, papersBack } from './interruptions.ts';
import { scenario } from './scenario.ts';
import { type Act, type Scenario, SimulatedDossier } from './simulated-dossier.ts';
import type { World } from './world.ts';

/** Simulates one dossier, from its arrival to its end or the end of the period, the earlier one. */
export function simulateDossier(world: World, index: number): SimulatedDossier {
  const simulated = new SimulatedDossier(world, index);
  return play(simulated, scenario(simulated), reactionTo);
}

/**
 * Performs the actions of a scenario and fires the deadlines in between.
 * @param react what people do because a deadline fired; by default nothing
 */
export function play(
  simulated: SimulatedDossier,
  acts: Scenario,
  react: (simulated: SimulatedDossier, timer: Timer) => Act | undefined = () => undefined,
): SimulatedDossier {
  const { to } = simulated.world.period;
  let reaction: Act | undefined;
  const until = (limit: number) => {
    for (;;) {
      const timer = nextTimer(simulated.log.length === 0 ? undefined : simulated.dossier, limit);
      // Dates are whole minutes: one may be a few seconds before the action that set it.
      const timerAt = timer === undefined ? Number.POSITIVE_INFINITY : Math.max(simulated.now, momentOf(timer.at));
      if (reaction !== undefined && reaction.at <= limit && reaction.at < timerAt) {
        const act = reaction;
        reaction = undefined;
        if (stillRight(simulated, act)) simulated.perform(act);
      } else if (timer === undefined) {
        return;
      } else {
        simulated.perform({ at: timerAt, actor: simulated.system, command: { type: 'fire-timer', timer } });
        reaction = react(simulated, timer) ?? reaction;
      }
    }
  };
  for (const act of acts) {
    until(Math.min(act.at, to - 1));
    if (act.at >= to) return simulated;
    simulated.perform(act);
  }
  until(to - 1);
  return simulated;
}

/** The earliest deadline up to the limit. */
function nextTimer(dossier: Dossier | undefined, limit: number): Timer | undefined {
  if (dossier === undefined) return undefined;
  const by = isoOf(limit);
  if (!anyDue(dossier, by)) return undefined;
  let first: Timer | undefined;
  for (const timer of timersOf(dossier)) {
    if (timer.at <= by && (first === undefined || timer.at < first.at)) first = timer;
  }
  return first;
}

/** Cheaper than listing the timers, and for most actions the answer is no. */
function anyDue(dossier: Dossier, by: string): boolean {
  const { status, receptionDueAt, appointments, step, branches, refunds } = dossier;
  if (refunds.some(({ dueBy }) => dueBy !== undefined && dueBy.warnAt <= by)) return true;
  const { dueAt } = openCorrection(dossier) ?? {};
  if (dueAt !== undefined && dueAt <= by) return true;
  if (awaitedFrom(dossier).some(({ answerBy }) => answerBy.warnAt <= by)) return true;
  if (status === 'submitted') return receptionDueAt !== undefined && receptionDueAt <= by;
  const appointment = appointments.at(-1);
  if (appointment !== undefined && appointment.warnAt <= by) return true;
  if (step !== undefined && step.warnAt <= by) return true;
  return branches.some((b) => b.finishedAt === undefined && b.warnAt <= by);
}

/** A warned head may send the apology with a new date; for an overdue dossier the head asks about its progress. */
function reactionTo(simulated: SimulatedDossier, { kind, of }: Timer): Act | undefined {
  const { chance, procedure } = simulated;
  // Closed by the end of the applicant's own time.
  if (of === 'supplement' || of === 'payment')
    return simulated.status === 'stopped' ? papersBack(simulated) : undefined;
  if (of !== 'appointment' || procedure.immediate) return undefined;
  const leader = leaderOf(simulated);
  // With a branch at another agency the head cannot change the date.
  const ours = policiesOf(procedure).processedBy === 'province';
  if (kind === 'warning' && ours && farFromDone(simulated) && chance.happens(BEHAVIOUR_RATES.apologises)) {
    const workingHours = Math.max(8, Math.round(procedure.workingHours / 4));
    const command = { type: 'reappoint', workingHours, reason: 'Cần thêm thời gian thẩm tra' } as const;
    return { at: leader.minutes(chance.int(10, 360)), actor: leader.actor, command };
  }
  if (kind === 'breach' && chance.happens(BEHAVIOUR_RATES.sendsReminder)) {
    const command = { type: 'send-reminder', message: 'Đề nghị báo cáo tiến độ' } as const;
    return { at: leader.minutes(chance.int(10, 200)), actor: leader.actor, command };
  }
  if (kind === 'warning' && ours && chance.happens(BEHAVIOUR_RATES.addsNote)) {
    const command = { type: 'add-note', note: 'Ưu tiên xử lý trong tuần' } as const;
    return { at: leader.minutes(chance.int(10, 200)), actor: leader.actor, command };
  }
  return undefined;
}

/** Two working days before the appointment a step is still ahead. */
function farFromDone({ dossier, procedure }: SimulatedDossier): boolean {
  const at = procedure.steps.findIndex((s) => s.stepId === dossier.step?.stepId);
  return procedure.workingHours > 24 && at < procedure.steps.length - 1;
}

/** Meanwhile the dossier may have been forwarded, or it may be too late for what the law allows. */
function stillRight({ dossier, world }: SimulatedDossier, { at, actor, command }: Act): boolean {
  const { status, appointmentAt, appointments, step } = dossier;
  if (command.type === 'return-result') return status === 'stopped';
  if (actor.kind !== 'officer' || (status !== 'accepted' && status !== 'in-processing')) return false;
  const there = step?.agencyId ?? dossier.receivingAgency;
  if (!actor.roles.some((r) => r.agencyId === there)) return false;
  if (command.type !== 'reappoint') return true;
  if (appointmentAt === undefined || appointments.some((a) => a.reason === 'reappointed')) return false;
  const due = momentOf(appointmentAt);
  return at < due && workingTime(world.calendar, dossier.receivingAgency).between(at, due) >= WORKING_DAY;
}
