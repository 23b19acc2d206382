import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../dossier/commands.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';

/** Source of the rows that providers' verified messages are kept in. Nobody but `payment-webhook` may write one. */
export const PAYMENT_NOTICES = 'payment';

/** What a verified callback says. */
export type PaymentNotice = {
  readonly reference: string;
  readonly transactionId: string;
  /** Whose account at the provider: ours, or the message is not for us. */
  readonly partner: string;
  /** VND. */
  readonly amount: number;
  readonly currency: string;
  readonly paid: boolean;
  /** The provider's own result codes, joined with `/`. */
  readonly resultCode: string;
  /** Absent when the provider's time stamp cannot be read. */
  readonly paidAt?: string | undefined;
};

/** A provider's message about one transaction, kept once under the provider's own number. */
export type KeptNotice = {
  readonly notice: PaymentNotice;
  /** Name of the provider. */
  readonly provider: string;
  readonly dossierId: string;
  /** What the dossier will be told; absent for a payment that failed. */
  readonly payment?: Payment | undefined;
  readonly receivedAt: string;
  /** When the command was on the queue. Absent: it must be sent (again). */
  readonly sentAt?: string | undefined;
};

type Told = Pick<KeptNotice, 'provider' | 'notice'>;

/** Under which a paid transaction is kept. */
export const paidId = ({ provider, notice }: Told): string => `${provider}#${notice.transactionId}`;

/**
 * Under which a notice is kept. A paid transaction has one number at the provider for ever. Failed ones may share a number,
 * so those are told apart by our reference and the result.
 */
export function noticeId(told: Told): string {
  const { paid, transactionId, reference, resultCode } = told.notice;
  return paid ? paidId(told) : [told.provider, 'unpaid', reference, transactionId, resultCode].join('#');
}

export async function loadNotice({ client, name }: Table, messageId: string): Promise<KeptNotice | undefined> {
  const Key = keys.inbound(PAYMENT_NOTICES, messageId);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item as KeptNotice | undefined;
}
