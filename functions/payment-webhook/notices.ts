import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Payment } from '../../shared/dossier/commands.ts';
import type { OnlineProvider, PaymentNotice } from '../../shared/payments/provider.ts';
import { keys } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';

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

export function noticeStore({ client, name: TableName }: Table): Notices {
  return {
    async keep(kept) {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: { ...keys.inbound(SOURCE, messageId(kept)), ...kept },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return kept;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
        return unmarshall(error.Item) as KeptNotice;
      }
    },
    async sent(kept, at) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.inbound(SOURCE, messageId(kept)),
          UpdateExpression: 'SET sentAt = :at',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },
    async setAside(provider, raw, why, at, notice) {
      const digest = createHash('sha256').update(raw, 'utf8').digest('hex');
      const Item = {
        ...keys.inbound(SOURCE, `aside#${provider}#${digest}`),
        provider,
        why,
        raw,
        notice,
        receivedAt: at,
      };
      await client.send(new PutCommand({ TableName, Item }));
    },
  };
}
