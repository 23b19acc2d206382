import { isoOf } from '../../shared/calendar/iso.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import { dueFees, netPaid } from '../../shared/dossier/fees.ts';
import { type Obligation, openObligation } from '../../shared/dossier/state.ts';
import { assess } from '../../shared/procedure/assess.ts';
import { policiesOf } from '../../shared/procedure/policies.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { feeChoices } from './fees.ts';
import { handedOver, handedOverLater } from './hand-over.ts';
import { reducedLater } from './refunds.ts';
import { attach } from './scenario-arrival.ts';
import type { Act, ActingOfficer, Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** Slower applicants count as those who never answer: the time to answer is longer than this. Hours. */
const SLOWEST_ANSWER = 600;

function officeOf({ dossier: { step }, reception, world }: SimulatedDossier) {
  return step === undefined ? reception : world.office(world.agency(step.agencyId));
}

/** The head of the agency that has the dossier. */
const headOf = (simulated: SimulatedDossier): Actor => simulated.chance.pick(officeOf(simulated).people.approver);

/** The person who decides about stopping and withdrawal: the head of the agency that has the dossier, or reception. */
export function leaderOf(simulated: SimulatedDossier): {
  readonly actor: Actor;
  readonly minutes: (minutes: number) => number;
} {
  const { step } = simulated.dossier;
  const office = officeOf(simulated);
  const actor = simulated.chance.pick(step === undefined ? office.people.reception : office.people.approver);
  return { actor, minutes: (minutes) => simulated.inOffice(office, minutes) };
}

/** A supplement is supplied, late, or never; sometimes it is requested again, which needs a reason. */
export function* supplement(simulated: SimulatedDossier, officer: ActingOfficer, at: number): Scenario {
  const { chance, channel, reception, procedure } = simulated;
  const online = channel === 'online';
  const component = chance.pick(procedure.components).component;
  const item = { component, content: 'Bản sao chưa rõ', reason: 'Không đọc được', guidance: 'Nộp lại bản chụp rõ' };
  for (let round = 1; round <= 2; round += 1) {
    const command = { type: 'request-supplement' as const, items: [item] };
    const before = simulated.dossier.supplementRequests.length;
    if (before >= policiesOf(procedure).maxSupplementRequests) return;
    const asked = round === 1 ? at : simulated.inOffice(reception, chance.around(90, 0.6));
    // Another request needs a reason and the head's approval.
    const approval = () => ({ approver: headOf(simulated).subject, approvedAt: isoOf(asked) });
    const again = before === 0 ? {} : { reason: 'Bản nộp bổ sung vẫn thiếu trang', approval: approval() };
    yield { at: asked, ...officer, command: { ...command, ...again } };
    if (chance.happens(BEHAVIOUR_RATES.neverSupplied)) {
      yield* abandon(simulated);
      return;
    }
    const hours = Math.min(chance.around(40, 1), SLOWEST_ANSWER);
    const imported = simulated.dossier.nationalCode !== undefined;
    if (online) {
      yield attach(simulated, component, 'component', simulated.awake(hours));
      yield {
        at: simulated.now + 20_000,
        actor: imported ? simulated.system : simulated.citizen,
        command: { type: 'supplement' },
      };
    } else {
      const brought = simulated.inOffice(reception, chance.int(1, 60), simulated.now + Math.round(hours * 3_600_000));
      const command = { type: 'supplement', ...handedOverLater(simulated, brought) } as const;
      yield { at: brought, actor: chance.pick(reception.people.reception), command };
    }
    if (!chance.happens(BEHAVIOUR_RATES.secondSupplement)) return;
  }
}

/** The fees are requested and paid: at once, late, twice, or never. */
export function* pay(simulated: SimulatedDossier, officer: ActingOfficer, at: number): Scenario {
  const { chance, channel } = simulated;
  const assessment = feeChoices(chance, simulated.procedure);
  const charged = assess(simulated.procedure.fees, assessment, channel);
  if (!charged.ok)
    throw new Error(`${simulated.procedure.procedureCode}: ${charged.error.code} ${charged.error.field}`);
  const isDue = dueFees(simulated.dossier, charged.value).length > 0;
  if (!isDue) {
    yield { at, ...officer, command: { type: 'assess-fees', assessment } };
    return;
  }
  // Before acceptance the payment accepts the dossier.
  const declared = simulated.dossier.acceptedAt === undefined ? handedOver(simulated) : {};
  const request = { type: 'request-payment', assessment, ...declared } as const;
  yield { at, ...officer, command: request };
  const wrong = openObligation(simulated.dossier);
  if (wrong !== undefined && chance.happens(BEHAVIOUR_RATES.asksWrongly)) {
    const { obligationId } = wrong;
    yield { at: at + 60_000, ...officer, command: { type: 'cancel-payment', obligationId, reason: 'Yêu cầu nhầm' } };
    yield { at: at + 120_000, ...officer, command: request };
  }
  if (chance.happens(BEHAVIOUR_RATES.neverPays)) {
    yield* abandon(simulated);
    // The withdrawal was refused: the applicant pays after all.
    if (simulated.status !== 'in-processing') {
      yield* payTooLate(simulated);
      return;
    }
  }
  const obligation = openObligation(simulated.dossier);
  if (obligation === undefined) return;
  const { obligationId, amount } = obligation;
  yield* payInTime(simulated, { obligationId, amount });
  const soon = () => simulated.inOffice(officeOf(simulated), chance.around(60, 0.6));
  yield* reducedLater(simulated, officer, [assessment, charged.value], soon);
}

type Due = Pick<Obligation, 'obligationId' | 'amount'>;

function* payInTime(simulated: SimulatedDossier, { obligationId, amount }: Due): Scenario {
  const { chance, channel, reception } = simulated;
  const usual = chance.happens(BEHAVIOUR_RATES.paysLate) ? chance.around(150, 0.5) : chance.around(4, 1.2);
  const hours = Math.min(usual, SLOWEST_ANSWER);
  if (!chance.happens(BEHAVIOUR_RATES.paysOnline[channel])) {
    const wait = channel === 'direct' ? 0 : Math.round(hours * 3_600_000);
    const paid = simulated.inOffice(reception, chance.int(3, 25), simulated.now + wait);
    const receiptNumber = `BL${simulated.index + 1}-${simulated.dossier.version}`;
    const command = { type: 'record-counter-payment', obligationId, receiptNumber, amount } as const;
    yield { at: paid, actor: chance.pick(reception.people.reception), command };
    return;
  }
  const paidAt = channel === 'direct' ? simulated.now + chance.int(60_000, 600_000) : simulated.awake(hours);
  const provider = chance.happens(0.7) ? 'platform' : 'vnpay';
  const times = chance.happens(BEHAVIOUR_RATES.paysTwice) ? 2 : 1;
  for (let time = 1; time <= times; time += 1) yield paidOnline(simulated, provider, { obligationId, amount }, paidAt);
}

/** The provider tells of it a little later. @param paidAt epoch milliseconds */
function paidOnline(simulated: SimulatedDossier, provider: string, due: Due, paidAt: number): Act {
  const reference = `${simulated.index + 1}-${simulated.dossier.version}`;
  const payment = { provider, transactionId: reference, reference, ...due, paidAt: isoOf(paidAt) };
  const at = Math.max(simulated.now, paidAt) + 3000;
  return { at, actor: simulated.system, command: { type: 'record-payment', payment } };
}

/** Days after which the time to pay is over, with the longest holidays. */
const LONG_AFTER = 70;

/** A page of the provider that was left open is paid when the dossier is closed. */
function* payTooLate(simulated: SimulatedDossier): Scenario {
  const { chance, dossier } = simulated;
  const due = dossier.obligations.at(-1);
  if (due === undefined || !chance.happens(BEHAVIOUR_RATES.paysTooLate)) return;
  const { obligationId, amount } = due;
  yield paidOnline(simulated, 'vnpay', { obligationId, amount }, simulated.awake(24 * chance.int(LONG_AFTER, 90)));
}

/** The applicant requests withdrawal; the head grants it, or refuses with a reason. */
export function* withdraw(simulated: SimulatedDossier, at: number): Scenario {
  const { chance, channel } = simulated;
  const actor = channel === 'online' ? simulated.citizen : chance.pick(simulated.reception.people.reception);
  yield { at, actor, command: { type: 'request-withdrawal', reason: 'Không còn nhu cầu' } };
  const leader = leaderOf(simulated);
  const granted = simulated.dossier.acceptedAt === undefined || !chance.happens(BEHAVIOUR_RATES.withdrawalRefused);
  const given = granted ? feesGivenBack(simulated) : { reason: 'Đã có kết quả' };
  const command = { type: 'decide-withdrawal', granted, ...given } as const;
  yield { at: leader.minutes(chance.around(150, 0.7)), actor: leader.actor, command };
}

/** Whether what was paid goes back with the end; the law leaves it to the agency. */
const feesGivenBack = ({ chance, dossier }: SimulatedDossier) =>
  netPaid(dossier) > 0 && chance.happens(BEHAVIOUR_RATES.feesGivenBack) ? { refunded: true } : {};

/** The head stops it; later it is resumed, or the documents are given back. */
export function* stop(simulated: SimulatedDossier, at: number, resumes: boolean): Scenario {
  const { chance } = simulated;
  yield {
    at,
    actor: leaderOf(simulated).actor,
    command: {
      type: 'stop',
      ground: 'Theo đề nghị của cơ quan chức năng',
      ...(!resumes && feesGivenBack(simulated)),
    },
  };
  const leader = leaderOf(simulated);
  if (resumes) {
    yield { at: leader.minutes(chance.around(2400, 0.6)), actor: leader.actor, command: { type: 'resume' } };
    return;
  }
  yield papersBack(simulated);
}

/** The supplement or payment never arrives: the applicant withdraws, or the end of their time closes it. */
function* abandon(simulated: SimulatedDossier): Scenario {
  if (simulated.chance.happens(BEHAVIOUR_RATES.givesUpWaiting)) {
    const asked = simulated.awake(simulated.chance.around(300, 0.5));
    const { reception, channel } = simulated;
    yield* withdraw(simulated, channel === 'online' ? asked : simulated.inOffice(reception, 30, asked));
  }
}

/** The head ends it on one of the listed grounds, and reception gives the papers back. */
export function* close(simulated: SimulatedDossier, at: number): Scenario {
  const { chance, dossier } = simulated;
  const died = dossier.applicant.kind === 'citizen' ? 'applicant-died' : 'organisation-dissolved';
  const ground = chance.pick([died, 'duplicate-dossier', 'procedure-abolished'] as const);
  const own = dossier.dossierCode ?? '';
  const code = `${own.slice(0, -1)}${own.endsWith('0') ? 1 : 0}`;
  const other = ground === 'duplicate-dossier' && { otherDossierCode: code };
  const command = { type: 'close', ground, legalGround: 'Quy định của thủ tục', ...other } as const;
  yield { at, actor: leaderOf(simulated).actor, command };
  yield papersBack(simulated);
}

/** Reception gives the papers of a stopped dossier back. */
export function papersBack(simulated: SimulatedDossier): Act {
  const { chance, reception } = simulated;
  return {
    at: simulated.inOffice(reception, chance.around(1400, 0.5)),
    actor: chance.pick(reception.people.reception),
    command: { type: 'return-result', method: 'counter' },
  };
}
