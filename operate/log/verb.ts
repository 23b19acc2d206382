import { listEndpoints } from '../../functions/webhooks/endpoint-rows.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { toPublicEvent } from '../../shared/dossier/public-event.ts';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import { type CursorRow, readCursor } from '../../shared/platform/delivery/cursors.ts';
import { readLog } from '../../shared/platform/delivery/event-log.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { line } from '../../shared/values.ts';
import { type Asked, UsageError, type Verb } from '../verb.ts';
import { auditReading } from './audit.ts';

/** Minimum length of a reason, characters. */
const SHORTEST_REASON = 10;

/** Events of one dossier and the progress of each destination. Read-only. */
export const log: Verb = {
  usage: 'log <dossierId> [--with-personal-data --reason "…"]',
  does: 'Shows the events of a dossier and how far each destination is told; personal data only for a reason, which is audited.',
  options: ['reason'],
  flags: ['with-personal-data'],
  dryRun: false,
  plan: (asked) => {
    const [dossierId] = asked.words;
    if (dossierId === undefined || asked.words.length > 1) throw new UsageError('Name one dossier by its dossierId.');
    const reason = reasonOf(asked);
    return async (context) => {
      const { province, table } = context;
      const recorded = await readLog(table, dossierId);
      const events = recorded.map((event) => ({ ...toPublicEvent(event, province.slug), by: event.actor.kind }));
      const deliveries = await deliveriesOf(table, dossierId);
      if (events.length === 0)
        return { data: { events, deliveries }, failed: true, lines: [`No dossier ${dossierId}.`] };
      // Write the audit entry before showing anything: no read may stay unrecorded.
      if (reason !== undefined) await auditReading(context, { dossierId, reason });
      const inFull = reason === undefined ? [] : recorded;
      const lines = [
        ...events.flatMap(({ time, data, type, by, correlationid = '-' }, index) => {
          const { version, status, agencyId } = data;
          const what = `${String(version).padStart(4)}  ${time}  ${type.split('.')[2]?.padEnd(26)}`;
          return [`${what}  ${status}  ${agencyId}  by ${by}  ${correlationid}`, ...contentOf(inFull[index])];
        }),
        ...deliveries.map(({ destination, sent, blocked }) => {
          const how = blocked === undefined ? '' : `, blocked at ${blocked.version}: ${blocked.cause}`;
          return `told ${destination}: up to ${sent}${how}`;
        }),
      ];
      return { data: { events, deliveries, ...(reason !== undefined && { recorded }) }, lines };
    };
  },
};

/** @returns the reason for reading personal data; undefined when not requested */
function reasonOf({ flags, options: { reason } }: Asked): string | undefined {
  if (flags.has('with-personal-data') !== (reason !== undefined)) {
    throw new UsageError(
      'Personal data needs both --with-personal-data and a --reason, which is kept in the audit trail.',
    );
  }
  if (reason === undefined) return undefined;
  const said = line(200).safeParse(reason);
  if (said.success && said.data.length >= SHORTEST_REASON) return said.data;
  throw new UsageError(`The reason is one line of ${SHORTEST_REASON} to 200 characters, without personal data.`);
}

const contentOf = (event: RecordedEvent | undefined): readonly string[] =>
  event === undefined ? [] : [`      ${JSON.stringify(event)}`];

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
