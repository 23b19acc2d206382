import { listEndpoints } from '../../functions/webhooks/endpoint-rows.ts';
import { toPublicEvent } from '../../shared/dossier/public-event.ts';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import { type CursorRow, readCursor } from '../../shared/platform/delivery/cursors.ts';
import { readLog } from '../../shared/platform/delivery/event-log.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { UsageError, type Verb } from '../verb.ts';

/** What happened to one dossier and who was told of it: codes and moments as they are published, and no person. Reads only. */
export const log: Verb = {
  usage: 'log <dossierId>',
  does: 'Shows the events of a dossier and how far each destination has been told. Personal data is not shown.',
  options: [],
  dryRun: false,
  plan: ({ words }) => {
    const [dossierId] = words;
    if (dossierId === undefined || words.length > 1) throw new UsageError('Name one dossier by its dossierId.');
    return async ({ province, table }) => {
      const events = (await readLog(table, dossierId)).map((event) => ({
        ...toPublicEvent(event, province.slug),
        by: event.actor.kind,
      }));
      const deliveries = await deliveriesOf(table, dossierId);
      const lines = [
        ...events.map(({ time, data, type, by }) => {
          const { version, status, agencyId } = data;
          return `${String(version).padStart(4)}  ${time}  ${type.split('.')[2]?.padEnd(26)}  ${status}  ${agencyId}  by ${by}`;
        }),
        ...deliveries.map(({ destination, sent, blocked }) => {
          const how = blocked === undefined ? '' : `, blocked at ${blocked.version}: ${blocked.cause}`;
          return `told ${destination}: up to ${sent}${how}`;
        }),
      ];
      if (events.length === 0)
        return { data: { events, deliveries }, failed: true, lines: [`No dossier ${dossierId}.`] };
      return { data: { events, deliveries }, lines };
    };
  },
};

async function deliveriesOf(table: Table, dossierId: string) {
  const endpoints = await listEndpoints(table);
  const destinations = [NATIONAL_PORTAL, ...endpoints.map(({ endpointId }) => `webhook:${endpointId}`)];
  const cursors = await Promise.all(
    destinations.map(async (destination) => ({ destination, row: await readCursor(table, dossierId, destination) })),
  );
  return cursors.flatMap(({ destination, row }) => (row === undefined ? [] : [{ destination, ...standing(row) }]));
}

const standing = ({ sent = 0, blockedVersion, blockedCause = '' }: CursorRow) => ({
  sent,
  ...(blockedVersion !== undefined && { blocked: { version: blockedVersion, cause: blockedCause } }),
});
