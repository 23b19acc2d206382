import { isoOf } from '../../shared/calendar/iso.ts';
import type { RefundCase } from '../../shared/dossier/refund-case.ts';
import { unfinishedRefunds } from '../../shared/dossier/refunds.ts';
import type { Assessment } from '../../shared/procedure/assess.ts';
import type { FeeChoices } from '../../shared/procedure/fee.ts';
import { dayInVietNam } from '../../shared/time/viet-nam.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import type { Act, ActingOfficer, Scenario, SimulatedDossier } from './simulated-dossier.ts';
import type { Office } from './staff.ts';

/** A case that was forgotten is taken up after its time: its leader was told by then. Working minutes. */
const AFTER_ITS_TIME = 45 * 60;

/** A person shows later that a reduction applies: half of one fee that is paid goes back. */
export function* reducedLater(
  { chance, dossier }: SimulatedDossier,
  officer: ActingOfficer,
  [choices, { lines }]: readonly [FeeChoices, Assessment],
  at: () => number,
): Scenario {
  const line = lines.find(({ amount }) => amount > 1);
  const goesOn = dossier.status === 'accepted' || dossier.status === 'in-processing';
  if (!goesOn || line === undefined || !chance.happens(BEHAVIOUR_RATES.reducedLater)) return;
  const ground = 'Nghị quyết của Hội đồng nhân dân tỉnh';
  const reduction = { amount: Math.floor(line.amount / 2), ground, reason: 'Bổ sung giấy xác nhận hộ nghèo' };
  const fees = choices.fees.map((choice) => (choice.code === line.code ? { ...choice, reduction } : choice));
  yield { at: at(), ...officer, command: { type: 'assess-fees', assessment: { ...choices, fees } } };
}

/** What goes back is decided by the head and paid by the accountant, mostly in time. */
export function* settleRefunds(simulated: SimulatedDossier): Scenario {
  for (const { refundId } of unfinishedRefunds(simulated.dossier)) yield* settle(simulated, refundId);
}

function* settle(simulated: SimulatedDossier, refundId: string): Scenario {
  const { chance } = simulated;
  const found = () => simulated.dossier.refunds.find((refund) => refund.refundId === refundId) as RefundCase;
  const late = chance.happens(BEHAVIOUR_RATES.refundForgotten) ? AFTER_ITS_TIME : 0;
  const { amount } = found();
  if (chance.happens(BEHAVIOUR_RATES.refundRefused)) {
    const grounds = { legalGround: 'Điều 12 Luật Phí và lệ phí', reason: 'Đã chi cho việc thẩm định' };
    yield byHead(simulated, late, { type: 'refuse-refund', refundId, ...grounds });
    return;
  }
  yield byHead(simulated, late, { type: 'approve-refund', refundId, amount });
  yield byAccountant(simulated, found(), 'UNC');
  if (!chance.happens(BEHAVIOUR_RATES.refundReturned)) return;
  const reason = 'Ngân hàng trả lại lệnh chuyển tiền';
  yield byHead(simulated, 0, { type: 'reopen-refund', refundId, reason });
  yield byAccountant(simulated, found(), 'PC');
}

/** A one-stop shop has no head of its own, except the province's: the committee above it decides. */
function deciding({ world, dossier: { receivingAgency } }: SimulatedDossier): Office {
  const above = receivingAgency.slice(0, receivingAgency.lastIndexOf('.'));
  const committee = world.agencies.find(({ agencyId }) => agencyId === above);
  return world.office(committee ?? world.agency(receivingAgency));
}

function byHead(simulated: SimulatedDossier, late: number, command: Act['command']): Act {
  const office = deciding(simulated);
  const at = simulated.inOffice(office, late + simulated.chance.around(400, 0.7));
  return { at, actor: simulated.chance.pick(office.people.approver), command };
}

function byAccountant(simulated: SimulatedDossier, { refundId, amount }: RefundCase, series: string): Act {
  const { chance, world, index, dossier } = simulated;
  const office = world.office(world.agency(dossier.receivingAgency));
  const at = simulated.inOffice(office, chance.around(600, 0.7));
  const method = series === 'UNC' ? 'bank-transfer' : 'cash';
  const evidence = { method, reference: `${series}${index + 1}-${refundId}`, paidOn: dayInVietNam(isoOf(at)) } as const;
  return {
    at,
    actor: chance.pick(office.people.reception),
    command: { type: 'record-refund', refundId, amount, ...evidence },
  };
}
