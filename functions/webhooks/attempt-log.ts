import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { keys } from '../../shared/platform/table/keys.ts';
import { type Page, type PageKey, type Paging, startAfter } from '../../shared/platform/table/page.ts';
import { expiresAt, type Table } from '../../shared/platform/table/table.ts';
import { putRow } from '../../shared/platform/table/write.ts';

const KEPT_DAYS = 30;

/**
 * One delivery attempt, as shown to the agency that owns the endpoint. Only the status of the response is stored. `disabled` is
 * not an attempt but the notice that the endpoint was disabled.
 */
export const attemptSchema = z.object({
  at: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  outcome: z.enum(['delivered', 'refused', 'gone', 'no-answer', 'url-refused', 'disabled']),
  /** HTTP status of the response, if there was one. */
  status: z.optional(z.int()),
  /** `timeout`, a network error code, a URL fault, or why the endpoint was disabled. */
  cause: z.optional(z.string()),
  /** `Retry-After` of the receiver (429, 503) as far as it is honoured, seconds. */
  retryAfter: z.optional(z.int()),
  durationMs: z.int(),
});
export type DeliveryAttempt = z.infer<typeof attemptSchema>;

export type AttemptLog = {
  add(endpointId: string, attempt: DeliveryAttempt): Promise<void>;
};

/** Entries of the attempt log, for the agency to read. */
export type AttemptPages = {
  /** Newest first. @throws CursorError */
  list(endpointId: string, paging: Paging): Promise<Page<DeliveryAttempt>>;
};

/** Stored form. The outcome is part of the key because the notice may have the same millisecond as the attempt. */
export const attemptRow = (endpointId: string, attempt: DeliveryAttempt) => ({
  ...keys.attempt(endpointId, attempt.at, `${attempt.eventId}#${attempt.outcome}`),
  attempt,
  expiresAt: expiresAt(attempt.at, KEPT_DAYS),
});

export const attemptLog = (table: Table): AttemptLog => ({
  add: (endpointId, attempt) => putRow(table, attemptRow(endpointId, attempt)),
});

export function attemptPages(table: Table): AttemptPages {
  return {
    async list(endpointId, { limit, after }) {
      const { pk } = keys.attempt(endpointId, '', '');
      const answer = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: startAfter(after, { pk }, { sk: '' }),
        }),
      );
      const items = (answer.Items ?? []).map((item) => item.attempt as DeliveryAttempt);
      return { items, next: answer.LastEvaluatedKey as PageKey | undefined };
    },
  };
}
