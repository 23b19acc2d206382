import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Rejection } from '../dossier/rejections.ts';
import { type Idempotency, idempotencyRow } from '../store/idempotency.ts';
import { keys } from '../store/keys.ts';
import { givesBack, limitOf, quotaReached, takes } from '../store/quotas.ts';
import type { Table } from '../store/table.ts';
import { once, putOnce, transact, type Update, updateRow } from '../store/write.ts';
import { type Endpoint, endpointSchema } from './endpoint.ts';

type Disabling = { readonly because: 'gone' | 'failing'; readonly at: string };

export type EndpointStore = {
  get(agencyId: string, endpointId: string): Promise<Endpoint | undefined>;
  list(agencyId: string): Promise<readonly Endpoint[]>;
  /** Those of all agencies: a few at a few of them, and quotas keep them so. */
  all(): Promise<readonly Endpoint[]>;
  /** Why the agency may register no more; asked before anything is made for another one. */
  mayAdd(agencyId: string, at: string): Promise<Rejection | undefined>;
  /** Endpoint, the answer to its registration and the agency's count of them in one write. */
  add(endpoint: Endpoint, idempotency: Idempotency, answer: unknown): Promise<'added' | 'twin-was-faster' | Rejection>;
  remove(endpoint: Endpoint, at: string): Promise<void>;
  /**
   * Says that the secret is being rotated, before it is; a repetition of the same rotation changes nothing.
   * @returns false while another rotation may be under way: two at once would each hand out a secret of which only one
   * is kept.
   */
  beginRotation(endpoint: Endpoint, rotation: string, at: string): Promise<boolean>;
  /** @returns false when it was disabled already. */
  disable(endpoint: Endpoint, disabling: Disabling): Promise<boolean>;
  enable(endpoint: Endpoint): Promise<void>;
  /** Remembers when the present run of failures began. @returns that moment. */
  noteFailure(endpoint: Endpoint, at: string): Promise<string>;
  noteSuccess(endpoint: Endpoint): Promise<void>;
  /** Keeps the answer of a finished request for its repetitions. @returns false when a twin's is kept already. */
  remember(idempotency: Idempotency, answer: unknown, at: string): Promise<boolean>;
};

const shareOf = (agencyId: string, at: string) =>
  ({ quota: 'webhook-endpoints', holder: { of: 'agency', id: agencyId }, at }) as const;

/** A rotation takes a second; a sandbox that died in the middle of one blocks the next no longer than this. */
const ROTATION_MS = 30_000;

export function endpointStore(table: Table): EndpointStore {
  const { client, name: TableName } = table;

  /**
   * Changes an endpoint that exists.
   * @param ours whether what stands is this very change, made by a request whose answer was lost
   * @returns its new attributes, or undefined when the condition did not hold
   */
  async function change(
    { agencyId, endpointId }: Endpoint,
    update: Update,
    ours = (_: Record<string, unknown>) => false,
  ) {
    const { done, row } = await updateRow(table, keys.endpoint(agencyId, endpointId), {
      ReturnValues: 'ALL_NEW',
      ...update,
      ConditionExpression: ['attribute_exists(pk)', update.ConditionExpression].filter(Boolean).join(' AND '),
    });
    return row !== undefined && (done || ours(row)) ? fromRow(row) : undefined;
  }

  /** @param agencyId of one agency; of all unless told */
  async function list(agencyId?: string): Promise<readonly Endpoint[]> {
    const { pk, sk } = keys.endpoint(agencyId ?? '', '');
    const found: Endpoint[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: agencyId === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :agency)',
          ExpressionAttributeValues: { ':pk': pk, ...(agencyId !== undefined && { ':agency': sk }) },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...(page.Items ?? []).map(fromRow));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  }

  return {
    list,
    all: () => list(),
    async mayAdd(agencyId, at) {
      const share = shareOf(agencyId, at);
      return (await list(agencyId)).length < limitOf(table, share) ? undefined : quotaReached(table, share);
    },
    async get(agencyId, endpointId) {
      const Key = keys.endpoint(agencyId, endpointId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item && fromRow(Item);
    },
    async add(endpoint, idempotency, answer) {
      const row = { ...keys.endpoint(endpoint.agencyId, endpoint.endpointId), ...endpoint };
      const request = idempotencyRow(idempotency, answer, endpoint.createdAt);
      const share = shareOf(endpoint.agencyId, endpoint.createdAt);
      const written = await transact(table, [once(table, row), once(table, request), takes(table, share)]);
      if (written.done) return 'added';
      return written.failed.has(0) || written.failed.has(1) ? 'twin-was-faster' : quotaReached(table, share);
    },
    async remove({ agencyId, endpointId }, at) {
      const deleted = {
        TableName,
        Key: keys.endpoint(agencyId, endpointId),
        ConditionExpression: 'attribute_exists(pk)',
      };
      // When it is gone already it was counted then.
      await transact(table, [{ Delete: deleted }, givesBack(table, shareOf(agencyId, at), at)]);
    },
    async beginRotation(endpoint, rotation, at) {
      const begun = { ':rotation': rotation };
      const changed = await change(endpoint, {
        UpdateExpression: 'SET secretRotatedAt = :at, secretVersion = secretVersion + :one, rotation = :rotation',
        ConditionExpression:
          '(attribute_not_exists(secretRotatedAt) OR secretRotatedAt < :settled) AND (attribute_not_exists(rotation) OR rotation <> :rotation)',
        ExpressionAttributeValues: {
          ...begun,
          ':at': at,
          ':one': 1,
          ':settled': new Date(Date.parse(at) - ROTATION_MS).toISOString(),
        },
      });
      if (changed !== undefined) return true;
      const same = await change(endpoint, {
        UpdateExpression: 'SET rotation = :rotation',
        ConditionExpression: 'rotation = :rotation',
        ExpressionAttributeValues: begun,
      });
      return same !== undefined;
    },
    async disable(endpoint, { because, at }) {
      const mark = randomUUID();
      const disabling = {
        UpdateExpression: 'SET #status = :disabled, disabledBecause = :because, disabledAt = :at, disabling = :mark',
        ConditionExpression: '#status = :enabled',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':disabled': 'disabled',
          ':enabled': 'enabled',
          ':because': because,
          ':at': at,
          ':mark': mark,
        },
      };
      const changed = await change(endpoint, disabling, (row) => row.disabling === mark);
      return changed !== undefined;
    },
    async enable(endpoint) {
      await change(endpoint, {
        UpdateExpression: 'SET #status = :enabled REMOVE disabledBecause, disabledAt, disabling, failingSince',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':enabled': 'enabled' },
      });
    },
    async noteFailure(endpoint, at) {
      const changed = await change(endpoint, {
        UpdateExpression: 'SET failingSince = if_not_exists(failingSince, :at)',
        ExpressionAttributeValues: { ':at': at },
      });
      return changed?.failingSince ?? at;
    },
    async noteSuccess(endpoint) {
      await change(endpoint, { UpdateExpression: 'REMOVE failingSince' });
    },
    async remember(idempotency, answer, at) {
      return (await putOnce(table, idempotencyRow(idempotency, answer, at))).done;
    },
  };
}

/** @throws ZodError for a row that is no endpoint; nothing but this store writes one. */
function fromRow(row: Record<string, unknown> | undefined): Endpoint {
  return endpointSchema.parse(row);
}
