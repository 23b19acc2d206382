import { CARRIER_REPORTS, type KeptReport } from '../../../shared/partner-messages/carrier-reports.ts';
import { type Kept, keepAgain, quarantine } from '../../../shared/partner-messages/keep-once.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { updateRow } from '../../../shared/platform/table/write.ts';

export type Reports = {
  /**
   * Stores a report unless it exists. A report stored with an obstacle is replaced by the same one without: the order or the
   * code may have become known meanwhile.
   */
  keep(kept: KeptReport): Promise<Kept<KeptReport>>;
  sent(kept: KeptReport, at: string): Promise<void>;
  /** Stores a report whose identifier is already used by another one, with the names of the fields that differ. */
  quarantine(kept: KeptReport, raw: string, differs: readonly string[]): Promise<void>;
};

export function reportStore(table: Table): Reports {
  return {
    keep: (kept) =>
      keepAgain(
        table,
        { source: CARRIER_REPORTS, messageId: kept.messageId },
        kept,
        ({ report }) => report,
        'obstacle',
      ),
    async sent(kept, at) {
      await updateRow(table, keys.inbound(CARRIER_REPORTS, kept.messageId), {
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: { ':at': at },
      });
    },
    quarantine: ({ carrier, messageId, report, receivedAt }, raw, differs) =>
      quarantine(table, CARRIER_REPORTS, carrier, { why: 'conflict', raw, receivedAt, messageId, report, differs }),
  };
}
