import { isoOf } from '../../shared/calendar/iso.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import { openObligation } from '../../shared/dossier/state.ts';
import type { Course, Hand, Life } from './course.ts';
import { feesDue } from './fees.ts';
import { attach } from './life-arrival.ts';
import { MANNERS } from './manners.ts';

const PATIENCE_DAYS = 30;

/** Whoever decides about stopping and withdrawal: the head of the agency that has the dossier, or the desk. */
export function leaderOf(course: Course): { readonly actor: Actor; readonly minutes: (minutes: number) => number } {
  const { step } = course.dossier;
  const office = step === undefined ? course.desk : course.world.office(course.world.agency(step.agencyId));
  const actor = course.chance.pick(step === undefined ? office.people.reception : office.people.approver);
  return { actor, minutes: (minutes) => course.inOffice(office, minutes) };
}

/** Asked for papers, the applicant brings them, late, or never; sometimes they are asked again, which needs a reason. */
export function* supplement(course: Course, officer: Hand, at: number): Life {
  const { chance, channel, desk, procedure } = course;
  const online = channel === 'online';
  const component = chance.pick(procedure.components).component;
  const item = { component, content: 'Bản sao chưa rõ', reason: 'Không đọc được', guidance: 'Nộp lại bản chụp rõ' };
  for (let round = 1; round <= 2; round += 1) {
    const command = { type: 'request-supplement' as const, items: [item] };
    const again = course.dossier.supplementRequests.length === 0 ? {} : { reason: 'Bản nộp bổ sung vẫn thiếu trang' };
    const asked = round === 1 ? at : course.inOffice(desk, chance.around(90, 0.6));
    yield { at: asked, ...officer, command: { ...command, ...again } };
    if (chance.happens(MANNERS.neverSupplied)) {
      yield* abandon(course);
      return;
    }
    const hours = chance.around(40, 1);
    const imported = course.dossier.nationalCode !== undefined;
    if (online) {
      yield attach(course, component, 'component', course.awake(hours));
      yield { at: course.now + 20_000, actor: imported ? course.system : course.citizen, command: { type: 'supply' } };
    } else {
      const brought = course.inOffice(desk, chance.int(1, 60), course.now + Math.round(hours * 3_600_000));
      yield { at: brought, actor: chance.pick(desk.people.reception), command: { type: 'supply' } };
    }
    if (!chance.happens(MANNERS.secondSupplement)) return;
  }
}

/** The fees are asked for and paid: at once, late, twice, or never. */
export function* pay(course: Course, officer: Hand, at: number): Life {
  const { chance, channel, desk } = course;
  const due = feesDue(chance, course.procedure, channel);
  if (due.feeCodes.length === 0) return;
  yield { at, ...officer, command: { type: 'request-payment', ...due } };
  if (chance.happens(MANNERS.neverPays)) {
    yield* abandon(course);
    // Refused the withdrawal, the applicant pays after all.
    if (course.status !== 'in-processing') return;
  }
  const obligation = openObligation(course.dossier);
  if (obligation === undefined) return;
  const { obligationId, amount } = obligation;
  const hours = chance.happens(MANNERS.paysLate) ? chance.around(150, 0.5) : chance.around(4, 1.2);
  if (!chance.happens(MANNERS.paysOnline[channel])) {
    const wait = channel === 'direct' ? 0 : Math.round(hours * 3_600_000);
    const paid = course.inOffice(desk, chance.int(3, 25), course.now + wait);
    const receiptNumber = `BL${course.index + 1}-${course.dossier.version}`;
    const command = { type: 'record-counter-payment', obligationId, receiptNumber, amount } as const;
    yield { at: paid, actor: chance.pick(desk.people.reception), command };
    return;
  }
  const paidAt = channel === 'direct' ? course.now + chance.int(60_000, 600_000) : course.awake(hours);
  const provider = chance.happens(0.7) ? 'platform' : 'vnpay';
  const times = chance.happens(MANNERS.paysTwice) ? 2 : 1;
  for (let time = 1; time <= times; time += 1) {
    const reference = `${course.index + 1}-${course.dossier.version}-${time}`;
    const payment = { provider, transactionId: reference, reference, obligationId, amount } as const;
    const happened = { ...payment, paidAt: isoOf(paidAt) };
    const told = Math.max(course.now, paidAt) + 3000;
    yield { at: told, actor: course.system, command: { type: 'record-payment', payment: happened } };
  }
}

/** The applicant wants it back; the head agrees, or has a ground not to. */
export function* withdraw(course: Course, at: number): Life {
  const { chance, channel } = course;
  const actor = channel === 'online' ? course.citizen : chance.pick(course.desk.people.reception);
  yield { at, actor, command: { type: 'request-withdrawal', reason: 'Không còn nhu cầu' } };
  const leader = leaderOf(course);
  const granted = course.dossier.acceptedAt === undefined || !chance.happens(MANNERS.withdrawalRefused);
  const command = { type: 'decide-withdrawal', granted, ...(!granted && { reason: 'Đã có kết quả' }) } as const;
  yield { at: leader.minutes(chance.around(150, 0.7)), actor: leader.actor, command };
}

/** The head stops it; later it goes on, or the papers are given back. */
export function* stop(course: Course, at: number, resumes: boolean): Life {
  const { chance, desk } = course;
  yield { at, actor: leaderOf(course).actor, command: { type: 'stop', ground: 'Theo đề nghị của cơ quan chức năng' } };
  const leader = leaderOf(course);
  if (resumes) {
    yield { at: leader.minutes(chance.around(2400, 0.6)), actor: leader.actor, command: { type: 'resume' } };
    return;
  }
  const command = { type: 'return-result', method: 'counter' } as const;
  yield { at: course.inOffice(desk, chance.around(1400, 0.5)), actor: chance.pick(desk.people.reception), command };
}

/** Nobody brings what was asked for: the applicant gives up, or after a month the head stops it, or it just waits. */
function* abandon(course: Course): Life {
  if (course.chance.happens(MANNERS.givesUpWaiting)) {
    const asked = course.awake(course.chance.around(300, 0.5));
    const { desk, channel } = course;
    yield* withdraw(course, channel === 'online' ? asked : course.inOffice(desk, 30, asked));
    return;
  }
  if (course.dossier.acceptedAt === undefined) return;
  const { step } = course.dossier;
  const office = step === undefined ? course.desk : course.world.office(course.world.agency(step.agencyId));
  yield* stop(course, course.inOffice(office, 30, course.now + PATIENCE_DAYS * 86_400_000), false);
}
