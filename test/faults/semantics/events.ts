import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { ACCEPTED, type Case, INVALID, refusal } from './case.ts';

/** An event bus. */
export type Events = { readonly client: EventBridgeClient; readonly bus: string };
export type EventCase = Case<Events>;

const API = 'Amazon EventBridge API Reference, PutEvents';
const RESULTS = 'Amazon EventBridge API Reference, PutEventsResultEntry, ErrorCode';
const RECORDED = 'recorded from AWS in localstack/localstack, tests/aws/services/events/test_events.snapshot.json';
const SIZE = 'Amazon EventBridge API Reference, PutEvents: "the total entry size must be less than 1MB"';
const PATTERNS =
  'Amazon EventBridge User Guide, "Comparison operators for use in event patterns in Amazon EventBridge"';

const GOOD: PutEventsRequestEntry = { Source: 'motcua.test', DetailType: 'Test', Detail: '{"n":1}' };

async function putting({ client, bus }: Events, entries: readonly PutEventsRequestEntry[]): Promise<unknown> {
  const Entries = entries.map((entry) => ({ EventBusName: bus, ...entry }));
  const answer = await client.send(new PutEventsCommand({ Entries }));
  const codes = answer.Entries?.map(({ ErrorCode, EventId }) => ErrorCode ?? (EventId ? 'taken' : 'nothing'));
  return [answer.FailedEntryCount, codes];
}

/** Whether an event with this detail fits a pattern of details. */
const fits =
  (pattern: unknown, ...details: readonly unknown[]): EventCase['run'] =>
  async ({ client }) => {
    const found: unknown[] = [];
    for (const detail of details) {
      const Event = JSON.stringify({
        ...{ version: '0', id: '00000000-0000-4000-8000-000000000000', account: '000000000000' },
        ...{ region: 'ap-southeast-1', time: '2026-03-02T01:00:00Z', resources: [] },
        ...{ source: 'motcua.test', 'detail-type': 'Test', detail },
      });
      const EventPattern = JSON.stringify({ source: ['motcua.test'], detail: pattern });
      found.push((await client.send(new TestEventPatternCommand({ Event, EventPattern }))).Result);
    }
    return found;
  };

export const eventCases: readonly EventCase[] = [
  {
    name: 'one to ten entries are accepted',
    source: `${API}: 1 to 10 items; ${RECORDED}`,
    run: async (events) => {
      const many = Array.from({ length: 11 }, () => GOOD);
      const none = await refusal(putting(events, []));
      return [await putting(events, many.slice(0, 10)), await refusal(putting(events, many)), none];
    },
    aws: [[0, Array(10).fill('taken')], INVALID, INVALID],
    differs: {
      ministack: {
        instead: 'an empty list is accepted',
        answers: [[0, Array(10).fill('taken')], INVALID, ACCEPTED],
      },
    },
  },
  {
    name: 'an invalid entry is reported at its position, and the others are accepted',
    source: `${RESULTS}; ${RECORDED}`,
    run: (events) =>
      putting(events, [
        GOOD,
        { ...GOOD, Source: undefined },
        { ...GOOD, DetailType: undefined },
        { ...GOOD, Detail: undefined },
        { ...GOOD, Detail: '{"n":' },
        { ...GOOD, Detail: '[1]' },
        { ...GOOD, Detail: '"text"' },
        { ...GOOD, Source: 'aws.mine' },
        GOOD,
      ]),
    aws: [
      7,
      [
        'taken',
        ...Array(3).fill('InvalidArgument'),
        ...Array(3).fill('MalformedDetail'),
        'NotAuthorizedForSourceException',
        'taken',
      ],
    ],
    differs: {
      ministack: {
        instead: 'only sources of AWS itself are rejected',
        answers: [1, [...Array(7).fill('taken'), 'NotAuthorizedForSourceException', 'taken']],
      },
    },
  },
  {
    name: 'all entries together have less than 1 MB',
    source: `${SIZE}; ${RECORDED}: "Total size of the entries in the request is over the limit"`,
    run: async (events) => {
      const big = (bytes: number): PutEventsRequestEntry => ({
        ...GOOD,
        Detail: JSON.stringify({ x: 'x'.repeat(bytes) }),
      });
      return [
        await refusal(putting(events, [big(990_000)])),
        await refusal(putting(events, [big(1_100_000)])),
        await refusal(putting(events, [big(600_000), big(600_000)])),
      ];
    },
    aws: [ACCEPTED, INVALID, INVALID],
    differs: {
      ministack: {
        instead: 'any size is accepted',
        answers: [ACCEPTED, ACCEPTED, ACCEPTED],
      },
    },
  },
  {
    name: 'a pattern: values as they are, of any that are named, in every field that is named',
    source: PATTERNS,
    run: fits(
      { a: ['x', 1, true, null], b: ['y'] },
      { a: 'x', b: 'y' },
      { a: 1, b: 'y' },
      { a: null, b: 'y' },
      { a: 'x' },
      { a: '1', b: 'y' },
    ),
    aws: [true, true, true, false, false],
  },
  {
    name: 'a pattern: nested fields, with others next to them',
    source: PATTERNS,
    run: fits({ a: { b: { c: [1] } } }, { a: { b: { c: 1, d: 2 } }, e: 3 }, { a: { b: 1 } }, { a: { c: 1 } }),
    aws: [true, false, false],
  },
  {
    name: 'a pattern: one of the values of an array is enough',
    source: 'Amazon EventBridge User Guide, "Arrays in event patterns"',
    run: fits({ a: ['x', 'y'] }, { a: ['z', 'y'] }, { a: ['z'] }, { a: [] }),
    aws: [true, false, false],
  },
  {
    name: 'a pattern: fields of objects in an array, all of one object',
    source: 'aws/event-ruler README, "Array consistency"',
    run: fits(
      { a: { b: [1], c: [2] } },
      {
        a: [
          { b: 0, c: 0 },
          { b: 1, c: 2 },
        ],
      },
      {
        a: [
          { b: 1, c: 0 },
          { b: 0, c: 2 },
        ],
      },
    ),
    aws: [true, false],
  },
  {
    name: 'a pattern: prefix and suffix, optionally case-insensitive',
    source: PATTERNS,
    run: async (events) => [
      await fits({ a: [{ prefix: 'motcua.' }] }, { a: 'motcua.x' }, { a: 'Motcua.x' }, { a: 1 }, {})(events),
      await fits({ a: [{ prefix: { 'equals-ignore-case': 'motcua.' } }] }, { a: 'MotCua.x' }, { a: 'other' })(events),
      await fits({ a: [{ suffix: '.pdf' }] }, { a: 'x.pdf' }, { a: 'x.PDF' })(events),
      await fits({ a: [{ suffix: { 'equals-ignore-case': '.pdf' } }] }, { a: 'x.PDF' }, { a: 'pdf' })(events),
      await fits({ a: [{ 'equals-ignore-case': 'x' }] }, { a: 'X' }, { a: 'xx' })(events),
    ],
    aws: [
      [true, false, false, false],
      [true, false],
      [true, false],
      [true, false],
      [true, false],
    ],
  },
  {
    name: 'a pattern: wildcard',
    source: PATTERNS,
    run: fits(
      { a: [{ wildcard: 'p/*/forms/*.pdf' }] },
      { a: 'p/1/forms/a.pdf' },
      { a: 'p/1/2/forms/.pdf' },
      { a: 'p/1/forms/a.pdf.exe' },
      { a: 'p/1/Forms/a.pdf' },
    ),
    aws: [true, true, false, false],
  },
  {
    name: 'a pattern: anything-but, of an existing field',
    source: PATTERNS,
    run: async (events) => [
      await fits({ a: [{ 'anything-but': 'x' }] }, { a: 'y' }, { a: 'x' }, {}, { a: ['x', 'y'] }, { a: null })(events),
      await fits({ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, { a: 'y' })(events),
      await fits({ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'yx' }, { a: 'xy' }, {})(events),
      await fits({ a: [{ 'anything-but': { suffix: ['x', 'z'] } }] }, { a: 'xy' }, { a: 'yz' })(events),
    ],
    aws: [
      [true, false, false, true, true],
      [true, false],
      [true, false, false],
      [true, false],
    ],
  },
  {
    name: 'a pattern: exists, of a field with a value',
    source: `${PATTERNS}: "Exists matching only works on leaf nodes"`,
    run: async (events) => [
      await fits({ a: [{ exists: true }] }, { a: 0 }, { a: null }, {})(events),
      await fits({ a: [{ exists: false }] }, { a: 0 }, {}, { b: 1 })(events),
      await fits({ a: { b: [{ exists: false }] } }, { a: { b: 1 } }, { a: {} }, {})(events),
    ],
    aws: [
      [true, true, false],
      [false, true, true],
      [false, true, true],
    ],
  },
  {
    name: 'a pattern: numeric, one bound or two',
    source: PATTERNS,
    run: async (events) => [
      await fits({ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 0 }, { a: 5 }, { a: 5.1 }, { a: '3' }, {})(events),
      await fits({ a: [{ numeric: ['=', 300] }] }, { a: 3.0e2 }, { a: 301 })(events),
      await fits({ a: [{ numeric: ['<', 10] }] }, { a: -1 }, { a: 10 })(events),
    ],
    aws: [
      [false, true, false, false, false],
      [true, false],
      [true, false],
    ],
  },
  {
    name: 'a pattern: one of several by $or',
    source: PATTERNS,
    run: fits(
      { a: ['x'], $or: [{ b: [1] }, { c: [{ numeric: ['>', 2] }] }] },
      { a: 'x', b: 1 },
      { a: 'x', c: 3 },
      { a: 'x', b: 2 },
      { b: 1 },
    ),
    aws: [true, true, false, false],
  },
  {
    name: 'an invalid pattern is rejected',
    source: 'Amazon EventBridge API Reference, TestEventPattern, InvalidEventPatternException',
    run: async (events) => [
      await refusal(fits({ a: 'x' }, {})(events)),
      await refusal(fits({ a: [{ unheard: 'x' }] }, {})(events)),
      await refusal(fits({ a: [] }, {})(events)),
    ],
    aws: Array(3).fill({ refused: 'InvalidEventPatternException' }),
  },
];
