import { isoOf } from '../../shared/calendar/iso.ts';
import type { ShipmentEvent } from '../../shared/dossier/commands.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import type { Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** The result is returned: at once when electronic, at reception when the applicant comes, or by post. */
export function* giveBack(simulated: SimulatedDossier): Scenario {
  const { chance, reception } = simulated;
  const { method } = simulated.dossier.resultDelivery;
  const officer = chance.pick(reception.people.reception);
  if (method === 'electronic') {
    const at = simulated.inOffice(reception, chance.around(12, 0.8));
    yield { at, actor: officer, command: { type: 'return-result', method } };
    return;
  }
  if (method === 'post') {
    yield* ship(simulated);
    if (simulated.status === 'returned') return;
  }
  if (chance.happens(BEHAVIOUR_RATES.neverCollected)) return;
  const waits = chance.around(simulated.procedure.immediate ? 0.1 : 18, 1) * 3_600_000;
  const at = simulated.inOffice(reception, chance.int(1, 40), simulated.now + Math.round(waits));
  yield { at, actor: officer, command: { type: 'return-result', method: 'counter' } };
}

/** Hours between a parcel's reports. */
const WAY: readonly (readonly [ShipmentEvent['state'], number])[] = [
  ['collected', 4],
  ['in_transit', 8],
  ['delivering', 20],
];

function* ship(simulated: SimulatedDossier): Scenario {
  const { chance, reception } = simulated;
  const shipmentId = `S${simulated.index + 1}`;
  const report = (state: ShipmentEvent['state'], at: number) => {
    const shipment: ShipmentEvent = {
      shipmentId,
      direction: 'outbound',
      carrier: 'vnpost',
      state,
      carrierCode: state,
      occurredAt: isoOf(at),
    };
    return { at, actor: simulated.system, command: { type: 'record-shipment-event', shipment } } as const;
  };
  yield report('registered', simulated.inOffice(reception, chance.around(60, 0.6)));
  for (const [state, hours] of WAY) yield report(state, simulated.awake(chance.around(hours, 0.4)));
  const lost = chance.happens(BEHAVIOUR_RATES.undeliverable);
  yield report(lost ? 'undeliverable' : 'delivered', simulated.awake(chance.around(3, 0.5)));
  if (lost) yield report('returned', simulated.awake(chance.around(70, 0.3)));
}
