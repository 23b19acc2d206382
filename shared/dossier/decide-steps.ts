import { paperDueAt, type Timeliness } from '../calendar/deadline.ts';
import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import { END } from '../procedure/end.ts';
import { successors } from '../procedure/graph.ts';
import { warningShare } from '../procedure/policies.ts';
import type { Procedure, Step } from '../procedure/schema.ts';
import { findStep, isLastStep, nextSteps } from '../procedure/steps.ts';
import { refuseWhileOpen } from './branches-open.ts';
import { accept, type Decision, optional, type Refusal, refuseMove, reject, wrongStatus } from './decision.ts';
import { areFeesAssessed } from './fees.ts';
import { refuseClosed } from './jurisdiction.ts';
import { timelinessOf, workTimeliness } from './overdue.ts';
import { atCurrentDesk, leadsCurrentDesk } from './rights.ts';
import { type CommandOf, type Given, HERE, NOTHING, rule, STAND_INS_AND_CALENDAR } from './rule.ts';
import { withinSameDay } from './same-day.ts';
import { appointmentOnReceipt, clockOf, deadlineAfter } from './schedule.ts';
import { type CompletedStep, type Dossier, isSettled, openObligation } from './state.ts';
import { statusIs } from './status.ts';
import { inForce } from './successions.ts';

/** Moves along the main line of the procedure: to the next step, back with a reason, assignment to an officer, completion. */
export const STEP_RULES = {
  forward: rule<'forward'>()({
    needs: ({ agencyId }, { step }) => ({ calendar: true, agency: agencyId, successions: true, standsInFor: step }),
    may: atCurrentDesk,
    refuseNow: refuseForwarding,
    ...HERE,
    decide: forward,
  }),
  'send-back': rule<'send-back'>()({
    needs: (_, { step }) => ({ calendar: true, successions: true, standsInFor: step }),
    may: atCurrentDesk,
    refuseNow: refuseSendingBack,
    ...HERE,
    decide: sendBack,
  }),
  assign: rule<'assign'>()({
    needs: NOTHING,
    may: leadsCurrentDesk,
    refuseNow: (dossier) =>
      dossier.status === 'in-processing' && dossier.step !== undefined ? undefined : wrongStatus(dossier),
    ...HERE,
    decide: assign,
  }),
  complete: rule<'complete'>()({
    needs: STAND_INS_AND_CALENDAR,
    may: atCurrentDesk,
    refuseNow: refuseCompleting,
    ...HERE,
    awaits: 'result',
    decide: complete,
  }),
};

function refuseForwarding(
  dossier: Dossier,
  { calendar }: Given<'calendar'>,
  procedure: Procedure,
): Refusal | undefined {
  if (!statusIs(dossier.status, 'inWork')) return wrongStatus(dossier);
  if (nextSteps(procedure, dossier.step?.stepId).length === 0) return reject('wrong-step', { fields: ['stepId'] });
  return refuseLeaving(dossier, procedure) ?? (calendar === undefined ? reject('no-calendar') : undefined);
}

function forward(
  dossier: Dossier,
  command: CommandOf<'forward'>,
  { agency, calendar, now, successions }: Given<'agency' | 'calendar' | 'successions'>,
  procedure: Procedure,
): Decision {
  const step = findStep(procedure, command.stepId);
  if (step === undefined) return reject('unknown-step', { fields: ['stepId'] });
  const wrongWay = refuseWay(dossier, command, procedure);
  if (wrongWay !== undefined) return wrongWay;
  if (agency?.agencyId !== command.agencyId) return reject('unknown-agency', { fields: ['agencyId'] });
  if (agency.kind !== step.agencyKind) return reject('wrong-agency', { fields: ['agencyId'] });
  const ended = refuseClosed(agency, { now, successions }, 'agencyId');
  if (ended !== undefined) return ended;
  if (calendar === undefined) return reject('no-calendar');
  const { stepId, agencyId, outcome, note } = command;
  const appointment = appointmentOnReceipt(dossier, agencyId, calendar, now, procedure);
  return accept({
    type: 'forwarded',
    stepId,
    agencyId,
    ...optional('outcome', outcome),
    ...optional('note', note),
    ...leaving(dossier, calendar, now),
    ...(dossier.channel !== 'online' && { paperDueAt: paperDueAt(workingTime(calendar, agencyId), now) }),
    ...withinSameDay(
      allotted(step, agencyId, calendar, now),
      now,
      appointment ?? (dossier.appointmentAt === undefined ? undefined : dossier.appointments.at(-1)),
    ),
    ...optional('appointment', appointment),
  });
}

/** Whether the requested transition leaves the current step, and whether its outcome must be named. */
function refuseWay(
  dossier: Dossier,
  { stepId, outcome }: CommandOf<'forward'>,
  procedure: Procedure,
): Decision | undefined {
  const from = dossier.step?.stepId;
  const next = nextSteps(procedure, from, outcome);
  if (!next.some((step) => step.stepId === stepId)) {
    return reject('wrong-step', { fields: outcome === undefined ? ['stepId'] : ['stepId', 'outcome'] });
  }
  const ways = from === undefined ? [] : successors(procedure, from);
  return ways.length > 1 && outcome === undefined ? reject('outcome-required', { fields: ['outcome'] }) : undefined;
}

/** Preconditions for leaving a step: its branches are finished, its site verification is recorded. */
function refuseLeaving(dossier: Dossier, procedure: Procedure): Refusal | undefined {
  const { step } = dossier;
  if (step === undefined) return undefined;
  const waiting = refuseWhileOpen(dossier, procedure);
  if (waiting !== undefined) return waiting;
  const { branches = [], onSite = false } = findStep(procedure, step.stepId) ?? {};
  const here = dossier.branches.filter((b) => b.stepId === step.stepId && isSettled(b));
  const missing = branches.filter((b) => b.optional !== true && !here.some((h) => h.branchId === b.branchId));
  if (missing.length > 0) {
    const names = missing.map(({ branchId, name }) => ({ branchId, name }));
    return reject('branches-missing', { details: { branches: missing.map((b) => b.branchId), missing: names } });
  }
  const verified = dossier.verifications.some((v) => v.stepId === step.stepId);
  return onSite && !verified ? reject('site-verification-missing') : undefined;
}

/**
 * The steps to which it may be sent back, each as it was completed last. Backward only: a step completed before a send-back lies
 * ahead now and is reached by a forward transition.
 */
export function stepsBehind({ step, completedSteps }: Dossier, procedure: Procedure): readonly CompletedStep[] {
  if (step === undefined) return [];
  const behind = procedure.steps.filter(({ stepId }) => leadsTo(procedure, stepId, step.stepId));
  return behind.flatMap(({ stepId }) => completedSteps.findLast((completed) => completed.stepId === stepId) ?? []);
}

function refuseSendingBack(
  dossier: Dossier,
  { calendar }: Given<'calendar'>,
  procedure: Procedure,
): Refusal | undefined {
  if (dossier.status !== 'in-processing') return wrongStatus(dossier);
  if (stepsBehind(dossier, procedure).length === 0) return reject('step-not-completed', { fields: ['stepId'] });
  const waiting = refuseWhileOpen(dossier, procedure);
  if (waiting !== undefined) return waiting;
  return calendar === undefined ? reject('no-calendar') : undefined;
}

function sendBack(
  dossier: Dossier,
  { stepId, reason }: CommandOf<'send-back'>,
  { calendar, now, successions = [] }: Given<'calendar' | 'successions'>,
  procedure: Procedure,
): Decision {
  const step = findStep(procedure, stepId);
  if (step === undefined) return reject('unknown-step', { fields: ['stepId'] });
  const completed = stepsBehind(dossier, procedure).find((w) => w.stepId === stepId);
  if (completed === undefined) return reject('step-not-completed', { fields: ['stepId'] });
  if (calendar === undefined) return reject('no-calendar');
  // The agency that did the step may have been closed since.
  const agencyId = inForce(completed.agencyId, successions, now);
  return accept({
    type: 'sent-back',
    stepId,
    agencyId,
    reason,
    ...leaving(dossier, calendar, now),
    ...withinSameDay(allotted(step, agencyId, calendar, now), now, dossier.appointments.at(-1)),
  });
}

function leadsTo(procedure: Procedure, from: string, to: string): boolean {
  return successors(procedure, from).some(
    (way) => way.to !== END && (way.to.stepId === to || leadsTo(procedure, way.to.stepId, to)),
  );
}

function assign(dossier: Dossier, { officer, reason }: CommandOf<'assign'>): Decision {
  const { step } = dossier;
  if (step === undefined) return wrongStatus(dossier);
  if (step.assignee === officer) return reject('no-change', { fields: ['officer'] });
  if (step.assignee !== undefined && reason === undefined) return reject('reason-required', { fields: ['reason'] });
  return accept({ type: 'assigned', stepId: step.stepId, officer, ...optional('reason', reason) });
}

function refuseCompleting(
  dossier: Dossier,
  { calendar }: Given<'calendar'>,
  procedure: Procedure,
): Refusal | undefined {
  const refused = refuseMove(dossier, 'completed');
  if (refused) return refused;
  if (dossier.step === undefined || !isLastStep(procedure, dossier.step.stepId)) return reject('not-last-step');
  const owed = refuseLeaving(dossier, procedure);
  if (owed !== undefined) return owed;
  if (openObligation(dossier) !== undefined) return reject('obligation-open');
  if (!areFeesAssessed(dossier, procedure)) return reject('fees-not-assessed');
  return calendar === undefined ? reject('no-calendar') : undefined;
}

/** Without a file there is nothing to return electronically; a denial is told in writing. */
export const isResultMissing = ({ resultDelivery, documents }: Dossier): boolean =>
  resultDelivery.method === 'electronic' && !documents.some((d) => d.kind === 'result');

function complete(dossier: Dossier, command: CommandOf<'complete'>, { calendar, now }: Given<'calendar'>): Decision {
  if (command.outcome === 'granted' && isResultMissing(dossier)) return reject('result-missing');
  const denied = command.outcome === 'denied';
  if (denied && command.denial === undefined) return reject('denial-unfounded', { fields: ['denial'] });
  if (!denied && command.denial !== undefined) return reject('denial-without-denying', { fields: ['denial'] });
  if (calendar === undefined) return reject('no-calendar');
  const { timeliness: stepTimeliness } = leaving(dossier, calendar, now);
  return accept({
    type: 'completed',
    outcome: command.outcome,
    ...optional('denial', command.denial),
    ...optional('note', command.note),
    ...optional('timeliness', timelinessOf(dossier, clockOf(dossier, calendar), now)),
    ...optional('stepTimeliness', stepTimeliness),
  });
}

function leaving(dossier: Dossier, calendar: Calendar, now: string): { readonly timeliness?: Timeliness } {
  const { step } = dossier;
  if (step === undefined) return {};
  return { timeliness: workTimeliness(dossier, step, workingTime(calendar, step.agencyId), now) };
}

const allotted = (step: Step, agencyId: string, calendar: Calendar, now: string) =>
  deadlineAfter(workingTime(calendar, agencyId), now, step.workingHours, warningShare(step));
