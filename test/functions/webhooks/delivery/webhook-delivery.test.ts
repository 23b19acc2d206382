import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  announcedVersionOf,
  type Message,
  messageGroupOf,
  messageSchema,
} from '../../../../functions/webhooks/delivery/messages.ts';
import { DOSSIER } from '../../../shared/platform/delivery/world.ts';
import { receiver } from './receiver.ts';

import { ENDPOINT, FOURTH, NOTIFICATION, OTHER, openWorld, SECRET } from './world.ts';

let agency: Awaited<ReturnType<typeof receiver>>;
beforeEach(async () => {
  agency = await receiver();
});
afterEach(() => agency.close());

const world = () => openWorld(agency);
const ids = () => agency.got.map(({ headers }) => headers['webhook-id']);

describe('an event from the bus', () => {
  const fromBus = (version: number): Message =>
    messageSchema.parse({ source: 'motcua', detail: { id: `${DOSSIER}:${version}`, subject: DOSSIER } });

  it('finds an endpoint added before its batch, and reads endpoints once per batch', async () => {
    const w = world();
    w.dossier(3);
    await w.handle(fromBus(1));
    await w.addEndpoint();
    await w.handleNext(fromBus(2));
    expect(ids()).toEqual([]);
    await w.handle(fromBus(3));
    expect(ids()).toEqual([1, 2, 3].map((v) => `${DOSSIER}:${v}`));
  });

  it('is coalesced into the notification with the highest version', () => {
    expect(announcedVersionOf(fromBus(3))).toBe(3);
    expect(announcedVersionOf({ ...NOTIFICATION, version: 2 })).toBe(2);
    // The cursor may be waiting for these.
    expect(announcedVersionOf({ ...NOTIFICATION, version: 2, attempt: 1 })).toBeUndefined();
    expect(announcedVersionOf({ ...NOTIFICATION, unblock: 2 })).toBeUndefined();
    expect(announcedVersionOf(NOTIFICATION)).toBeUndefined();
    expect(announcedVersionOf({ catchUp: true, agencyId: 'H50.12', endpointId: ENDPOINT })).toBeUndefined();
  });

  it('is sent immediately to each endpoint of each agency involved and of their parents', async () => {
    const w = world();
    w.dossier(3, { agencies: ['H50.1', 'H50.12.3'] });
    const paths = { 'H50.1': OTHER, 'H50.12': ENDPOINT, H50: FOURTH, 'H50.99': DOSSIER };
    for (const [agencyId, endpointId] of Object.entries(paths)) {
      await w.addEndpoint({ agencyId, endpointId, url: `${agency.url}/${agencyId}` });
    }
    await w.handle(fromBus(3));
    for (const agencyId of ['H50.1', 'H50.12', 'H50']) {
      const told = agency.got.filter(({ url }) => url === `/hooks/${agencyId}`);
      expect(told.map(({ headers }) => headers['webhook-id'])).toEqual([1, 2, 3].map((v) => `${DOSSIER}:${v}`));
    }
    expect(agency.got).toHaveLength(9);
    expect(w.queue).toEqual([]);
  });

  it('is sent to the successor of a closed agency from the day of its closing, whether the dossier was moved or not', async () => {
    const w = world();
    w.dossier(3, { agencies: ['H50.1', 'H50.12.3'] });
    w.closings.push(
      { agencyId: 'H50.12.3', on: '2025-07-01', successor: 'H50.14' },
      { agencyId: 'H50.1', on: '2199-01-01', successor: 'H50.99' },
    );
    await w.addEndpoint({ agencyId: 'H50.14', endpointId: OTHER, url: `${agency.url}/H50.14` });
    await w.addEndpoint({ agencyId: 'H50.99', endpointId: FOURTH, url: `${agency.url}/H50.99` });
    await w.handle(fromBus(3));
    expect(agency.got.map(({ url }) => url)).toEqual(Array(3).fill('/hooks/H50.14'));
  });

  it('is queued for a failing endpoint, and for those above the limit', async () => {
    const w = world();
    w.dossier(3);
    await w.addEndpoint({ endpointId: OTHER, failingSince: '2026-11-20T03:00:00.000Z' });
    const many = Array.from({ length: 7 }, (_, n) => `018f2f3e-7a0b-7c3d-8e4f-1000000000${n}0`);
    for (const endpointId of many) await w.addEndpoint({ endpointId });
    await w.handle(fromBus(3));
    expect(w.queue.map(({ endpointId }) => endpointId)).toEqual([OTHER, ...many.slice(5)]);
    expect(w.queue[0]).toEqual({ ...NOTIFICATION, endpointId: OTHER, version: 3 });
    expect(agency.got).toHaveLength(5 * 3);
  });

  it('is redelivered when a delivery failed because of us, without sending twice to the others', async () => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    await w.addEndpoint({ endpointId: OTHER });
    w.secrets.values.delete(`motcua/quang-tri/webhooks/${OTHER}`);
    await expect(w.handle(fromBus(1), 'm')).rejects.toThrow();
    expect(agency.got).toHaveLength(1);
    w.secrets.values.set(`motcua/quang-tri/webhooks/${OTHER}`, JSON.stringify({ current: SECRET }));
    w.now.at += 31_000;
    await w.handle(fromBus(1), 'm');
    expect(agency.got).toHaveLength(2);
    expect(w.queue).toEqual([]);
  });

  it('takes four requests to the table for one endpoint, with the attempt and the cursor in one transaction', async () => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    await w.handle(fromBus(1));
    w.dossier(2);
    w.table.requests.length = 0;
    await w.handle(fromBus(2));
    // Dossier and log; endpoints; the lease; the attempt with the cursor.
    expect(w.table.requests).toEqual(['Query', 'Query', 'Update', 'TransactWrite']);
  });

  it('about a draft is not delivered', async () => {
    const w = world();
    w.dossier(1, { status: 'draft' });
    await w.addEndpoint();
    await w.handle(fromBus(1));
    expect(w.queue).toEqual([]);
  });

  it('has a message group per endpoint, so that a slow one delays no other', () => {
    const lanes = [NOTIFICATION, { ...NOTIFICATION, endpointId: OTHER }, fromBus(1)].map((message) =>
      messageGroupOf(message),
    );
    expect(new Set(lanes).size).toBe(3);
    expect(messageGroupOf({ ...NOTIFICATION, version: 9 })).toBe(lanes[0]);
  });

  it.each([{}, { dossierId: 'x' }, { ...NOTIFICATION, name: 'Nguyễn Văn A' }, { source: 'other', detail: {} }])(
    'is refused when it is none: %j',
    (message) => {
      expect(messageSchema.safeParse(message).success).toBe(false);
    },
  );
});
