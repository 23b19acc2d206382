import { expect, it } from 'vitest';
import { sessionStore } from '../../../functions/sessions/store.ts';
import { hashOf } from '../../../shared/platform/identity/session.ts';
import { TableDouble } from '../../shared/platform/delivery/table-double.ts';

/** A session that was read, by a request whose write is still to come. */
async function readSession() {
  const table = new TableDouble();
  const now = { at: Date.parse('2026-11-28T03:00:00.000Z') };
  const store = sessionStore(table.table, () => new Date(now.at));
  const begun = { claims: { sub: 'a' }, person: 'p', device: {}, limits: { idle: 30, total: 600 } };
  const { identifier } = await store.begin(begun);
  const session = await store.find(hashOf(identifier));
  if (session === undefined) throw new Error('it has not begun');
  return { table, now, store, session };
}

it('a sign of the person that comes after the end of the session does not bring it back', async () => {
  const { table, store, session } = await readSession();
  await store.end(session);
  expect(await store.touch(session)).toBeUndefined();
  expect(table.rows.size).toBe(0);
});

it('a sign of the person that comes after the idle limit does not move it', async () => {
  const { table, now, store, session } = await readSession();
  const rows = JSON.stringify([...table.rows]);
  now.at += 30 * 60_000;
  expect(await store.touch(session)).toBeUndefined();
  expect(JSON.stringify([...table.rows])).toBe(rows);
});
