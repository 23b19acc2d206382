import type { ShipmentEvent } from '../../shared/dossier/commands.ts';
import type { CarrierReport } from '../../shared/postal/carrier.ts';
import { type Kept, keepOnce, setAside } from '../../shared/store/keep-once.ts';
import { keys } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { updateRow } from '../../shared/store/write.ts';

const SOURCE = 'post';

/** Why a report cannot be applied for now. */
export type Obstacle = 'unknown-order' | 'unknown-code';

/** A carrier's report, kept once. */
export type KeptReport = {
  readonly messageId: string;
  readonly carrier: string;
  readonly report: CarrierReport;
  readonly receivedAt: string;
  readonly dossierId?: string | undefined;
  /** What the dossier will be told; absent when there is an obstacle. */
  readonly shipment?: ShipmentEvent | undefined;
  readonly obstacle?: Obstacle | undefined;
  /** When the command was on the queue. Absent with a shipment: it must be sent (again). */
  readonly sentAt?: string | undefined;
};

export type Reports = {
  /**
   * Keeps a report unless it is there already. One kept with an obstacle gives way to the same one without: the order or
   * the code may have become known in the meantime.
   */
  keep(kept: KeptReport): Promise<Kept<KeptReport>>;
  sent(kept: KeptReport, at: string): Promise<void>;
  /** Keeps a report whose identifier stands for another one, with the names of the fields that differ. */
  setAside(kept: KeptReport, raw: string, differs: readonly string[]): Promise<void>;
};

export function reportStore(table: Table): Reports {
  return {
    keep: (kept) =>
      keepOnce(table, { source: SOURCE, messageId: kept.messageId }, kept, ({ report }) => report, 'obstacle'),
    async sent(kept, at) {
      await updateRow(table, keys.inbound(SOURCE, kept.messageId), {
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: { ':at': at },
      });
    },
    setAside: ({ carrier, messageId, report, receivedAt }, raw, differs) =>
      setAside(table, SOURCE, carrier, { why: 'conflict', raw, receivedAt, messageId, report, differs }),
  };
}
