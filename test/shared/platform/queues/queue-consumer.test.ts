import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defectsParked } from '../../../../functions/dossiers/transitions/defects.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { queueConsumer } from '../../../../shared/platform/queues/queue-consumer.ts';
import { StoreBusyError } from '../../../../shared/platform/table/busy.ts';
import { WriteRefusedError } from '../../../../shared/platform/table/write-refused.ts';

const schema = z.strictObject({ group: z.string(), upTo: z.optional(z.int()), name: z.string() });
type Message = z.infer<typeof schema>;

/** A consumer that does to each message what its name says. */
function consumer(more: { readonly ordered?: true; readonly fails?: () => unknown } = {}) {
  const handled: string[] = [];
  const parked: string[] = [];
  const begun: number[] = [];
  const logger = new Logger({ logLevel: 'SILENT' });
  const handle = async ({ group, name, upTo }: Message) => {
    handled.push(`${group} ${name} ${upTo ?? ''}`.trim());
    if (name === 'fail') throw more.fails?.() ?? Object.assign(new Error('not now'), { code: 'ECONNRESET' });
    if (name === 'refuse') throw new PermanentError('never');
  };
  const consume = queueConsumer<Message>({
    schema,
    groupOf: ({ group }) => group,
    coalesceBy: ({ upTo }) => upTo,
    onBatchStart: () => begun.push(handled.length),
    deadLetters: { park: async (body, cause) => void parked.push(`${cause} ${body}`) },
    logger,
    handle: more.ordered ? defectsParked(handle, logger) : handle,
  });
  const batch = async (...bodies: readonly unknown[]) => {
    const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body: JSON.stringify(body) }));
    const answer = (await consume({ Records } as SQSEvent, {} as Context)) as SQSBatchResponse;
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { batch, handled, parked, begun };
}

describe('messages that tell how far something has come', () => {
  it('are one where they come together: the furthest is handled', async () => {
    const { batch, handled } = consumer();
    const of = (group: string, upTo: number) => ({ group, upTo, name: 'tell' });
    expect(await batch(of('a', 1), of('b', 7), of('a', 3), of('a', 2), of('b', 6))).toEqual([]);
    expect(handled).toEqual(['a tell 3', 'b tell 7']);
  });

  it('fail together, with all that follows in their group', async () => {
    const { batch, handled } = consumer();
    const failing = [
      { group: 'a', upTo: 1, name: 'tell' },
      { group: 'a', name: 'alone' },
      { group: 'a', upTo: 2, name: 'fail' },
      { group: 'b', name: 'alone' },
    ];
    expect(await batch(...failing)).toEqual(['m0', 'm2', 'm1']);
    expect(handled).toEqual(['a fail 2', 'b alone']);
  });

  it('are parked once, and what stands for itself still has its turn', async () => {
    const { batch, handled, parked } = consumer();
    const refused = { group: 'a', upTo: 2, name: 'refuse' };
    expect(await batch({ group: 'a', upTo: 1, name: 'tell' }, refused, { group: 'a', name: 'alone' })).toEqual([]);
    expect(parked).toEqual([`never ${JSON.stringify(refused)}`]);
    expect(handled).toEqual(['a refuse 2', 'a alone']);
  });

  it('are never handled past their batch, and none is lost, whatever comes together', async () => {
    const message = fc.record({
      group: fc.constantFrom('a', 'b'),
      upTo: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
      name: fc.constantFrom('tell', 'tell', 'fail', 'refuse'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 10 }), async (messages) => {
        const { batch, handled } = consumer();
        const failed = new Set(await batch(...messages));
        for (const [index, { group, upTo, name }] of messages.entries()) {
          if (failed.has(`m${index}`)) continue;
          const said = handled.map((line) => line.split(' ')).filter(([of]) => of === group);
          const covered = said.some(([, , reach]) => reach !== undefined && Number(reach) >= Number(upTo));
          expect(upTo === undefined ? said.some(([, what]) => what === name) : covered).toBe(true);
        }
      }),
    );
  });
});

describe('a batch', () => {
  it('is told of before its first message, each time', async () => {
    const { batch, begun } = consumer();
    await batch({ group: 'a', name: 'tell' });
    await batch({ group: 'a', name: 'tell' });
    expect(begun).toEqual([0, 1]);
  });

  it('parks what is no message and goes on', async () => {
    const { batch, handled, parked } = consumer();
    expect(await batch({ nonsense: 1 }, { group: 'a', name: 'tell' })).toEqual([]);
    expect(parked).toEqual(['malformed-message {"nonsense":1}']);
    expect(handled).toEqual(['a tell']);
  });
});

/** An error as a client of the SDK throws it. */
const serviceError = (name: string) => Object.assign(new Error(name), { name, $fault: 'client', $metadata: {} });
const FAILING = { group: 'a', name: 'fail' };
const BEHIND = { group: 'a', name: 'tell' };

describe('what can never succeed', () => {
  it.each([
    ['refused-ValidationException', () => serviceError('ValidationException')],
    ['refused-SerializationException', () => serviceError('SerializationException')],
    ['refused-ValidationError', () => new WriteRefusedError(['ValidationError'])],
    ['refused-ItemCollectionSizeLimitExceeded', () => new WriteRefusedError(['ItemCollectionSizeLimitExceeded'])],
    ['refused-InvalidMessageContents', () => serviceError('InvalidMessageContents')],
  ])('is parked at once (%s), and those behind it go on', async (cause, fails) => {
    const { batch, handled, parked } = consumer({ fails });
    expect(await batch(FAILING, BEHIND)).toEqual([]);
    expect(parked).toEqual([`${cause} ${JSON.stringify(FAILING)}`]);
    expect(handled).toEqual(['a fail', 'a tell']);
  });

  it.each([
    ['defect-TypeError', () => new TypeError('undefined is no function')],
    ['defect-RangeError', () => new RangeError('Invalid time value')],
    ['defect-Error', () => new Error('event 3 does not follow version 1')],
    ['defect-string', () => 'thrown'],
    ['defect-$ZodError', () => z.string().safeParse(1).error],
  ])('by a defect of ours (%s) is tried twice and parked, where a queue keeps an order', async (cause, fails) => {
    const { batch, handled, parked } = consumer({ ordered: true, fails });
    expect(await batch(FAILING, BEHIND)).toEqual([]);
    expect(parked).toEqual([`${cause} ${JSON.stringify(FAILING)}`]);
    expect(handled).toEqual(['a fail', 'a fail', 'a tell']);
  });

  it('by a defect of ours is left to the receptions of a queue without an order', async () => {
    const { batch, parked } = consumer({ fails: () => new TypeError('undefined is no function') });
    expect(await batch(FAILING, BEHIND)).toEqual(['m0', 'm1']);
    expect(parked).toEqual([]);
  });

  it('is not what succeeds when it is tried once more', async () => {
    let left = 1;
    const { batch, handled, parked } = consumer({
      ordered: true,
      fails: () => (left-- > 0 ? new TypeError('x') : new PermanentError('second')),
    });
    expect(await batch(FAILING, BEHIND)).toEqual([]);
    expect(handled).toEqual(['a fail', 'a fail', 'a tell']);
    expect(parked).toEqual([`second ${JSON.stringify(FAILING)}`]);
  });
});

describe('trouble of the moment', () => {
  it.each([
    ['a busy table', () => new StoreBusyError('TransactionConflict')],
    ['a table without rights', () => new WriteRefusedError(['AccessDenied'])],
    ['throttling', () => serviceError('ThrottlingException')],
    ['no rights', () => serviceError('AccessDeniedException')],
    ['an error of the service', () => serviceError('InternalServerError')],
    ['a cut connection', () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['a fetch that failed', () => new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })],
    ['an unreadable answer', () => Object.assign(new SyntaxError('Unexpected token'), { $metadata: {} })],
    ['a time-out', () => new DOMException('', 'TimeoutError')],
  ])('(%s) is left to the queue, with all that stands behind', async (_, fails) => {
    const { batch, parked } = consumer({ ordered: true, fails });
    expect(await batch(FAILING, BEHIND)).toEqual(['m0', 'm1']);
    expect(parked).toEqual([]);
  });
});
