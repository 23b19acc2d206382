import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Rejection } from '../../shared/dossier/rejections.ts';
import { type Idempotency, idempotencyRow } from '../../shared/platform/table/idempotency.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { once, transact, updateRow } from '../../shared/platform/table/write.ts';
import { type Holder, quotaReached, takes } from '../../shared/record/quotas.ts';
import type { ProviderName } from './providers/registry.ts';

/** Row kind that maps a payment reference to its dossier. */
export const PAYMENT_REFERENCES = 'payment';

/** One attempt to pay an obligation: row `PAYMENT#<reference>`. */
export type PaymentAttempt = {
  readonly reference: string;
  readonly dossierId: string;
  readonly provider: ProviderName;
  readonly obligationId: string;
  /** Amount due at the time, VND. */
  readonly amount: number;
  readonly createdAt: string;
  /** Until when the provider accepts the payment. */
  readonly payBy: string;
  /** Set once the provider has accepted the payment intent. */
  readonly payUrl?: string | undefined;
  /** The provider was unreachable or refused. */
  readonly failedAt?: string | undefined;
};

export type Opening = 'opened' | 'key-taken' | 'reference-taken' | Rejection;

/** Contents of a payment's idempotency row: the attempt that answers the request. */
export type AttemptAnswer = { readonly dossierId: string; readonly reference: string };

export type Attempts = {
  /** Finds an attempt by its reference; undefined when it is not ours. */
  byReference(reference: string): Promise<PaymentAttempt | undefined>;
  /**
   * Writes the attempt, its reference and the idempotency row in one transaction, and increments the payer's count.
   * @param replaced reference of the failed attempt that this one replaces, under the same key
   */
  open(
    attempt: PaymentAttempt,
    idempotency: Idempotency,
    replaced: string | undefined,
    holder: Holder,
  ): Promise<Opening>;
  started(attempt: PaymentAttempt, payUrl: string): Promise<void>;
  failed(attempt: PaymentAttempt, at: string): Promise<void>;
};

/** Only {@link Attempts.byReference}, for callers that only look up attempts. */
export function attemptByReference({ client, name: TableName }: Table): Attempts['byReference'] {
  const get = async (Key: ReturnType<typeof keys.snapshot>) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  return async (reference) => {
    const lead = await get(keys.reference(PAYMENT_REFERENCES, reference));
    if (lead === undefined) return undefined;
    return (await get(keys.payment(lead.dossierId as string, reference))) as PaymentAttempt | undefined;
  };
}

export function attemptStore(table: Table): Attempts {
  const { name: TableName } = table;

  async function set(attempt: PaymentAttempt, attribute: 'payUrl' | 'failedAt', value: string): Promise<void> {
    const { done } = await updateRow(table, keys.payment(attempt.dossierId, attempt.reference), {
      UpdateExpression: 'SET #attribute = :value',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    });
    if (!done) throw new Error('a payment that was never opened');
  }

  return {
    byReference: attemptByReference(table),
    async open(attempt, idempotency, replaced, holder) {
      const { dossierId, reference, createdAt } = attempt;
      const answer: AttemptAnswer = { dossierId, reference };
      const takesOver = {
        TableName,
        ConditionExpression: 'answer.#reference = :replaced',
        ExpressionAttributeNames: { '#reference': 'reference' },
        ExpressionAttributeValues: { ':replaced': replaced },
      };
      const share = { quota: 'payment-attempts', holder, at: createdAt } as const;
      const request = idempotencyRow(idempotency, answer, createdAt);
      const written = await transact(table, [
        replaced === undefined ? once(table, request) : { Put: { ...takesOver, Item: request } },
        once(table, { ...keys.payment(dossierId, reference), ...attempt }),
        once(table, { ...keys.reference(PAYMENT_REFERENCES, reference), dossierId }),
        takes(table, share),
      ]);
      if (written.done) return 'opened';
      if (written.failed.has(0)) return 'key-taken';
      return written.failed.has(3) ? quotaReached(table, share) : 'reference-taken';
    },
    started: (attempt, payUrl) => set(attempt, 'payUrl', payUrl),
    failed: (attempt, at) => set(attempt, 'failedAt', at),
  };
}
