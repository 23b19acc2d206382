import { Logger } from '@aws-lambda-powertools/logger';
import type { EventBridgeClient, PutEventsCommand, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Relay, relay } from '../../../functions/relay/event-relay.ts';
import { RelayError } from '../../../functions/relay/publish.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { completed } from '../../shared/dossier/world.ts';

const LOG = completed().log;

const recordOf = (event: RecordedEvent): DynamoDBRecord => {
  const key = keys.event(event.dossierId, event.version);
  const row = marshall({ ...key, event }, { removeUndefinedValues: true });
  return {
    eventName: 'INSERT',
    dynamodb: {
      Keys: marshall(key) as NonNullable<DynamoDBRecord['dynamodb']>['Keys'],
      NewImage: row as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'],
      SequenceNumber: String(event.version),
    },
  } as DynamoDBRecord;
};

const NOW = Date.parse('2026-11-27T03:00:00.000Z');

/** Written by the poller every minute: inserted once, then modified. */
const beat = (secondsAgo: number): DynamoDBRecord => ({
  eventName: 'MODIFY',
  dynamodb: {
    Keys: marshall(keys.heartbeat()) as NonNullable<DynamoDBRecord['dynamodb']>['Keys'],
    NewImage: { at: { S: new Date(NOW - secondsAgo * 1000).toISOString() } },
  },
});

const streamOf = (records: readonly DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records: [...records] });

/** A bus with scripted responses (error code per entry); succeeds after the script ends. */
function world(script: readonly (readonly (string | undefined)[])[] = []) {
  const offered: string[][] = [];
  const parked: { body: string; cause: string }[] = [];
  const measured: [lag: string, seconds: number, published: number][] = [];
  const bus = {
    send: async ({ input }: PutEventsCommand) => {
      const entries = input.Entries ?? [];
      offered.push(entries.map((entry) => (JSON.parse(entry.Detail ?? '') as { id: string }).id.split(':')[1] ?? ''));
      const codes = script[offered.length - 1] ?? [];
      const Entries: PutEventsResultEntry[] = entries.map((_, i) =>
        codes[i] ? { ErrorCode: codes[i] } : { EventId: 'x' },
      );
      return { Entries, FailedEntryCount: Entries.filter((entry) => entry.ErrorCode).length };
    },
  };
  const deps: Relay = {
    bus: bus as unknown as EventBridgeClient,
    busName: 'bus',
    province: 'quang-tri',
    deadLetters: { park: async (body, cause) => void parked.push({ body, cause }) },
    logger: new Logger({ logLevel: 'SILENT' }),
    measure: (lag, seconds) => measured.push([lag, seconds, offered.flat().length]),
    clock: () => new Date(NOW),
  };
  return { deps, offered, parked, measured };
}

describe('event-relay', () => {
  it('publishes inserted event rows in order, ten at a time, and nothing else', async () => {
    const { deps, offered } = world();
    const many = Array.from({ length: 23 }, (_, i) => recordOf({ ...(LOG[0] as RecordedEvent), version: i + 1 }));
    const snapshot = { ...recordOf(LOG[0] as RecordedEvent) };
    const key = keys.snapshot('x');
    const other = { ...snapshot, dynamodb: { ...snapshot.dynamodb, Keys: marshall(key) } } as DynamoDBRecord;
    await relay(streamOf([other, ...many, { ...(many[0] as DynamoDBRecord), eventName: 'MODIFY' }]), deps);
    expect(offered.map((call) => call.length)).toEqual([10, 10, 3]);
    expect(offered.flat()).toEqual(Array.from({ length: 23 }, (_, i) => String(i + 1)));
  });

  it('retries only entries that the bus rejected', async () => {
    const { deps, offered } = world([[undefined, 'ThrottlingException', undefined], ['InternalException']]);
    await relay(streamOf(LOG.slice(0, 3).map(recordOf)), deps);
    expect(offered).toEqual([['1', '2', '3'], ['2'], ['2']]);
  });

  it('reports its lag by each heartbeat, once the rows of its batch are published', async () => {
    const { deps, measured, parked } = world();
    await relay(streamOf([beat(90), ...LOG.slice(0, 2).map(recordOf), beat(30)]), deps);
    expect(measured).toEqual([
      ['RelayLag', 90, 2],
      ['RelayLag', 30, 2],
    ]);
    expect(parked).toEqual([]);
  });

  it('reports no lag for a batch that it could not publish', async () => {
    const always = ['ThrottlingException'];
    const { deps, measured } = world([always, always, always]);
    await expect(relay(streamOf([beat(0), ...LOG.slice(0, 1).map(recordOf)]), deps)).rejects.toThrow();
    expect(measured).toEqual([]);
  });

  it('fails the batch when entries remain, so that the stream redelivers it', async () => {
    const always = ['ThrottlingException'];
    const { deps, offered } = world([always, always, always]);
    await expect(relay(streamOf(LOG.slice(0, 1).map(recordOf)), deps)).rejects.toBeInstanceOf(RelayError);
    expect(offered).toHaveLength(3);
  });

  it('a crash between reading and publishing loses nothing: the batch is redelivered with the same ids', async () => {
    const { deps, offered } = world();
    const crashing = {
      ...deps,
      bus: { send: () => Promise.reject(new Error('down')) } as unknown as EventBridgeClient,
    };
    const batch = streamOf(LOG.slice(0, 2).map(recordOf));
    await expect(relay(batch, crashing)).rejects.toThrow('down');
    await relay(batch, deps);
    expect(offered).toEqual([['1', '2']]);
  });

  it('parks unreadable and permanently rejected rows by key, and continues', async () => {
    const { deps, offered, parked } = world([['MalformedDetail', undefined]]);
    const broken = recordOf(LOG[0] as RecordedEvent);
    const unreadable = { ...broken, dynamodb: { ...broken.dynamodb, NewImage: {} } } as DynamoDBRecord;
    await relay(streamOf([unreadable, ...LOG.slice(1, 3).map(recordOf)]), deps);
    expect(offered).toEqual([['2', '3']]);
    expect(parked.map((p) => p.cause)).toEqual(['unreadable-event-row', 'refused-by-the-bus']);
    expect(parked[1]?.body).toContain('EVENT#00000002');
    expect(parked.map((p) => p.body).join()).not.toContain('Nguyễn');
  });
});
