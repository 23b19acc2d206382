import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../dossier/commands.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';

/** Source of the rows that store providers' verified callbacks. Only `payment-webhook` may write them. */
export const PAYMENT_NOTICES = 'payment';

/** Content of a verified callback. */
export type PaymentNotice = {
  readonly reference: string;
  readonly transactionId: string;
  /** Merchant account at the provider: if it is not ours, the message is not for us. */
  readonly partner: string;
  /** VND. */
  readonly amount: number;
  readonly currency: string;
  readonly paid: boolean;
  /** The provider's own result codes, joined with `/`. */
  readonly resultCode: string;
  /** Absent when the provider's timestamp cannot be parsed. */
  readonly paidAt?: string | undefined;
};

/** A provider's callback about one transaction, stored once under the provider's own number. */
export type KeptNotice = {
  readonly notice: PaymentNotice;
  /** Name of the provider. */
  readonly provider: string;
  readonly dossierId: string;
  /** The command for the dossier; absent for a failed payment. */
  readonly payment?: Payment | undefined;
  readonly receivedAt: string;
  /** When the command was queued. Absent: it must be sent (again). */
  readonly sentAt?: string | undefined;
};

type Told = Pick<KeptNotice, 'provider' | 'notice'>;

/** Key of a paid transaction. */
export const paidId = ({ provider, notice }: Told): string => `${provider}#${notice.transactionId}`;

/**
 * Key of a callback. A paid transaction has one permanent number at the provider. Failed ones may share a number, so our
 * reference and the result are added.
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
