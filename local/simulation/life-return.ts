import { isoOf } from '../../shared/calendar/iso.ts';
import type { ShipmentEvent } from '../../shared/dossier/commands.ts';
import type { Course, Life } from './course.ts';
import { MANNERS } from './manners.ts';

/** The result goes to the applicant: at once when electronic, when they come, or with the post. */
export function* giveBack(course: Course): Life {
  const { chance, desk } = course;
  const { method } = course.dossier.resultDelivery;
  const officer = chance.pick(desk.people.reception);
  if (method === 'electronic') {
    const at = course.inOffice(desk, chance.around(12, 0.8));
    yield { at, actor: officer, command: { type: 'return-result', method } };
    return;
  }
  if (method === 'post') {
    yield* ship(course);
    if (course.status === 'returned') return;
  }
  if (chance.happens(MANNERS.neverCollected)) return;
  const waits = chance.around(course.procedure.immediate ? 0.1 : 18, 1) * 3_600_000;
  const at = course.inOffice(desk, chance.int(1, 40), course.now + Math.round(waits));
  yield { at, actor: officer, command: { type: 'return-result', method: 'counter' } };
}

/** Hours between a parcel's reports. */
const WAY: readonly (readonly [ShipmentEvent['state'], number])[] = [
  ['collected', 4],
  ['in_transit', 8],
  ['delivering', 20],
];

function* ship(course: Course): Life {
  const { chance, desk } = course;
  const shipmentId = `S${course.index + 1}`;
  const report = (state: ShipmentEvent['state'], at: number) => {
    const shipment: ShipmentEvent = {
      shipmentId,
      direction: 'outbound',
      carrier: 'vnpost',
      state,
      carrierCode: state,
      occurredAt: isoOf(at),
    };
    return { at, actor: course.system, command: { type: 'record-shipment-event', shipment } } as const;
  };
  yield report('registered', course.inOffice(desk, chance.around(60, 0.6)));
  for (const [state, hours] of WAY) yield report(state, course.awake(chance.around(hours, 0.4)));
  const lost = chance.happens(MANNERS.undeliverable);
  yield report(lost ? 'undeliverable' : 'delivered', course.awake(chance.around(3, 0.5)));
  if (lost) yield report('returned', course.awake(chance.around(70, 0.3)));
}
