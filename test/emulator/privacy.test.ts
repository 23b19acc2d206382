import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DeleteQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { inventory } from '../../infra/inventory.ts';
import { call } from '../../infra/local/call.ts';
import { loadProvince } from '../../infra/province/load.ts';
import { type Person, people } from '../../local/demo/stage.ts';
import { clientSettings } from '../../local/launcher/clients.ts';
import { stageOf } from '../infra/support.ts';
import { listenToBus } from './consumers/bus-queue.ts';
import { badDays, goodDays, strangeDays } from './consumers/days.ts';
import { found, HASH_NEEDLES, NEEDLES, OWNER_NEEDLES } from './consumers/personal-data.ts';
import {
  allQueues,
  keyTraces,
  logTraces,
  objectTraces,
  queueTraces,
  type Trace,
  webhookTraces,
} from './consumers/traces.ts';
import { environment, eventually, sqs, stage, table } from './kit.ts';

/** Messages pass through queues within milliseconds; this records them from every queue. */
function watchQueues() {
  const seen = new Map<string, Trace>();
  const stopped = new AbortController();
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      for (const trace of await queueTraces()) seen.set(`${trace.place} ${trace.text}`, trace);
      await pause(30);
    }
  })();
  return async () => {
    stopped.abort();
    await watching;
    return [...seen.values()];
  };
}

/** Personal data found: where it is, whose it is, and how it begins. */
function leaks(traces: readonly Trace[], needles = NEEDLES): readonly string[] {
  return traces.flatMap(({ place, text }) => {
    const told = found(text, needles);
    return told.length === 0 ? [] : [`${place}: ${told.join(', ')} in ${text.slice(0, 200)}`];
  });
}

describe('what the province leaves behind', () => {
  let queued: readonly Trace[] = [];
  beforeAll(async () => {
    await listenToBus();
    const province = await stage.as('tinh-quang-tri');
    const path = `privacy-${randomUUID().slice(0, 8)}`;
    const url = `${environment.simulators.agency}/hooks/${path}`;
    const endpoint = await province.must('POST', '/v1/webhook-endpoints', { body: { url, description: 'x' } });
    await stage.control('agency', 'endpoints', { path, secret: endpoint.secret });
    const watched = watchQueues();
    try {
      await Promise.all([goodDays(), badDays(), strangeDays()]);
      await eventually('the receiver has something', async () =>
        (await webhookTraces()).some(({ place }) => place.endsWith(path)),
      );
    } finally {
      queued = await watched();
      await province.ask('DELETE', `/v1/webhook-endpoints/${endpoint.endpointId}`);
    }
  });

  it.each<[string, () => Promise<readonly Trace[]>, readonly string[]]>([
    [
      'log',
      logTraces,
      ['event-relay', 'intake', 'payment-webhook', 'postal-webhook', 'transitions', 'twin-postal-orders'],
    ],
    [
      'event, dead letter or message that waits',
      queueTraces,
      ['listener', 'transitions-dead', 'sync-dead', 'orders-dead'],
    ],
    ['message on its way', async () => queued, ['transitions.fifo', 'webhook-delivery', 'figures-projection']],
    ['webhook', webhookTraces, ['privacy']],
    ['object key', objectTraces, ['object key']],
  ])('tells nothing of any citizen in any %s', async (_, collect, places) => {
    const traces = await collect();
    for (const place of places)
      expect(
        traces.some((trace) => trace.place.includes(place)),
        place,
      ).toBe(true);
    expect(leaks(traces, [...NEEDLES, ...OWNER_NEEDLES, ...HASH_NEEDLES])).toEqual([]);
  });

  it('tells nothing of any citizen in any key of the table', async () => {
    const traces = await keyTraces();
    expect(traces.length).toBeGreaterThan(100);
    expect(leaks(traces, [...NEEDLES, ...HASH_NEEDLES])).toEqual([]);
  });
});

describe('the search', () => {
  it('looks into every queue that the construct tree has', async () => {
    const prefix = `motcua-${environment.province}-`;
    const { queues, deadLetters } = inventory(stageOf(loadProvince(environment.province)), prefix);
    const names = [...queues.map(({ queue }) => queue), ...deadLetters];
    expect(names.length).toBeGreaterThan(15);
    expect([...(await allQueues()).keys()]).toEqual(expect.arrayContaining(names.map((name) => `${prefix}${name}`)));
  });

  it('finds personal data in a log, a queue, an object key or a key of the table', async () => {
    const { HoVaTen: name, SoDinhDanh: personalId, SoDienThoai: phone } = people.citizens[0] as Person;
    const logGroupName = `/motcua/planted-${randomUUID().slice(0, 8)}`;
    const logs = (operation: string, body: object) =>
      call(environment, 'logs', {
        body: JSON.stringify({ logGroupName, ...body }),
        target: `Logs_20140328.${operation}`,
        type: 'application/x-amz-json-1.1',
      });
    const s3 = new S3Client({ ...clientSettings(environment), forcePathStyle: true });
    // A bucket of its own: an object in the province's would be taken for an upload, and parked with its name.
    const object = { Bucket: `planted-${randomUUID()}`, Key: `planted/${name}.pdf` };
    const row = { pk: `PLANTED#${personalId}`, sk: randomUUID() };
    const bus = await listenToBus();
    try {
      await logs('CreateLogGroup', {});
      await logs('CreateLogStream', { logStreamName: 's' });
      await logs('PutLogEvents', { logStreamName: 's', logEvents: [{ timestamp: Date.now(), message: `by ${name}` }] });
      await sqs.send(new SendMessageCommand({ QueueUrl: bus.url, MessageBody: JSON.stringify({ phone }) }));
      await s3.send(new CreateBucketCommand({ Bucket: object.Bucket }));
      await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
      await table.client.send(new PutCommand({ TableName: table.name, Item: row }));
      const planted = [
        leaks(await logTraces()).filter((leak) => leak.includes(logGroupName)),
        leaks(await queueTraces()).filter((leak) => leak.includes(bus.url.split('/').at(-1) ?? '')),
        leaks(await objectTraces(object.Bucket)),
        leaks(await keyTraces()).filter((leak) => leak.includes('PLANTED#')),
      ];
      expect(planted.map((leak) => leak.length)).toEqual([1, 1, 1, 1]);
    } finally {
      await logs('DeleteLogGroup', {});
      await sqs.send(new DeleteQueueCommand({ QueueUrl: bus.url }));
      await s3.send(new DeleteObjectCommand(object));
      await s3.send(new DeleteBucketCommand({ Bucket: object.Bucket }));
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: row }));
    }
  });
});
