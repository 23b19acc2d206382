import { breaker } from '../../../shared/platform/delivery/breaker.ts';
import { cursors, rewind } from '../../../shared/platform/delivery/cursors.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { leased as leasedBy, takeLease } from '../../../shared/platform/table/lease.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putRow } from '../../../shared/platform/table/write.ts';

import { ID, lease } from './samples.ts';
import { simple, type Writer } from './writer.ts';

/** An open breaker whose rest is over. */
const openBreaker = (table: Table) => putRow(table, { ...keys.breaker('post'), openUntil: 1, opens: 1, failures: 5 });
const cursor = (table: Table) => cursors(table, ID, 'test');
const leased = (table: Table) => cursor(table).acquire({ dossierId: ID }, { owner: 'me', now: 1_000, until: 9_000 });
const lostLease = { threw: 'LeaseLostError', busy: false };
const whileHeld = (
  write: (held: ReturnType<typeof cursor>) => Promise<unknown>,
  afterLostAnswer?: unknown,
): Writer => ({
  file: 'shared/platform/delivery/cursors.ts',
  prepare: leased,
  write: (table) => write(cursor(table)),
  ...(afterLostAnswer !== undefined && { afterLostAnswer }),
});

/** Writes of deliveries: leases, cursors, breakers. */
export const DELIVERY_WRITERS: Readonly<Record<string, Writer>> = {
  'a lease': {
    ...whileHeld((held) => held.acquire({ dossierId: ID, version: 3 }, { owner: 'me', now: 1_000, until: 9_000 })),
    prepare: async () => undefined,
    // Whether another worker held it before is not known any more.
    afterLostAnswer: { state: 'held', owner: 'me', sent: 0, attempts: 0, inDoubt: true, doubtUntil: 0, wanted: 0 },
  },
  'a cursor advanced': whileHeld((held) => held.advance('me', 3, 9_000)),
  'a cursor finished': whileHeld((held) => held.finish('me', 3), lostLease),
  'a cursor released': whileHeld((held) => held.release('me'), lostLease),
  'a cursor failed': whileHeld(
    (held) => held.fail('me', { attempts: 1, notBefore: 5_000, inDoubt: true, cause: 'down', by: 'm-3' }),
    lostLease,
  ),
  'a cursor blocked': whileHeld((held) => held.block('me', 3, 'refused'), lostLease),
  'a cursor rewound': simple('shared/platform/delivery/cursors.ts', (table) => rewind(table, ID, 'test', 0), {
    prepare: leased,
  }),
  'a notification that waits': whileHeld((held) => held.mustWait(3, { id: 'm-3' }, 1_000, 9_000)),
  'a notification dropped': simple(
    'shared/platform/delivery/cursors.ts',
    (table) => cursor(table).mustWait(4, { id: 'm-4' }, 1_000, 9_000),
    {
      prepare: (table: Table) => cursor(table).mustWait(3, { id: 'm-3' }, 1_000, 9_000),
    },
  ),
  'a breaker’s probe': simple(
    'shared/platform/delivery/breaker.ts',
    (table) =>
      breaker(
        table,
        'post',
        () => 1_000,
        () => 'me',
      ).probe(),
    { prepare: openBreaker },
  ),
  'the lease of a row': simple(
    'shared/platform/table/lease.ts',
    (table) => takeLease(table, keys.heartbeat(), lease),
    // The worker recognises its lease by its own mark, but the previous holder is unknown.
    { afterLostAnswer: { done: true, row: { ...keys.heartbeat(), ...leasedBy(lease) } } },
  ),
  'a failure of a destination': simple(
    'shared/platform/delivery/breaker.ts',
    (table) => breaker(table, 'post', () => 1_000).failed(),
    {
      repeats: true,
    },
  ),
};
