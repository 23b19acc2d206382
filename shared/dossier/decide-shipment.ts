import type { Command, ShipmentEvent } from './commands.ts';
import { accept, type Decision } from './decision.ts';
import type { Dossier } from './state.ts';

/**
 * A carrier's report. Reports come twice, late and out of order: the same report changes nothing, an older one is kept
 * in the log without moving the parcel back, and the delivery of the result ends a completed dossier.
 */
export function decideOnShipment(
  dossier: Dossier,
  command: Extract<Command, { type: 'record-shipment-event' }>,
): Decision {
  const { shipment } = command;
  const known = dossier.shipments.find((s) => s.shipmentId === shipment.shipmentId);
  if (known !== undefined && same(known, shipment)) return accept();
  const superseded = known !== undefined && isOlder(shipment, known);
  const updated = { type: 'shipment-updated', shipment, superseded } as const;
  const endsDossier =
    dossier.status === 'completed' &&
    shipment.direction === 'outbound' &&
    shipment.state === 'delivered' &&
    !superseded;
  return endsDossier ? accept(updated, { type: 'returned', method: 'post', reason: 'result' }) : accept(updated);
}

function same(a: ShipmentEvent, b: ShipmentEvent): boolean {
  return a.state === b.state && a.carrierCode === b.carrierCode && a.occurredAt === b.occurredAt;
}

/** Delivered is the end of a parcel: whatever else arrives afterwards was late. */
function isOlder(report: ShipmentEvent, known: ShipmentEvent): boolean {
  return known.state === 'delivered' || report.occurredAt < known.occurredAt;
}
