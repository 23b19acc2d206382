import { isoOf, momentOf } from '../../shared/calendar/iso.ts';
import { END } from '../../shared/procedure/end.ts';
import { successors } from '../../shared/procedure/graph.ts';
import type { Step } from '../../shared/procedure/schema.ts';
import { finishBranches, openAll } from './branches.ts';
import type { Act, Course, Hand, Life } from './course.ts';
import { BrokenRule } from './fault.ts';
import { forward } from './forward.ts';
import { pay, stop, supplement, withdraw } from './interruptions.ts';
import { attach } from './life-arrival.ts';
import { MANNERS } from './manners.ts';
import type { Office } from './staff.ts';

/** Share of a step's time its officer usually needs. */
const USUAL = 0.42;

/** Whether the dossier is at the step for the first time of all, for the first time there, or was sent back. */
export type Visit = 'first' | 'next' | 'again';

/** One step: taken in hand, other agencies asked, the spot looked at, then on, back, or to the end. */
export function* atStep(course: Course, step: Step, visit: Visit): Life {
  const { chance, procedure, world } = course;
  const office = world.office(world.agency(course.dossier.step?.agencyId ?? ''));
  const officer = yield* takenInHand(course, step, office);
  const forgotten = chance.happens(MANNERS.forgotten) ? 3 : 1;
  const needed = step.workingHours * 60 * chance.around(USUAL * office.pace, 0.36) * forgotten;
  const minutes = procedure.immediate ? chance.around(25, 0.5) : needed;
  const begun = course.now;
  if (visit !== 'again') {
    yield* openAll(course, step, officer, office);
    yield* interrupted(course, step, officer, office, visit === 'first');
    if (course.status !== 'in-processing') return;
    yield* finishBranches(course);
  }
  // After an interruption the officer starts on it anew; waiting for other agencies is part of the time.
  const waited = course.dossier.supplementRequests.length + course.dossier.obligations.length > 0;
  const doneAt = course.inOffice(office, minutes, waited ? Math.max(begun, resumedAt(course)) : begun);
  const soon = () => (doneAt > course.now ? doneAt : course.inOffice(office, chance.int(5, 40)));
  if (step.onSite && !course.dossier.verifications.some((v) => v.stepId === step.stepId)) {
    const at = soon();
    const verifiedAt = isoOf(at - 1_800_000);
    const place = { verifiedAt, place: 'Tại thực địa', participants: ['Đại diện cơ quan', 'Người nộp hồ sơ'] };
    yield { at, ...officer, command: { type: 'record-verification', ...place, content: 'Đúng hiện trạng' } };
  }
  const before = course.dossier.walked.at(-1);
  if (visit === 'next' && before !== undefined && before.stepId !== step.stepId && chance.happens(MANNERS.sentBack)) {
    const command = { type: 'send-back', stepId: before.stepId, reason: 'Dự thảo chưa đúng mẫu' } as const;
    yield { at: soon(), ...officer, command };
    return;
  }
  yield* leave(course, step, officer, soon());
}

function* leave(course: Course, step: Step, officer: Hand, at: number): Life {
  const { chance, procedure } = course;
  const ways = successors(procedure, step.stepId);
  const way = ways.length > 1 && chance.happens(MANNERS.otherOutcome) ? chance.pick(ways.slice(1)) : ways[0];
  if (way === undefined) throw new BrokenRule('every step leads on', `${procedure.procedureCode} ${step.stepId}`);
  if (way.to !== END) {
    yield* forward(course, way.to, officer, at, way.outcome);
    return;
  }
  const denied = step.stepId === 'refusal' || chance.happens(MANNERS.denied);
  if (!denied && course.dossier.resultDelivery.method === 'electronic') yield attach(course, 'result', 'result', at);
  yield { at, ...officer, command: { type: 'complete', outcome: denied ? 'denied' : 'granted' } };
}

/** When the clock last went on after it stood. */
function resumedAt({ dossier }: Course): number {
  const since = dossier.appointments.findLast((a) => a.because !== 'reappointed' && a.because !== 'recalculated');
  return since === undefined ? 0 : momentOf(since.from);
}

/** What comes between: papers are missing after all, fees are due, the applicant or the head ends it. */
function* interrupted(course: Course, step: Step, officer: Hand, office: Office, first: boolean): Life {
  const { chance, procedure, dossier } = course;
  if (procedure.immediate) return;
  const soon = () => course.inOffice(office, chance.around(120, 0.8));
  const paidAtStep = procedure.steps.some((s) => s.stepId === 'payment');
  if (first && chance.happens(MANNERS.supplementInProcessing)) {
    yield* supplement(course, officer, soon());
    if (course.status !== 'in-processing') return;
  }
  const paysHere = paidAtStep ? step.stepId === 'payment' : first;
  if (paysHere && dossier.obligations.length === 0 && procedure.fees.length > 0) {
    yield* pay(course, officer, soon());
    if (course.status !== 'in-processing') return;
  }
  if (chance.happens(MANNERS.withdrawsIn)) {
    yield* withdraw(course, course.channel === 'online' ? course.awake(5) : course.inOffice(course.desk, 240));
  } else if (chance.happens(MANNERS.stopped)) {
    yield* stop(course, soon(), chance.happens(MANNERS.resumed));
  }
}

/** The head gives it to one officer, sometimes to another one after that; a deputy may do the work. */
function* takenInHand(course: Course, step: Step, office: Office): Generator<Act, Hand, void> {
  const { chance, procedure } = course;
  const { handler, approver } = office.people;
  if (!step.roles.includes('handler')) return { actor: chance.pick(approver) };
  const chosen = chance.pick(handler);
  if (procedure.immediate || !chance.happens(MANNERS.assigned)) return { actor: chosen };
  const head = chance.pick(approver);
  const at = () => course.inOffice(office, chance.int(3, 30));
  yield { at: at(), actor: head, command: { type: 'assign', officer: chosen.subject } };
  const other = chance.pick(handler);
  if (other === chosen) return { actor: chosen };
  if (chance.happens(MANNERS.deputy)) return { actor: other, standsInFor: [chosen.subject] };
  if (!chance.happens(MANNERS.reassigned)) return { actor: chosen };
  const reason = 'Cân đối khối lượng công việc';
  yield { at: at(), actor: head, command: { type: 'assign', officer: other.subject, reason } };
  return { actor: other };
}
