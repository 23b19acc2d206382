import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCursor } from '../../../shared/platform/delivery/cursors.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { environment, eventually, table } from '../kit.ts';
import { filed, parked, put } from './kit.ts';
import { operate } from './operate-kit.ts';
import { linesOf } from './traces.ts';

type Line = { readonly what: string; readonly verdict: string; readonly says: string };
type Status = { readonly queues: readonly { name: string }[]; readonly verdicts: readonly Line[] };
type Found = {
  readonly done: number;
  readonly found: readonly { queue: string; cause: string; id: string; body: string }[];
};

describe('the operator', () => {
  it('sees every queue, with what waits in it', async () => {
    const { data } = await operate<Status>('status');
    const names = data.queues.map(({ name }) => name);
    expect(names).toContain('transitions.fifo');
    expect(names).toContain('postal-orders-dead-letters');
    expect(names.length).toBeGreaterThan(20);
  });

  it('sees how far the relay is, and what was deployed last', async () => {
    const beat = { ...keys.heartbeat(), at: new Date().toISOString() };
    await table.client.send(new PutCommand({ TableName: table.name, Item: beat }));
    const lines = async () => new Map((await operate<Status>('status')).data.verdicts.map((line) => [line.what, line]));
    await eventually(
      'the relay has said how far it is',
      async () => (await lines()).get('relay lag')?.verdict === 'ok',
    );
    const found = await lines();
    expect(found.get('relay lag')?.says).toMatch(/^\d+ s behind at /);
    expect(found.get('portal breaker')?.verdict).toBe('ok');
    expect(found.get('last deployment')).toMatchObject({
      verdict: 'ok',
      says: expect.stringMatching(/^20\d\d-.*, motcua-.*, commit not told$/),
    });
    expect(found.has('portal lag')).toBe(true);
  });

  it('reads what happened to a dossier, and nothing of a person', async () => {
    const walk = await filed('birth', 'cong-dan-an');
    const { code, data } = await operate<{ events: readonly { type: string; subject: string; by: string }[] }>(
      'log',
      walk.dossierId,
    );
    expect(code).toBe(0);
    expect(data.events.map(({ type }) => type)).toEqual([
      'motcua.dossier.draft-created.v1',
      'motcua.dossier.submitted.v1',
    ]);
    expect(data.events[0]).toMatchObject({ subject: walk.dossierId, by: 'officer' });
    const said = JSON.stringify(data);
    for (const personal of [walk.citizen.HoVaTen, walk.citizen.SoDinhDanh]) expect(said).not.toContain(personal);
    expect((await operate('log', randomUUID())).code).toBe(1);
  });

  it('reads of a person for a reason, which is in the audit trail first', async () => {
    const walk = await filed('birth', 'cong-dan-an');
    const reason = `Sự cố ${randomUUID()}`;
    const asked = ['log', walk.dossierId, '--with-personal-data', '--reason', reason];
    const { code, stdout } = await operate(...asked);
    expect(code).toBe(0);
    expect(stdout).toContain(walk.citizen.SoDinhDanh);
    const trail = await linesOf(`/motcua/${environment.province}/operate`);
    const own = trail.filter((text) => text.includes(reason)).map((text) => JSON.parse(text) as object);
    expect(own).toEqual([
      expect.objectContaining({
        audit: true,
        dossierId: walk.dossierId,
        reason,
        accessKeyId: 'local',
        service: 'operate',
      }),
    ]);
    for (const personal of [walk.citizen.HoVaTen, walk.citizen.SoDinhDanh])
      expect(trail.join()).not.toContain(personal);
  });

  describe('and a message that was parked', () => {
    const unknownDossier = randomUUID();
    const body = JSON.stringify({ detail: { data: { dossierId: unknownDossier } } });
    const mine = (found: Found['found']) => found.filter((one) => one.body.includes(unknownDossier));
    beforeAll(async () => {
      await put('postal-orders', JSON.parse(body));
      await eventually('it is parked', async () => (await parked('postal-orders', unknownDossier)).length === 1);
    });

    it('finds it by its cause', async () => {
      const { data } = await operate<Found>('dead-letters', 'list', 'postal-orders');
      expect(mine(data.found)).toMatchObject([{ queue: 'postal-orders-dead-letters', cause: 'malformed-message' }]);
    });

    it('is told what would go back, and nothing does', async () => {
      const { data } = await operate<Found>(
        'dead-letters',
        'redrive',
        'postal-orders',
        '--cause',
        'malformed-message',
        '--dry-run',
      );
      expect(mine(data.found)).toHaveLength(1);
      expect(data.done).toBe(0);
    });

    it('redrives it, and it returns there while its cause persists', async () => {
      const [{ id = '' } = {}] = mine((await operate<Found>('dead-letters', 'list', 'postal-orders')).data.found);
      const { data } = await operate<Found>('dead-letters', 'redrive', 'postal-orders', '--message', id);
      expect(data.done).toBe(1);
      await eventually('it is parked again, as another message', async () => {
        const again = mine((await operate<Found>('dead-letters', 'list', 'postal-orders')).data.found);
        return again.length === 1 && again[0]?.id !== id;
      });
    });

    it('drops one by its name, and only that one', async () => {
      const [{ id = '' } = {}] = mine((await operate<Found>('dead-letters', 'list', 'postal-orders')).data.found);
      expect((await operate<Found>('dead-letters', 'drop', 'postal-orders', '--message', id)).data.done).toBe(1);
      expect(mine((await operate<Found>('dead-letters', 'list', 'postal-orders')).data.found)).toEqual([]);
    });
  });

  it('sends a dossier to the portal again, which tolerates it', async () => {
    const walk = await filed('birth', 'cong-dan-chau');
    const sent = async () => (await readCursor(table, walk.dossierId, 'national-portal'))?.sent;
    await eventually('the portal has all of it', async () => (await sent()) === 2);
    const at = ['national-portal', '--dossier', walk.dossierId, '--to', '0'];
    const { data: planned } = await operate('rewind', ...at, '--dry-run');
    expect(planned).toMatchObject({ had: 2, done: false });
    expect(await sent()).toBe(2);
    const { data } = await operate('rewind', ...at);
    expect(data).toMatchObject({ had: 2, to: 0, done: true });
    await eventually('the portal has all of it again', async () => (await sent()) === 2);
  });

  it('lists the endpoints of agencies', async () => {
    const { code, data } = await operate<{ endpoints: readonly object[] }>('endpoints');
    expect(code).toBe(0);
    expect(Array.isArray(data.endpoints)).toBe(true);
  });

  it('plans the rotation of a secret, and shows nothing of it', async () => {
    const { code, data } = await operate('secret', 'rotate', 'payment-vnpay', '--to', '/nowhere/key', '--dry-run');
    expect([code, data]).toEqual([0, { name: 'payment-vnpay', step: 'begin', done: false }]);
  });

  it('publishes a dossier again', async () => {
    const walk = await filed('birth', 'cong-dan-binh');
    const { data } = await operate<{ events: number }>('republish', '--dossier', walk.dossierId);
    expect(data.events).toBe(2);
  });
});
