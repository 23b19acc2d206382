import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { clientSettings } from '../../../local/launcher/clients.ts';
import { replay, type Selection } from '../../../operate/events/replay.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { environment, eventually, table } from '../kit.ts';
import { listenToBus } from './bus-queue.ts';
import { filed } from './kit.ts';

let bus: Awaited<ReturnType<typeof listenToBus>>;
beforeAll(async () => {
  bus = await listenToBus();
});

/** Versions of a dossier as the bus had them, repetitions included. */
const versionsOn = async (dossierId: string) =>
  (await bus.events())
    .filter(({ detail }) => detail.subject === dossierId)
    .map(({ detail }) => Number(detail.id.split(':')[1]))
    .toSorted();

const again = (selection: Selection, dryRun = false) => {
  const client = new EventBridgeClient(clientSettings(environment));
  const publisher = { bus: client, busName: environment.busName, province: 'quang-tri', logger: console };
  return replay(table, selection, publisher, { dryRun }).finally(() => client.destroy());
};

it('publishes a dossier again from a version on, with the ids its events always had', async () => {
  const { dossierId } = await filed('birth', 'cong-dan-chau');
  await eventually('both events on the bus', async () => (await versionsOn(dossierId)).length === 2);
  expect(await again({ dossierId, fromVersion: 1 }, true)).toEqual({ events: 2, refused: [] });
  expect(await again({ dossierId, fromVersion: 2 })).toEqual({ events: 1, refused: [] });
  await eventually('the second once more', async () => (await versionsOn(dossierId)).join() === '1,2,2');
});

it('publishes again what was written from a moment on, and names a row that is no event', async () => {
  const { dossierId } = await filed('birth', 'cong-dan-dung');
  await eventually('both events on the bus', async () => (await versionsOn(dossierId)).length === 2);
  const poison = randomUUID();
  const since = '2099-01-01T00:00:00.000Z';
  const event = { type: 'submitted', occurredAt: '2099-01-02T00:00:00.000Z' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...keys.event(poison, 1), event } }));
  expect(await again({ since })).toEqual({ events: 0, refused: [`${poison}:1`] });
  const all = await again({ since: '2000-01-01T00:00:00.000Z' }, true);
  expect(all.events).toBeGreaterThan(2);
  expect(all.refused).toContain(`${poison}:1`);
});
