import { isoOf, momentOf } from '../../shared/calendar/iso.ts';
import { END } from '../../shared/procedure/end.ts';
import { successors } from '../../shared/procedure/graph.ts';
import type { Step } from '../../shared/procedure/schema.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { finishBranches, openAll } from './branches.ts';
import { BrokenRule } from './fault.ts';
import { forward } from './forward.ts';
import { close, pay, stop, supplement, withdraw } from './interruptions.ts';
import { attach } from './scenario-arrival.ts';
import type { Act, ActingOfficer, Scenario, SimulatedDossier } from './simulated-dossier.ts';
import type { Office } from './staff.ts';

const DENY = {
  type: 'complete',
  outcome: 'denied',
  denial: {
    legalGround: 'Quy định về điều kiện giải quyết của thủ tục',
    reason: 'Hồ sơ không đủ điều kiện giải quyết',
  },
} as const;

/** Share of a step's time its officer usually needs. */
const USUAL = 0.42;

/** Dossiers that are due the same day are put first: the share of the usual time they take. The project's own. */
const PUT_FIRST = 0.4;

/** Whether the dossier is at the step for the first time of all, for the first time there, or was sent back. */
export type Visit = 'first' | 'next' | 'again';

/** One step: assigned, other agencies asked, verified on site, then forwarded, sent back or completed. */
export function* atStep(simulated: SimulatedDossier, step: Step, visit: Visit): Scenario {
  const { chance, procedure, world } = simulated;
  const office = world.office(world.agency(simulated.dossier.step?.agencyId ?? ''));
  const officer = yield* takenInHand(simulated, step, office);
  const forgotten = chance.happens(BEHAVIOUR_RATES.forgotten) ? 3 : 1;
  const hurry = procedure.sameDay ? PUT_FIRST : 1;
  const needed = step.workingHours * 60 * chance.around(USUAL * office.pace, 0.36) * forgotten * hurry;
  const minutes = procedure.immediate ? chance.around(25, 0.5) : needed;
  const begun = simulated.now;
  if (visit !== 'again') {
    yield* openAll(simulated, step, officer, office);
    yield* interrupted(simulated, step, officer, office, visit === 'first');
    if (simulated.status !== 'in-processing') return;
    yield* finishBranches(simulated);
  }
  // After an interruption the officer starts the step over; waiting for other agencies is part of the time.
  const waited = simulated.dossier.supplementRequests.length + simulated.dossier.obligations.length > 0;
  const doneAt = simulated.inOffice(office, minutes, waited ? Math.max(begun, resumedAt(simulated)) : begun);
  const soon = () => (doneAt > simulated.now ? doneAt : simulated.inOffice(office, chance.int(5, 40)));
  if (step.onSite && !simulated.dossier.verifications.some((v) => v.stepId === step.stepId)) {
    const at = soon();
    const verifiedAt = isoOf(at - 1_800_000);
    const place = { verifiedAt, place: 'Tại thực địa', participants: ['Đại diện cơ quan', 'Người nộp hồ sơ'] };
    yield { at, ...officer, command: { type: 'record-verification', ...place, content: 'Đúng hiện trạng' } };
  }
  const before = simulated.dossier.completedSteps.at(-1);
  if (
    visit === 'next' &&
    before !== undefined &&
    before.stepId !== step.stepId &&
    chance.happens(BEHAVIOUR_RATES.sentBack)
  ) {
    const command = { type: 'send-back', stepId: before.stepId, reason: 'Dự thảo chưa đúng mẫu' } as const;
    yield { at: soon(), ...officer, command };
    return;
  }
  yield* leave(simulated, step, officer, soon());
}

function* leave(simulated: SimulatedDossier, step: Step, officer: ActingOfficer, at: number): Scenario {
  const { chance, procedure } = simulated;
  const ways = successors(procedure, step.stepId);
  const way = ways.length > 1 && chance.happens(BEHAVIOUR_RATES.otherOutcome) ? chance.pick(ways.slice(1)) : ways[0];
  if (way === undefined) throw new BrokenRule('every step leads on', `${procedure.procedureCode} ${step.stepId}`);
  if (way.to !== END) {
    yield* forward(simulated, way.to, officer, at, way.outcome);
    return;
  }
  const denied = step.stepId === 'refusal' || chance.happens(BEHAVIOUR_RATES.denied);
  if (!denied && simulated.dossier.resultDelivery.method === 'electronic')
    yield attach(simulated, 'result', 'result', at);
  yield { at, ...officer, command: denied ? DENY : { type: 'complete', outcome: 'granted' } };
}

/** When the clock was last resumed. */
function resumedAt({ dossier }: SimulatedDossier): number {
  const since = dossier.appointments.findLast((a) => a.reason !== 'reappointed' && a.reason !== 'recalculated');
  return since === undefined ? 0 : momentOf(since.from);
}

/** Interruptions: missing documents, fees due, an applicant's withdrawal or a stop by the head. */
function* interrupted(
  simulated: SimulatedDossier,
  step: Step,
  officer: ActingOfficer,
  office: Office,
  first: boolean,
): Scenario {
  const { chance, procedure, dossier } = simulated;
  if (procedure.immediate) return;
  const soon = () => simulated.inOffice(office, chance.around(120, 0.8));
  const paidAtStep = procedure.steps.some((s) => s.stepId === 'payment');
  if (first && chance.happens(BEHAVIOUR_RATES.supplementInProcessing)) {
    yield* supplement(simulated, officer, soon());
    if (simulated.status !== 'in-processing') return;
  }
  const paysHere = paidAtStep ? step.stepId === 'payment' : first;
  if (paysHere && dossier.obligations.length === 0 && procedure.fees.length > 0) {
    yield* pay(simulated, officer, soon());
    if (simulated.status !== 'in-processing') return;
  }
  if (chance.happens(BEHAVIOUR_RATES.withdrawsIn)) {
    yield* withdraw(
      simulated,
      simulated.channel === 'online' ? simulated.awake(5) : simulated.inOffice(simulated.reception, 240),
    );
  } else if (chance.happens(BEHAVIOUR_RATES.stopped)) {
    yield* stop(simulated, soon(), chance.happens(BEHAVIOUR_RATES.resumed));
  } else if (chance.happens(BEHAVIOUR_RATES.closed)) {
    yield* close(simulated, soon());
  }
}

/** The head assigns one officer, sometimes another one after that; a deputy may do the work. */
function* takenInHand(simulated: SimulatedDossier, step: Step, office: Office): Generator<Act, ActingOfficer, void> {
  const { chance, procedure } = simulated;
  const { handler, approver } = office.people;
  if (!step.roles.includes('handler')) return { actor: chance.pick(approver) };
  const chosen = chance.pick(handler);
  if (procedure.immediate || !chance.happens(BEHAVIOUR_RATES.assigned)) return { actor: chosen };
  const head = chance.pick(approver);
  const at = () => simulated.inOffice(office, chance.int(3, 30));
  yield { at: at(), actor: head, command: { type: 'assign', officer: chosen.subject } };
  const other = chance.pick(handler);
  if (other === chosen) return { actor: chosen };
  if (chance.happens(BEHAVIOUR_RATES.deputy)) return { actor: other, standsInFor: [chosen.subject] };
  if (!chance.happens(BEHAVIOUR_RATES.reassigned)) return { actor: chosen };
  const reason = 'Cân đối khối lượng công việc';
  yield { at: at(), actor: head, command: { type: 'assign', officer: other.subject, reason } };
  return { actor: other };
}
