import { type Content, type Kept, keepOnce, quarantine } from '../../../shared/partner-messages/keep-once.ts';
import {
  type KeptNotice,
  loadNotice,
  noticeId,
  PAYMENT_NOTICES,
  type PaymentNotice,
  paidId,
} from '../../../shared/partner-messages/payment-notices.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { updateRow } from '../../../shared/platform/table/write.ts';
import type { ProviderName } from '../providers/registry.ts';

/** A genuine message that cannot be applied, kept for an operator. */
export type NoticeAside = {
  readonly provider: ProviderName;
  readonly raw: string;
  readonly why: string;
  readonly receivedAt: string;
  readonly notice?: PaymentNotice | undefined;
  /** For a transaction number already used by another payment: the fields that differ. */
  readonly differs?: readonly string[] | undefined;
};

export type Notices = {
  keep(kept: KeptNotice): Promise<Kept<KeptNotice>>;
  sent(kept: KeptNotice, at: string): Promise<void>;
  quarantine(aside: NoticeAside): Promise<void>;
};

/** Transaction number that VNPay gives to every failed transaction. */
const NO_NUMBER = '0';

/** Without the moment of payment: the platform's clock is ambiguous (`hh`), and a repetition may differ in it. */
const contentOf = ({ notice, dossierId }: KeptNotice): Content => {
  const { reference, partner, amount, currency, paid } = notice;
  return { reference, partner, amount, currency, paid, dossierId };
};

export function noticeStore(table: Table): Notices {
  /** The payment recorded earlier under this number. */
  async function paidBefore(kept: KeptNotice): Promise<KeptNotice | undefined> {
    if (kept.notice.paid || kept.notice.transactionId === NO_NUMBER) return undefined;
    return loadNotice(table, paidId(kept));
  }

  return {
    async keep(kept) {
      const paid = await paidBefore(kept);
      if (paid !== undefined) return { found: 'other', row: paid, differs: ['paid'] };
      return keepOnce(table, { source: PAYMENT_NOTICES, messageId: noticeId(kept) }, kept, contentOf);
    },
    async sent(kept, at) {
      await updateRow(table, keys.inbound(PAYMENT_NOTICES, noticeId(kept)), {
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: { ':at': at },
      });
    },
    quarantine: (aside) => quarantine(table, PAYMENT_NOTICES, aside.provider, aside),
  };
}
