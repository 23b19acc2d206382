import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ShipmentEvent } from '../dossier/commands.ts';
import { keys } from '../platform/table/keys.ts';
import { LEASE, type Lease, type Leased, leased, takeLease, whileLeased } from '../platform/table/lease.ts';
import type { Table } from '../platform/table/table.ts';
import { once, transact, updateRow } from '../platform/table/write.ts';

/** Kind of the rows that map an order number to its dossier. */
export const SHIPMENT_REFERENCES = 'shipment';

/** One parcel: row `SHIPMENT#<orderNumber>` of its dossier. */
export type ShipmentRow = Leased & {
  readonly orderNumber: string;
  readonly dossierId: string;
  readonly carrier: string;
  readonly direction: 'inbound' | 'outbound';
  readonly createdAt: string;
  readonly orderedAt?: string | undefined;
  readonly carrierNumber?: string | undefined;
};

/** The ordered parcel's command for its dossier: the same on every retry. */
export const orderOf = ({ orderNumber, direction, carrier, createdAt }: ShipmentRow): ShipmentEvent => ({
  shipmentId: orderNumber,
  direction,
  carrier,
  state: 'registered',
  carrierCode: 'ordered',
  // When the row was created, not when an attempt succeeded. Whole seconds, as carriers use, so that none of their reports
  // looks older than the order.
  occurredAt: new Date(Math.floor(Date.parse(createdAt) / 1000) * 1000).toISOString(),
});

export async function loadShipment({ client, name }: Table, dossierId: string, orderNumber: string) {
  const Key = keys.shipment(dossierId, orderNumber);
  return (await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }))).Item as
    | ShipmentRow
    | undefined;
}

/** The parcel of an order number, and so its dossier. */
export const shipmentByNumber =
  (table: Table) =>
  async (orderNumber: string): Promise<ShipmentRow | undefined> => {
    const Key = keys.reference(SHIPMENT_REFERENCES, orderNumber);
    const { Item: lead } = await table.client.send(
      new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
    );
    return lead && loadShipment(table, lead.dossierId as string, orderNumber);
  };

export type Shipments = {
  byOrderNumber(orderNumber: string): Promise<ShipmentRow | undefined>;
  /**
   * Writes the row and the mapping to the dossier in one transaction, or takes over an expired lease. The lease holder calls
   * the carrier.
   * @returns the row, which shows whether the parcel is ordered; undefined when another worker is ordering it now.
   */
  claim(row: ShipmentRow, lease: Lease): Promise<ShipmentRow | undefined>;
  ordered(row: ShipmentRow, at: string, carrierNumber: string | undefined): Promise<void>;
  /** Releases the lease, so that the next attempt need not wait for its expiry. */
  release(row: ShipmentRow, lease: Lease): Promise<void>;
};

export function shipmentStore(table: Table): Shipments {
  const keyOf = ({ dossierId, orderNumber }: ShipmentRow) => keys.shipment(dossierId, orderNumber);

  async function takeOver(row: ShipmentRow, lease: Lease): Promise<ShipmentRow | undefined> {
    const taken = await takeLease(table, keyOf(row), lease, { conditions: ['attribute_not_exists(orderedAt)'] });
    // Without the lease: already ordered, or being ordered now.
    return taken.done || taken.row?.orderedAt !== undefined ? (taken.row as ShipmentRow) : undefined;
  }

  const set = async (row: ShipmentRow, UpdateExpression: string, values: Record<string, string>) => {
    await updateRow(table, keyOf(row), { UpdateExpression, ExpressionAttributeValues: values });
  };

  return {
    byOrderNumber: shipmentByNumber(table),
    async claim(row, lease) {
      const { dossierId, orderNumber } = row;
      const shipment = once(table, { ...keyOf(row), ...row, ...leased(lease) });
      const lead = once(table, { ...keys.reference(SHIPMENT_REFERENCES, orderNumber), dossierId });
      return (await transact(table, [shipment, lead])).done ? row : takeOver(row, lease);
    },
    ordered: (row, at, carrierNumber) =>
      carrierNumber === undefined
        ? set(row, 'SET orderedAt = :at', { ':at': at })
        : set(row, 'SET orderedAt = :at, carrierNumber = :number', { ':at': at, ':number': carrierNumber }),
    async release(row, { owner }) {
      await updateRow(table, keyOf(row), whileLeased(owner, { UpdateExpression: `REMOVE ${LEASE}` }));
    },
  };
}
