import type { ShipmentEvent } from './commands.ts';
import { accept, type Decision } from './decision.ts';
import { WHENEVER } from './refuse-now.ts';
import { onlySystem } from './rights.ts';
import { ANYWHERE, type CommandOf, NOTHING, rule } from './rule.ts';
import type { Dossier } from './state.ts';

export const SHIPMENT_RULES = {
  'record-shipment-event': rule<'record-shipment-event'>()({
    needs: NOTHING,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: recordShipment,
  }),
};

/**
 * A carrier's report. Reports are duplicated, late and out of order: a duplicate has no effect, an older report is logged
 * without moving the shipment back, and delivery of the result ends a completed dossier.
 */
function recordShipment(dossier: Dossier, { shipment }: CommandOf<'record-shipment-event'>): Decision {
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

/** `delivered` is final: later reports are outdated. */
function isOlder(report: ShipmentEvent, known: ShipmentEvent): boolean {
  return known.state === 'delivered' || report.occurredAt < known.occurredAt;
}
