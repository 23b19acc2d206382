import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Rejection } from '../../shared/dossier/rejections.ts';
import { type Idempotency, idempotencyRow } from '../../shared/platform/table/idempotency.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { once, putOnce, transact, type Update } from '../../shared/platform/table/write.ts';
import { givesBack, limitOf, quotaReached, takes } from '../../shared/record/quotas.ts';
import type { Endpoint } from './endpoint.ts';
import { changeEndpoint, endpointOf, listEndpoints } from './endpoint-rows.ts';

/** Operations of an agency's system on its own endpoints. */
export type EndpointStore = {
  get(agencyId: string, endpointId: string): Promise<Endpoint | undefined>;
  list(agencyId: string): Promise<readonly Endpoint[]>;
  /** Why the agency may not register another endpoint; checked before anything is created. */
  mayAdd(agencyId: string, at: string): Promise<Rejection | undefined>;
  /** Writes the endpoint, the answer to its registration and the agency's endpoint count in one transaction. */
  add(endpoint: Endpoint, idempotency: Idempotency, answer: unknown): Promise<'added' | 'twin-was-faster' | Rejection>;
  remove(endpoint: Endpoint, at: string): Promise<void>;
  /**
   * Records that the secret is being rotated, before rotating it; repeating the same rotation changes nothing.
   * @returns false while another rotation is in progress: two concurrent ones would each return a secret, but only one is
   *   stored
   */
  beginRotation(endpoint: Endpoint, rotation: string, at: string): Promise<boolean>;
  enable(endpoint: Endpoint): Promise<void>;
  /** Stores the response of a finished request for repetitions. @returns false when a concurrent request stored one first */
  remember(idempotency: Idempotency, answer: unknown, at: string): Promise<boolean>;
};

const shareOf = (agencyId: string, at: string) =>
  ({ quota: 'webhook-endpoints', holder: { of: 'agency', id: agencyId }, at }) as const;

/** A rotation takes a second; a crashed sandbox blocks the next one no longer than this. */
const ROTATION_MS = 30_000;

export function endpointStore(table: Table): EndpointStore {
  const { client, name: TableName } = table;
  const list = (agencyId: string) => listEndpoints(table, agencyId);
  const change = (endpoint: Endpoint, update: Update) => changeEndpoint(table, endpoint, update);

  return {
    list,
    async mayAdd(agencyId, at) {
      const share = shareOf(agencyId, at);
      return (await list(agencyId)).length < limitOf(table, share) ? undefined : quotaReached(table, share);
    },
    async get(agencyId, endpointId) {
      const Key = keys.endpoint(agencyId, endpointId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item && endpointOf(Item);
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
      // If it was already deleted, the count was already decremented.
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
    async enable(endpoint) {
      await change(endpoint, {
        UpdateExpression: 'SET #status = :enabled REMOVE disabledReason, disabledAt, disabling, failingSince',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':enabled': 'enabled' },
      });
    },
    async remember(idempotency, answer, at) {
      return (await putOnce(table, idempotencyRow(idempotency, answer, at))).done;
    },
  };
}
