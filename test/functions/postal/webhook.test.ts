import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCarrierTime, readPush } from '../../../functions/postal/carriers/push.ts';
import type { OwnStates } from '../../../functions/postal/carriers/registry.ts';
import { postalWebhook } from '../../../functions/postal/webhook/postal-webhook.ts';
import { queuedCommandSchema } from '../../../shared/platform/queues/command-queue.ts';
import { CODE, DOSSIER_ID, NOW, world } from './support.ts';

const row = (carrier: string) => ({
  orderNumber: CODE,
  dossierId: DOSSIER_ID,
  carrier,
  direction: 'outbound' as const,
  createdAt: NOW,
});

function setting(carrier: 'vnpost' | 'viettel-post' = 'viettel-post', states?: OwnStates) {
  const w = world();
  w.rows.set(CODE, row(carrier));
  const handlers = postalWebhook({
    ...w.edges,
    reports: w.reports,
    states,
    secrets: async (name) => (name === carrier ? [{ token: 'ma-moi-123' }, { token: 'ma-cu-123' }] : []),
  });
  const raw = async (rawBody: string, token: string | null = 'ma-moi-123') => {
    const { status, body } = await handlers.carrierPush({
      params: { carrier },
      headers: token === null ? {} : { token },
      rawBody,
    } as never);
    return [status, (body as { status: number }).status];
  };
  return { ...w, raw, push: (body: object, token?: string) => raw(JSON.stringify(body), token) };
}

const delivered = { ORDER_NUMBER: CODE, ORDER_STATUS: 501, ORDER_STATUSDATE: '09/06/2026 08:30:00' };

describe('postal webhook', () => {
  it('accepts a carrier with its own token only', async () => {
    const world = setting('viettel-post');
    const handlers = postalWebhook({
      ...world.edges,
      reports: world.reports,
      states: undefined,
      secrets: async (name) => (name === 'vnpost' ? [{ token: 'cua-vnpost-1' }] : [{ token: 'cua-viettel-1' }]),
    });
    const push = async (token: string) =>
      handlers.carrierPush({
        params: { carrier: 'viettel-post' },
        headers: { token },
        rawBody: JSON.stringify(delivered),
      } as never);
    expect(await push('cua-vnpost-1')).toEqual({ status: 200, body: { status: 201 } });
    expect(world.kept()).toEqual([]);
    expect(await push('cua-viettel-1')).toEqual({ status: 200, body: { status: 200 } });
  });

  it('rejects a carrier without a contract', async () => {
    const world = setting('viettel-post');
    const handlers = postalWebhook({
      ...world.edges,
      reports: world.reports,
      states: undefined,
      secrets: async () => [],
    });
    const call = { params: { carrier: 'vnpost' }, headers: { token: '' }, rawBody: JSON.stringify(delivered) };
    expect(await handlers.carrierPush(call as never)).toEqual({ status: 200, body: { status: 201 } });
    expect(world.kept()).toEqual([]);
  });

  it('passes a report on once', async () => {
    const world = setting();
    const { push, commands, kept } = world;
    expect(await push(delivered)).toEqual([200, 200]);
    expect(await push(delivered)).toEqual([200, 200]);
    expect(kept().length).toBe(1);
    expect(commands).toHaveLength(1);
    expect(queuedCommandSchema.parse(commands[0])).toMatchObject({
      dossierId: DOSSIER_ID,
      from: 'postal-webhook',
      command: { type: 'record-shipment-event', messageId: kept()[0]?.sk },
    });
    expect(world.reported()).toEqual([
      {
        shipmentId: CODE,
        direction: 'outbound',
        carrier: 'viettel-post',
        state: 'delivered',
        carrierCode: '501',
        occurredAt: '2026-06-09T01:30:00.000Z',
      },
    ]);
  });

  it('accepts the contract’s minimal fields, with the time of receipt', async () => {
    const world = setting();
    await world.push({ ORDER_NUMBER: CODE, TYPE: 3 });
    expect(world.reported()).toMatchObject([{ state: 'delivering', carrierCode: 'type:3', occurredAt: NOW }]);
  });

  it('passes an older report on with its own time: the dossier decides what it means', async () => {
    const world = setting();
    await world.push(delivered);
    await world.push({ ...delivered, ORDER_STATUS: 500, ORDER_STATUSDATE: '09/06/2026 08:00:00' });
    expect(world.reported().map((shipment) => shipment.occurredAt)).toEqual([
      '2026-06-09T01:30:00.000Z',
      '2026-06-09T01:00:00.000Z',
    ]);
  });

  it('checks the carrier’s current or previous token before parsing the body', async () => {
    const { push, raw, kept, counted, logs } = setting();
    expect(await push(delivered, 'ma-cu-123')).toEqual([200, 200]);
    expect(await raw('{', 'sai')).toEqual([200, 201]);
    expect(await raw('{', '')).toEqual([200, 201]);
    expect(await raw('{', null)).toEqual([200, 201]);
    expect([kept().length, counted]).toEqual([1, ['PostalTokenRefused', 'PostalTokenRefused', 'PostalTokenRefused']]);
    expect(logs.join()).not.toMatch(/ma-moi|ma-cu/);
  });

  it('stores a report about an unknown order, and passes it on when it is repeated after the order exists', async () => {
    const { push, kept, commands, counted, rows } = setting();
    rows.clear();
    expect(await push(delivered)).toEqual([200, 207]);
    expect(kept()[0]).toMatchObject({ obstacle: 'unknown-order' });
    expect([commands.length, counted]).toEqual([0, ['PostalOrderUnknown']]);
    rows.set(CODE, row('viettel-post'));
    expect(await push(delivered)).toEqual([200, 200]);
    expect(commands).toHaveLength(1);
  });

  it('does not let one carrier report on another’s parcel', async () => {
    const { push, rows, commands } = setting();
    rows.set(CODE, row('vnpost'));
    expect(await push(delivered)).toEqual([200, 207]);
    expect(commands).toEqual([]);
  });

  it('stores and reports an unknown code, and reads codes from the province’s data', async () => {
    const unknown = setting();
    expect(await unknown.push({ ...delivered, ORDER_STATUS: 999 })).toEqual([200, 200]);
    expect(unknown.kept()[0]).toMatchObject({ obstacle: 'unknown-code', report: { carrierCode: '999' } });
    expect([unknown.commands.length, unknown.counted]).toEqual([0, ['PostalCodeUnknown']]);
    const taught = setting('viettel-post', { 'viettel-post': { '999': 'returned', '501': 'delivering' } });
    await taught.push({ ...delivered, ORDER_STATUS: 999 });
    await taught.push(delivered);
    expect(taught.reported().map((shipment) => shipment.state)).toEqual(['returned', 'delivering']);
    const tricky = setting();
    await tricky.push({ ORDER_NUMBER: CODE, TYPE: 'constructor' });
    expect(tricky.commands).toEqual([]);
  });

  it.each(['{', '[]', 'null', '{}', `{"ORDER_NUMBER":"${CODE}"}`, '{"ORDER_NUMBER":{},"TYPE":1}'])(
    'answers 202 to %s',
    async (body) => {
      const { raw, kept } = setting();
      expect(await raw(body)).toEqual([200, 202]);
      expect(kept().length).toBe(0);
    },
  );

  it.each(['byOrderNumber', 'keep', 'send', 'sent'] as const)(
    'is healed by the next delivery after a crash in %s',
    async (part) => {
      const { push, failing, commands } = setting();
      failing.add(part);
      expect(await push(delivered)).toEqual([500, 205]);
      expect(await push(delivered)).toEqual([200, 200]);
      expect(await push(delivered)).toEqual([200, 200]);
      expect(commands).toHaveLength(part === 'sent' ? 2 : 1);
      expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(1);
    },
  );

  it.each([
    ['code', { ORDER_STATUS: 500 }, ['carrierCode']],
    ['moment', { ORDER_STATUSDATE: '09/06/2026 09:00:00' }, ['occurredAt']],
  ])('quarantines and counts a report whose identifier was used with another %s', async (_, change, differs) => {
    const { push, commands, aside, kept, counted } = setting();
    const first = { ...delivered, EVENT_ID: 'a' };
    expect(await push(first)).toEqual([200, 200]);
    const other = { ...first, ...change };
    expect([await push(other), await push(other), await push(first)]).toEqual([
      [200, 202],
      [200, 202],
      [200, 200],
    ]);
    expect(aside()).toMatchObject([{ why: 'conflict', differs, raw: JSON.stringify(other) }]);
    expect([kept().length, commands.length]).toEqual([1, 1]);
    expect(counted).toEqual(['PostalReportConflict', 'PostalReportConflict']);
  });

  it('does not replace a report that waits for its order by another one', async () => {
    const { push, rows, reported, aside } = setting();
    rows.clear();
    const waiting = { ...delivered, EVENT_ID: 'a' };
    await push(waiting);
    await push({ ...waiting, ORDER_STATUS: 500 });
    expect(aside()).toHaveLength(1);
    rows.set(CODE, row('viettel-post'));
    await push(waiting);
    expect(reported()).toMatchObject([{ carrierCode: '501' }]);
  });

  it('rejects a body that is not UTF-8, has duplicate names or hidden characters, and stores nothing', async () => {
    const { raw, kept } = setting();
    const text = JSON.stringify(delivered);
    const damaged = Buffer.concat([
      Buffer.from(text.slice(0, -1)),
      Buffer.from(',"NOTE":"ph'),
      Buffer.from([0xf4]),
      Buffer.from('"}'),
    ]);
    const bodies = [
      damaged.toString('utf8'),
      `${text.slice(0, -1)},"ORDER_STATUS":504}`,
      text.replace(CODE, `${CODE}\\u200b`),
    ];
    for (const body of bodies) expect(await raw(body)).toEqual([200, 202]);
    expect(kept()).toEqual([]);
  });

  it('distinguishes two reports that differ only in the carrier’s identifier', async () => {
    const { push, commands } = setting();
    await push({ ...delivered, EVENT_ID: 'a' });
    await push({ ...delivered, EVENT_ID: 'b' });
    expect(commands).toHaveLength(2);
  });
});

describe('parsing a push', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({ ORDER_NUMBER: fc.string(), TYPE: fc.anything(), ORDER_STATUSDATE: fc.string() }),
        ),
        (body) => {
          expect(readPush(body)).toBeTypeOf('object');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('parses the carrier’s time as Viet Nam time and rejects invalid moments', () => {
    expect(fromCarrierTime('09/06/2026 00:30:00')).toBe('2026-06-08T17:30:00.000Z');
    for (const wrong of [
      '30/02/2026 08:00:00',
      '31/13/2026 08:00:00',
      '2026-06-09 08:00:00',
      '09/06/2026 25:00:00',
      '',
    ]) {
      expect(fromCarrierTime(wrong)).toBeUndefined();
    }
  });
});
