import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { holdsDeadLetters, readQueues } from '../queues.ts';
import type { Verb } from '../verb.ts';

/** Queues, dead letters, and whether the national portal is being spared. Reads only. */
export const status: Verb = {
  usage: 'status',
  does: 'Says what waits in each queue, what lies among dead letters, and whether calls to the national portal are held back.',
  options: [],
  dryRun: false,
  plan:
    () =>
    async ({ province, table, queues }) => {
      const all = await readQueues(queues, province.slug);
      const { client, name: TableName } = table;
      const breaker = (await client.send(new GetCommand({ TableName, Key: keys.breaker(NATIONAL_PORTAL) }))).Item;
      const openUntil = typeof breaker?.openUntil === 'number' ? breaker.openUntil : 0;
      const heldBack = openUntil > Date.now();
      const dead = all.filter((queue) => holdsDeadLetters(queue) && queue.waiting + queue.inFlight > 0);
      const data = {
        queues: all.map(({ url: _, ...queue }) => queue),
        nationalPortal: heldBack ? { heldBackUntil: new Date(openUntil).toISOString() } : { heldBack: false },
      };
      const width = Math.max(...all.map(({ name }) => name.length), 5);
      return {
        data,
        failed: dead.length > 0,
        lines: [
          `${'queue'.padEnd(width)}  waiting  in flight  delayed`,
          ...all.map(({ name, waiting, inFlight, delayed }) => {
            const numbers = `${`${waiting}`.padStart(7)}  ${`${inFlight}`.padStart(9)}  ${`${delayed}`.padStart(7)}`;
            return `${name.padEnd(width)}  ${numbers}`;
          }),
          heldBack
            ? `Calls to the national portal are held back until ${new Date(openUntil).toISOString()}.`
            : 'Calls to the national portal go out.',
          dead.length === 0
            ? 'No dead letters.'
            : `Dead letters in ${dead.map(({ name }) => name).join(', ')}: each is a dossier that stands still.`,
        ],
      };
    },
};
