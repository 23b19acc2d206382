import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ShipmentEvent } from '../dossier/commands.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { once, transact, updateRow } from '../platform/table/write.ts';

/** Kind of the rows that lead from an order number to its dossier. */
export const SHIPMENT_REFERENCES = 'shipment';

/** One parcel: row `SHIPMENT#<orderNumber>` of its dossier. */
export type ShipmentRow = {
  readonly orderNumber: string;
  readonly dossierId: string;
  readonly carrier: string;
  readonly direction: 'inbound' | 'outbound';
  readonly createdAt: string;
  /** Whoever holds the claim asks the carrier; nobody else does before this moment. */
  readonly claimedUntil: string;
  readonly orderedAt?: string | undefined;
  readonly carrierNumber?: string | undefined;
};

/** What a parcel that was ordered tells its dossier: the same on every repetition. */
export const orderOf = ({ orderNumber, direction, carrier, createdAt }: ShipmentRow): ShipmentEvent => ({
  shipmentId: orderNumber,
  direction,
  carrier,
  state: 'registered',
  carrierCode: 'ordered',
  // The beginning of the row, not of the try that succeeded. Whole seconds, as carriers count, so that no report of theirs
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
   * Makes the row and the way back to the dossier in one transaction, or takes over a claim that has ended.
   * @returns undefined when somebody else is ordering this parcel now.
   */
  claim(row: ShipmentRow, now: string): Promise<ShipmentRow | undefined>;
  ordered(row: ShipmentRow, at: string, carrierNumber: string | undefined): Promise<void>;
  /** Gives the claim back, so that the next try need not wait for its end. */
  release(row: ShipmentRow, now: string): Promise<void>;
};

export function shipmentStore(table: Table): Shipments {
  async function takeOver(row: ShipmentRow, now: string): Promise<ShipmentRow | undefined> {
    const taken = await updateRow(table, keys.shipment(row.dossierId, row.orderNumber), {
      UpdateExpression: 'SET claimedUntil = :until',
      ConditionExpression: 'claimedUntil <= :now AND attribute_not_exists(orderedAt)',
      ExpressionAttributeValues: { ':until': row.claimedUntil, ':now': now },
      ReturnValues: 'ALL_NEW',
    });
    // Without the claim: ordered by somebody, or being ordered now.
    return taken.done || taken.row?.orderedAt !== undefined ? (taken.row as ShipmentRow) : undefined;
  }

  const set = async (row: ShipmentRow, UpdateExpression: string, values: Record<string, string>) => {
    const key = keys.shipment(row.dossierId, row.orderNumber);
    await updateRow(table, key, { UpdateExpression, ExpressionAttributeValues: values });
  };

  return {
    byOrderNumber: shipmentByNumber(table),
    async claim(row, now) {
      const { dossierId, orderNumber } = row;
      const shipment = once(table, { ...keys.shipment(dossierId, orderNumber), ...row });
      const lead = once(table, { ...keys.reference(SHIPMENT_REFERENCES, orderNumber), dossierId });
      return (await transact(table, [shipment, lead])).done ? row : takeOver(row, now);
    },
    ordered: (row, at, carrierNumber) =>
      carrierNumber === undefined
        ? set(row, 'SET orderedAt = :at', { ':at': at })
        : set(row, 'SET orderedAt = :at, carrierNumber = :number', { ':at': at, ':number': carrierNumber }),
    release: (row, now) => set(row, 'SET claimedUntil = :now', { ':now': now }),
  };
}
