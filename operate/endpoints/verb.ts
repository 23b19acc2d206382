import { listEndpoints } from '../../functions/webhooks/endpoint-rows.ts';
import type { Verb } from '../verb.ts';

/** Webhook endpoints of agencies with their state. Read-only. */
export const endpoints: Verb = {
  usage: 'endpoints',
  does: "Lists agencies' webhook endpoints: whose, where, and whether they take what they are sent.",
  options: [],
  dryRun: false,
  plan:
    () =>
    async ({ table }) => {
      const all = await listEndpoints(table);
      return {
        data: { endpoints: all },
        lines: all.map(({ endpointId, agencyId, url, status, disabledReason, failingSince }) => {
          const since = failingSince === undefined ? '' : `, failing since ${failingSince}`;
          const why = disabledReason === undefined ? '' : ` (${disabledReason})`;
          return `${endpointId}  ${agencyId}  ${status}${why}${since}  ${url}`;
        }),
      };
    },
};
