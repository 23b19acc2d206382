import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { EVENTS, type EventName, publicEventSchema } from '../../../events/catalogue.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { eventually, table } from '../kit.ts';
import { poll } from './another-time.ts';
import { busGateway, type Fate } from './bus-gateway.ts';
import { listenToBus, type OnBus } from './bus-queue.ts';
import { causeOf, filed, parked } from './kit.ts';
import { logTraces } from './traces.ts';

let bus: Awaited<ReturnType<typeof listenToBus>>;
beforeAll(async () => {
  bus = await listenToBus();
});

const of = async ({ dossierId }: Walk): Promise<readonly OnBus[]> =>
  (await bus.events()).filter(({ detail }) => detail.subject === dossierId);

const idsOf = (walk: Walk, count: number) => Array.from({ length: count }, (_, i) => `${walk.dossierId}:${i + 1}`);

/**
 * Waits until the bus has had every event of a dossier. @returns them, each once, in the order of the log: the bus promises
 * no order, and may hand on an event twice
 */
async function all(walk: Walk): Promise<readonly OnBus[]> {
  const ids = idsOf(walk, (await walk.timeline()).length);
  const had = async () => new Set((await of(walk)).map(({ detail }) => detail.id));
  await eventually('all events on the bus', async () => (await had()).size === ids.length);
  const events = await of(walk);
  return ids.flatMap((id) => events.find(({ detail }) => detail.id === id) ?? []);
}

describe('the event relay', () => {
  it('puts every event of a dossier on the bus, whole, under an id that never changes', async () => {
    const walk = await filed('birth', 'cong-dan-chau');
    await walk.process();
    const log = await walk.timeline();
    const events = await all(walk);
    expect(events.map(({ detail }) => detail.id)).toEqual(idsOf(walk, log.length));
    for (const [index, { source, detail, 'detail-type': detailType }] of events.entries()) {
      const { type, status, occurredAt, version } = log[index] as (typeof log)[number];
      expect(source).toBe('motcua');
      expect(detailType).toBe(detail.type);
      expect(detail).toMatchObject({ type: `motcua.dossier.${type}.v1`, time: occurredAt, data: { version, status } });
      expect(Object.keys(EVENTS)).toContain(type);
      expect(publicEventSchema(type as EventName).safeParse(detail).error).toBeUndefined();
    }
  });

  it.each<[string, readonly Fate[]]>([
    ['ends between reading and publishing', ['lost', 'lost', 'lost', 'lost', 'lost']],
    ['ends after publishing, before the stream knows', Array<Fate>(4).fill('taken-without-answer')],
    ['is refused one entry', ['last-refused', 'last-refused']],
    ['is refused one entry again and again', Array<Fate>(5).fill('last-refused')],
  ])('loses nothing when it %s; what comes twice is the same event', async (_, fates) => {
    const gateway = await busGateway(fates);
    try {
      const walk = await filed('birth', 'cong-dan-dung');
      await (await walk.accept()).forwardTo(1);
      const events = await all(walk);
      // An event may be on the bus before the relay has done repeating the call that put it there.
      await eventually('every fate met', async () => gateway.seen.length >= fates.length);
      expect(gateway.seen.slice(0, fates.length)).toEqual(fates);
      expect(events.map(({ detail }) => detail.id)).toEqual(idsOf(walk, 5));
      for (const { detail } of await of(walk)) {
        expect(detail).toEqual(events.find((first) => first.detail.id === detail.id)?.detail);
      }
    } finally {
      await gateway.close();
    }
  });

  it('works off what piled up in calls of no more than ten, the most the bus takes', async () => {
    const gateway = await busGateway(Array<Fate>(6).fill('lost'));
    try {
      const walks = await Promise.all(Array.from({ length: 9 }, () => filed('birth', 'cong-dan-giang')));
      for (const walk of walks) expect(await all(walk)).toHaveLength(2);
      // How much lies in one batch is the stream's to say: halved after each failure, and other files' events are in it.
      expect(Math.max(...gateway.sizes)).toBeLessThanOrEqual(10);
    } finally {
      await gateway.close();
    }
  });

  it('parks the key of an unreadable row, and continues with the next one', async () => {
    const poison = randomUUID();
    const Item = { ...keys.event(poison, 1), event: { type: 'submitted', name: 'Hoàng Bảo An' } };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const walk = await filed('birth', 'cong-dan-an');
    expect(await all(walk)).toHaveLength(2);
    expect(await causeOf('event-relay', poison)).toBe('unreadable-event-row');
    const { pk, sk } = keys.event(poison, 1);
    // Once, or again when the bus did not take what lay behind it: then the stream gives the whole batch once more.
    for (const { body, cause } of await parked('event-relay', poison)) {
      expect(cause).toBe('unreadable-event-row');
      expect(JSON.parse(body)).toEqual({ keys: { pk: { S: pk }, sk: { S: sk } } });
    }
  });

  it('is given the heartbeat that each poll for deadlines writes, and says how far behind it reads', async () => {
    const figures = async () => (await logTraces()).filter(({ text }) => text.includes('"RelayLag"')).length;
    const before = await figures();
    await poll();
    await eventually('a figure for the poll', async () => (await figures()) > before);
    // The row is there by now: from the second time on it is changed, not inserted.
    const then = await figures();
    await poll();
    await eventually('a figure for the next poll', async () => (await figures()) > then);
  });
});
