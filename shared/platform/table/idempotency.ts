import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys } from './keys.ts';
import { expiresAt, type Table } from './table.ts';

/** Identity of a request. `scope` separates callers' keys from each other. */
export type Idempotency = {
  readonly scope: string;
  readonly key: string;
  /** Hash of the request: the same key with another body is a caller error. */
  readonly bodyHash: string;
};

/** Longer than any sender retries. Days. */
const KEPT_DAYS = 14;

export type Replay<A> = { readonly found: 'same'; readonly answer: A } | { readonly found: 'other' };

export function idempotencyRow<A>(idempotency: Idempotency, answer: A, now: string): Key & Record<string, unknown> {
  return {
    ...keys.idempotency(idempotency.scope, idempotency.key),
    bodyHash: idempotency.bodyHash,
    answer,
    expiresAt: expiresAt(now, KEPT_DAYS),
  };
}

/** Content of the idempotency row of a request with the same key. */
export function replayOf<A>(row: Record<string, unknown>, idempotency: Idempotency): Replay<A> {
  return row.bodyHash === idempotency.bodyHash ? { found: 'same', answer: row.answer as A } : { found: 'other' };
}

export async function findReplay<A>({ client, name }: Table, idempotency: Idempotency): Promise<Replay<A> | undefined> {
  const Key = keys.idempotency(idempotency.scope, idempotency.key);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item && replayOf(Item, idempotency);
}
