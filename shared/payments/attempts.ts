import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Idempotency, idempotencyRow } from '../store/idempotency.ts';
import { keys } from '../store/keys.ts';
import type { Table } from '../store/table.ts';
import type { OnlineProvider } from './provider.ts';

/** Kind of the rows that lead from a payment reference to its dossier. */
const REFERENCE_KIND = 'payment';

/** One try of a payer to pay one obligation: row `PAYMENT#<reference>`. */
export type Attempt = {
  readonly reference: string;
  readonly dossierId: string;
  readonly provider: OnlineProvider;
  readonly obligationId: string;
  /** VND due at the time. */
  readonly amount: number;
  readonly createdAt: string;
  /** Until when the provider takes the payment. */
  readonly payBy: string;
  /** Present once the provider has taken the intent. */
  readonly payUrl?: string | undefined;
  /** The provider could not be asked, or refused. */
  readonly failedAt?: string | undefined;
};

export type Opening = 'opened' | 'key-taken' | 'reference-taken';

/** What the idempotency row of a payment remembers: which attempt answers the request. */
export type AttemptAnswer = { readonly dossierId: string; readonly reference: string };

export type Attempts = {
  /** Leads from the reference alone; undefined when it is not one of ours. */
  byReference(reference: string): Promise<Attempt | undefined>;
  /**
   * Writes the attempt, its reference and the idempotency row in one transaction.
   * @param replaced reference of the failed attempt which this one takes over from, under the same key.
   */
  open(attempt: Attempt, idempotency: Idempotency, replaced: string | undefined): Promise<Opening>;
  started(attempt: Attempt, payUrl: string): Promise<void>;
  failed(attempt: Attempt, at: string): Promise<void>;
};

export function attemptStore({ client, name: TableName }: Table): Attempts {
  const get = async (Key: ReturnType<typeof keys.snapshot>) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  async function set(attempt: Attempt, attribute: 'payUrl' | 'failedAt', value: string): Promise<void> {
    await client.send(
      new UpdateCommand({
        TableName,
        Key: keys.payment(attempt.dossierId, attempt.reference),
        UpdateExpression: 'SET #attribute = :value',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#attribute': attribute },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  }

  return {
    async byReference(reference) {
      const lead = await get(keys.reference(REFERENCE_KIND, reference));
      if (lead === undefined) return undefined;
      return (await get(keys.payment(lead.dossierId as string, reference))) as Attempt | undefined;
    },
    async open(attempt, idempotency, replaced) {
      const { dossierId, reference, createdAt } = attempt;
      const isNew = { TableName, ConditionExpression: 'attribute_not_exists(pk)' };
      const answer: AttemptAnswer = { dossierId, reference };
      const takesOver = {
        TableName,
        ConditionExpression: 'answer.#reference = :replaced',
        ExpressionAttributeNames: { '#reference': 'reference' },
        ExpressionAttributeValues: { ':replaced': replaced },
      };
      const key = replaced === undefined ? isNew : takesOver;
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { ...key, Item: idempotencyRow(idempotency, answer, createdAt) } },
              { Put: { ...isNew, Item: { ...keys.payment(dossierId, reference), ...attempt } } },
              { Put: { ...isNew, Item: { ...keys.reference(REFERENCE_KIND, reference), dossierId } } },
            ],
          }),
        );
        return 'opened';
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const [onKey, ...onReference] = (error.CancellationReasons ?? []).map((reason) => reason.Code);
        if (onKey === 'ConditionalCheckFailed' || onKey === 'TransactionConflict') return 'key-taken';
        if (onReference.includes('ConditionalCheckFailed')) return 'reference-taken';
        throw error;
      }
    },
    started: (attempt, payUrl) => set(attempt, 'payUrl', payUrl),
    failed: (attempt, at) => set(attempt, 'failedAt', at),
  };
}
