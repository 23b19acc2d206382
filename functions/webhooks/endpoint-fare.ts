import { randomUUID } from 'node:crypto';
import type { Table } from '../../shared/platform/table/table.ts';
import type { Endpoint } from './endpoint.ts';
import { changeEndpoint, listEndpoints } from './endpoint-rows.ts';

type ToChange = Parameters<typeof changeEndpoint> extends [Table, ...infer Rest] ? Rest : never;
type Disabling = { readonly reason: 'gone' | 'failing'; readonly at: string };

/** Health of endpoints, read and written by the delivery function. */
export type EndpointFare = {
  /** Endpoints of all agencies: quotas keep the number small. */
  all(): Promise<readonly Endpoint[]>;
  /** @returns false when it was already disabled */
  disable(endpoint: Endpoint, disabling: Disabling): Promise<boolean>;
  /** Records the start of the current run of failures. @returns that moment */
  noteFailure(endpoint: Endpoint, at: string): Promise<string>;
  noteSuccess(endpoint: Endpoint): Promise<void>;
};

export function endpointFare(table: Table): EndpointFare {
  const change = (...[endpoint, update, ours]: ToChange) => changeEndpoint(table, endpoint, update, ours);

  return {
    all: () => listEndpoints(table),
    async disable(endpoint, { reason, at }) {
      const mark = randomUUID();
      const disabling = {
        UpdateExpression: 'SET #status = :disabled, disabledReason = :reason, disabledAt = :at, disabling = :mark',
        ConditionExpression: '#status = :enabled',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':disabled': 'disabled',
          ':enabled': 'enabled',
          ':reason': reason,
          ':at': at,
          ':mark': mark,
        },
      };
      const changed = await change(endpoint, disabling, (row) => row.disabling === mark);
      return changed !== undefined;
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
  };
}
