import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import { readCursor, rewind as rewindCursor } from '../../shared/platform/delivery/cursors.ts';
import { readQueues } from '../queues.ts';
import { UsageError, type Verb } from '../verb.ts';

/** Queue of the worker that delivers to a destination. */
function workerOf(destination: string | undefined): string {
  if (destination === NATIONAL_PORTAL) return 'national-portal-sync';
  if (destination !== undefined && /^webhook:[0-9a-f-]{36}$/.test(destination)) return 'webhook-delivery';
  throw new UsageError(`The destination is ${NATIONAL_PORTAL} or webhook:<endpointId>.`);
}

/** Resends a dossier to a destination, or skips events that it will never accept. */
export const rewind: Verb = {
  usage: 'rewind national-portal|webhook:<endpointId> --dossier <dossierId> --to <version>',
  does: 'Tells a destination everything of a dossier after a version again (0: all of it); a later one skips what it will never take.',
  options: ['dossier', 'to'],
  dryRun: true,
  plan: ({ words, options: { dossier, to = '' }, dryRun }) => {
    const [destination, ...more] = words;
    const worker = workerOf(destination);
    if (dossier === undefined || more.length > 0 || !/^\d{1,8}$/.test(to)) {
      throw new UsageError('Say --dossier with an id and --to with a version, 0 for all of it.');
    }
    return async ({ table, queues, province }) => {
      const name = destination as string;
      const before = await readCursor(table, dossier, name);
      const had = before?.sent ?? 0;
      const blocked = before?.blockedCause === undefined ? '' : `, and was blocked: ${before.blockedCause}`;
      if (!dryRun) {
        const queue = (await readQueues(queues, province.slug)).find((one) => one.name === worker);
        if (queue === undefined) throw new Error(`${province.name} has no queue ${worker}.`);
        await rewindCursor(table, dossier, name, Number(to));
        // A rewind sends nothing by itself.
        const MessageBody = JSON.stringify({ dossierId: dossier });
        await queues.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
      }
      const how = dryRun ? 'would be told again' : 'is told again';
      return {
        data: { destination: name, dossierId: dossier, had, to: Number(to), done: !dryRun },
        lines: [`${name} had ${dossier} up to ${had}${blocked}. It ${how} from after ${to}.`],
      };
    };
  },
};
