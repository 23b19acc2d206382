import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ShipmentEvent } from '../dossier/commands.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';

/** Source of the rows that store carriers' reports. Only `postal-webhook` may write them. */
export const CARRIER_REPORTS = 'post';

/** Why a report cannot be applied yet. */
export type Obstacle = 'unknown-order' | 'unknown-code';

/** One carrier's report about one parcel, in the carrier's own codes. */
export type CarrierReport = {
  readonly orderNumber: string;
  /** As received. */
  readonly carrierCode: string;
  /** The carrier's identifier of the report, if any. */
  readonly reportId?: string | undefined;
  readonly occurredAt?: string | undefined;
};

/** A carrier's report, stored once. */
export type KeptReport = {
  readonly messageId: string;
  readonly carrier: string;
  readonly report: CarrierReport;
  readonly receivedAt: string;
  readonly dossierId?: string | undefined;
  /** The command for the dossier; absent when there is an obstacle. */
  readonly shipment?: ShipmentEvent | undefined;
  readonly obstacle?: Obstacle | undefined;
  /** When the command was queued. Absent with a shipment: it must be sent (again). */
  readonly sentAt?: string | undefined;
};

export async function loadReport({ client, name }: Table, messageId: string): Promise<KeptReport | undefined> {
  const Key = keys.inbound(CARRIER_REPORTS, messageId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as KeptReport | undefined;
}
