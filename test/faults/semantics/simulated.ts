import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { SECRET_KEY } from '../app/addresses.ts';
import { REGION } from '../app/intrinsics.ts';
import { jsonService } from '../cloud/aws.ts';
import { Bus } from '../cloud/bus.ts';
import { DynamoDb } from '../cloud/dynamodb/service.ts';
import { TableRows } from '../cloud/dynamodb/table.ts';
import type { Item } from '../cloud/dynamodb/values.ts';
import type { Ended } from '../cloud/lambda.ts';
import { Bucket } from '../cloud/s3.ts';
import { type Message, Queue, Sqs } from '../cloud/sqs.ts';
import { StreamReader } from '../cloud/stream-source.ts';
import { Network } from '../world/network.ts';
import { Scheduler } from '../world/scheduler.ts';
import type { Time } from './case.ts';
import type { Partition } from './dynamodb/place.ts';
import type { Events } from './events.ts';
import type { Store } from './s3.ts';
import type { Queues, Received } from './sqs/place.ts';
import type { Streams } from './streams.ts';

const at = (service: string) => `${service}.${REGION}.amazonaws.com`;
/** No queue and no event source: only the caller acts in this cloud. */
const NOTHING = () => undefined;

/** A cloud with nothing in it, a clock of its own, and SDK clients whose requests go through its network. */
class SimulatedCloud {
  readonly scheduler = new Scheduler(Date.parse('2026-03-02T01:00:00.000Z'));
  readonly network = new Network(this.scheduler);
  #lag = 0;
  #ids = 0;
  readonly now = () => this.scheduler.now;
  readonly newId = () => {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  /** Lets time pass until something is done. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const done = work.finally(() => {
      over = true;
    });
    done.catch(NOTHING);
    while (!over) await this.scheduler.run(() => over);
    return done;
  }

  readonly time: Time = {
    pass: async (seconds) => {
      await this.settle(this.scheduler.sleep(seconds * 1000));
    },
    lag: (seconds) => {
      this.#lag = seconds * 1000;
    },
  };

  /** Settings of any SDK client in this cloud. */
  get settings() {
    const handle = async (request: HttpRequest): Promise<{ response: HttpResponse }> => {
      const { method, hostname, path, query, headers, body } = request;
      const search = buildQueryString(query);
      const answer = await this.settle(
        this.network.exchange('cases', hostname, {
          method,
          path: `${path}${search && `?${search}`}`,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
          body: Buffer.from((body as string | Uint8Array | undefined) ?? ''),
        }),
      );
      const { status: statusCode } = answer;
      return {
        response: new HttpResponse({ statusCode, headers: answer.headers, body: Readable.from([answer.body]) }),
      };
    };
    return {
      region: REGION,
      credentials: { accessKeyId: 'world', secretAccessKey: SECRET_KEY },
      maxAttempts: 1,
      requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } },
    };
  }

  /** Table with the shape that the cases know. */
  table(name: string): void {
    const table = new TableRows(
      {
        name,
        key: { partition: 'pk', sort: 'sk' },
        indexes: { gsi1: { partition: 'gsi1pk', sort: 'gsi1sk', projected: ['summary'] } },
      },
      {
        now: this.now,
        later: (ms, run) => (ms === 0 ? run() : void this.scheduler.after(ms, run)),
        lag: () => this.#lag,
        onRecord: NOTHING,
      },
    );
    const service = new DynamoDb(table, {
      now: this.now,
      transactionMs: () => 10,
      sleep: (ms) => this.scheduler.sleep(ms),
    });
    const type = 'com.amazonaws.dynamodb.v20120810';
    this.network.listen(
      at('dynamodb'),
      jsonService(type, '1.0', (operation, body) => service.call(operation, body)),
    );
  }

  queues(): Map<string, Queue> {
    const queues = new Map<string, Queue>();
    const sqs = new Sqs(queues, NOTHING);
    this.network.listen(
      at('sqs'),
      jsonService('com.amazonaws.sqs', '1.0', (operation, body) => sqs.call(operation, body, 'cases')),
    );
    return queues;
  }
}

export function simulatedPartition(): Partition {
  const cloud = new SimulatedCloud();
  cloud.table('cases');
  const client = new DynamoDBClient(cloud.settings);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { client, documents, TableName: 'cases', pk: 'case', time: cloud.time };
}

export function simulatedQueues(): Queues {
  const cloud = new SimulatedCloud();
  const queues = cloud.queues();
  const received = new Map<Received, { readonly message: Message; readonly reception: number }>();
  const byUrl = (url: string) => queues.get(url.split('/').at(-1) ?? '') as Queue;
  const make = (name: string, fifo: boolean, visibility: number, receptions: number, deadLetters?: string) => {
    const shape = { name, fifo, visibility, maxReceives: receptions, deadLetters, retention: 345_600 };
    queues.set(name, new Queue(shape, { now: cloud.now, newId: cloud.newId, onArrival: NOTHING }));
    return `https://${at('sqs')}/000000000000/${name}`;
  };
  return {
    client: new SQSClient(cloud.settings),
    time: cloud.time,
    open: async ({ fifo = false, visibility = 30, receptions = Number.POSITIVE_INFINITY } = {}) => {
      const [name, dead] = fifo ? ['queue.fifo', 'dead.fifo'] : ['queue', 'dead'];
      const deadLetters = make(dead, fifo, visibility, Number.POSITIVE_INFINITY);
      return { url: make(name, fifo, visibility, receptions, dead), deadLetters };
    },
    receive: async (url, most = 10) => {
      const queue = byUrl(url);
      queue.bury(queues.get(queue.shape.deadLetters ?? ''));
      const messages = queue.receivable().slice(0, most);
      const reception = queue.receive(messages);
      return messages.map((message) => {
        const told = { body: message.body, group: message.group, count: message.receives };
        received.set(told, { message, reception });
        return told;
      });
    },
    remove: async (url, told) => {
      const { message, reception } = received.get(told) as { message: Message; reception: number };
      byUrl(url).settle(reception, new Set(), [message]);
    },
  };
}

export function simulatedEvents(): Events {
  const cloud = new SimulatedCloud();
  const bus = new Bus([], { now: cloud.now, newId: cloud.newId, deliver: NOTHING, refuses: NOTHING });
  cloud.network.listen(
    at('events'),
    jsonService('com.amazonaws.events', '1.1', (operation, body) => bus.call(operation, body)),
  );
  return { client: new EventBridgeClient(cloud.settings), bus: 'default' };
}

export function simulatedStreams(): Streams {
  const cloud = new SimulatedCloud();
  const invocations: string[][] = [];
  const handled: string[] = [];
  const failing = new Map<string, number>();
  type Batch = { readonly Records: readonly { readonly dynamodb: { readonly Keys: Item } }[] };
  const invoke = async (_: string, event: unknown): Promise<Ended> => {
    const rows = (event as Batch).Records.map(({ dynamodb: { Keys } }) => `${Keys.pk?.S}${Keys.sk?.S}`);
    invocations.push(rows);
    const row = rows.find((one) => (failing.get(one) ?? 0) > 0);
    if (row === undefined) handled.push(...rows);
    if (row === undefined) return { kind: 'answer', value: undefined };
    failing.set(row, (failing.get(row) ?? 0) - 1);
    return { kind: 'error', error: new Error(row) };
  };
  const shape = { name: 'failures', fifo: false, visibility: 30, retention: 345_600, deadLetters: undefined };
  const around = { now: cloud.now, newId: cloud.newId, onArrival: NOTHING };
  const onFailure = new Queue({ ...shape, maxReceives: Number.POSITIVE_INFINITY }, around);
  const mapping = { function: 'f', batchSize: 10, lanes: 4, filters: [{}], bisect: true, maxAgeMs: 60_000, onFailure };
  const reader = new StreamReader(mapping, cloud.scheduler, { invoke }, () => 100);
  const written = new Map<string, number>();
  let sequence = 0;
  return {
    write: (partition, rows) => {
      for (let row = 0; row < rows; row += 1) {
        const nth = (written.get(partition) ?? 0) + 1;
        written.set(partition, nth);
        sequence += 1;
        const Keys = { pk: { S: partition }, sk: { S: String(nth) } };
        reader.push({ eventName: 'INSERT', Keys, SequenceNumber: String(sequence), at: cloud.now() });
      }
    },
    fail: (row, times) => failing.set(row, times),
    invocations: () => invocations,
    handled: () => handled,
    givenUp: () => onFailure.messages.map(({ body }) => JSON.parse(body) as unknown),
    time: cloud.time,
  };
}

export function simulatedStore(): Store {
  const cloud = new SimulatedCloud();
  const name = 'cases';
  const bucket = new Bucket(`${name}.${at('s3')}`, SECRET_KEY, cloud.now, NOTHING);
  cloud.network.listen(bucket.address, bucket.host);
  const client = new S3Client({ ...cloud.settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const signer = documentsBucket({ DOCUMENTS_BUCKET: name }, client.config);
  return {
    client,
    bucket: name,
    key: 'key',
    presign: (request, ago = 0) =>
      signer.presign({ ...request, key: 'key' }, 60, new Date(cloud.scheduler.now - ago * 1000)),
    fetch: async (address, method, headers, body = '') => {
      const { host, pathname, search } = new URL(address);
      const request = { method, path: pathname + search, headers: { host, ...headers }, body: Buffer.from(body) };
      return (await cloud.settle(cloud.network.exchange('cases', host, request))).status;
    },
  };
}
