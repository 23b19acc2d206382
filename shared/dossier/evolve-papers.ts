import type { DossierEvent } from './events.ts';
import type { HandedOver } from './handed-over.ts';
import { MOST_SHIPMENTS } from './limits.ts';
import type { Dossier, Shipment } from './state.ts';

type ShipmentUpdate = Extract<DossierEvent, { type: 'shipment-updated' }>;

/** The whole list at acceptance. The signature of a postal hand-over record is the submission (Decision 45/2016/QĐ-TTg). */
export function submission(handed: HandedOver | undefined): Partial<Dossier> {
  if (handed === undefined) return {};
  const { papers, sets, record } = handed;
  return { handedOver: { papers, sets, record }, ...(record !== undefined && { submittedAt: record.signedAt }) };
}

/** A superseded report changes at most the moment of the first one. */
export function shipmentsAfter({ shipments }: Dossier, { shipment, superseded }: ShipmentUpdate): readonly Shipment[] {
  const known = shipments.find((s) => s.shipmentId === shipment.shipmentId);
  const first = known?.registeredAt ?? known?.occurredAt ?? shipment.occurredAt;
  const registeredAt = shipment.occurredAt < first ? shipment.occurredAt : first;
  if (superseded) return shipments.map((s) => (s === known ? { ...s, registeredAt } : s));
  const others = shipments.filter((s) => s !== known);
  return [...others, { ...shipment, registeredAt }].slice(-MOST_SHIPMENTS);
}
