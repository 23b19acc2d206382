import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../../shared/dossier/commands.ts';
import type { OnlineProvider, PaymentNotice } from '../../shared/payments/provider.ts';
import { type Content, type Kept, keepOnce, setAside } from '../../shared/store/keep-once.ts';
import { keys } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { updateRow } from '../../shared/store/write.ts';

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

/** A genuine message that cannot be applied, for somebody to look at. */
export type NoticeAside = {
  readonly provider: OnlineProvider;
  readonly raw: string;
  readonly why: string;
  readonly receivedAt: string;
  readonly notice?: PaymentNotice | undefined;
  /** For a transaction number that stands for something else: in which fields. */
  readonly differs?: readonly string[] | undefined;
};

export type Notices = {
  keep(kept: KeptNotice): Promise<Kept<KeptNotice>>;
  sent(kept: KeptNotice, at: string): Promise<void>;
  setAside(aside: NoticeAside): Promise<void>;
};

/** The number VNPay gives to every transaction that failed. */
const NO_NUMBER = '0';

const paidId = ({ provider, notice }: Pick<KeptNotice, 'provider' | 'notice'>) => `${provider}#${notice.transactionId}`;

/**
 * A paid transaction has one number at the provider for ever. Failed ones may share a number, so those are told apart by
 * our reference and the result.
 */
function messageId(kept: Pick<KeptNotice, 'provider' | 'notice'>): string {
  const { paid, transactionId, reference, resultCode } = kept.notice;
  return paid ? paidId(kept) : [kept.provider, 'unpaid', reference, transactionId, resultCode].join('#');
}

/** Not the moment of payment: the platform's clock is ambiguous (`hh`), and a repetition may bring another. */
const contentOf = ({ notice, dossierId }: KeptNotice): Content => {
  const { reference, partner, amount, currency, paid } = notice;
  return { reference, partner, amount, currency, paid, dossierId };
};

export function noticeStore(table: Table): Notices {
  /** What was said to be paid under this number before. */
  async function paidBefore(kept: KeptNotice): Promise<KeptNotice | undefined> {
    if (kept.notice.paid || kept.notice.transactionId === NO_NUMBER) return undefined;
    const Key = keys.inbound(SOURCE, paidId(kept));
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item as KeptNotice | undefined;
  }

  return {
    async keep(kept) {
      const paid = await paidBefore(kept);
      if (paid !== undefined) return { found: 'other', row: paid, differs: ['paid'] };
      return keepOnce(table, { source: SOURCE, messageId: messageId(kept) }, kept, contentOf);
    },
    async sent(kept, at) {
      await updateRow(table, keys.inbound(SOURCE, messageId(kept)), {
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: { ':at': at },
      });
    },
    setAside: (aside) => setAside(table, SOURCE, aside.provider, aside),
  };
}
