import { createHash } from 'node:crypto';
import type { Payment } from '../../shared/dossier/commands.ts';
import type { OnlineProvider, PaymentNotice } from '../../shared/payments/provider.ts';
import { keys } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { putOnce, putRow, updateRow } from '../../shared/store/write.ts';

const SOURCE = 'payment';

/** A provider's message about one transaction, kept once under the provider's own number. */
export type KeptNotice = {
  readonly notice: PaymentNotice;
  readonly provider: OnlineProvider;
  readonly dossierId: string;
  /** What the dossier will be told; absent for a payment that failed. */
  readonly payment?: Payment | undefined;
  readonly receivedAt: string;
  /** When the command was on the queue. Absent: it must be sent (again). */
  readonly sentAt?: string | undefined;
};

export type Notices = {
  /** @returns the row that stands: the one given, or the one that was there before. */
  keep(kept: KeptNotice): Promise<KeptNotice>;
  sent(kept: KeptNotice, at: string): Promise<void>;
  /** Keeps a genuine message that cannot be applied, with the reason, for somebody to look at. */
  setAside(provider: OnlineProvider, raw: string, why: string, at: string, notice?: PaymentNotice): Promise<void>;
};

/**
 * A paid transaction has one number at the provider for ever. VNPay gives a failed one the number 0, so those are told
 * apart by our reference and the result.
 */
function messageId({ provider, notice }: Pick<KeptNotice, 'provider' | 'notice'>): string {
  const { paid, transactionId, reference, resultCode } = notice;
  return [provider, ...(paid ? [transactionId] : ['unpaid', reference, transactionId, resultCode])].join('#');
}

export function noticeStore(table: Table): Notices {
  return {
    async keep(kept) {
      const { done, row } = await putOnce(table, { ...keys.inbound(SOURCE, messageId(kept)), ...kept });
      return done ? kept : (row as unknown as KeptNotice);
    },
    async sent(kept, at) {
      await updateRow(table, keys.inbound(SOURCE, messageId(kept)), {
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: { ':at': at },
      });
    },
    async setAside(provider, raw, why, at, notice) {
      const digest = createHash('sha256').update(raw, 'utf8').digest('hex');
      await putRow(table, {
        ...keys.inbound(SOURCE, `aside#${provider}#${digest}`),
        provider,
        why,
        raw,
        notice,
        receivedAt: at,
      });
    },
  };
}
