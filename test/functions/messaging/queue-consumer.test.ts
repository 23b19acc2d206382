import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PermanentError } from '../../../shared/messaging/permanent.ts';
import { queueConsumer } from '../../../shared/messaging/queue-consumer.ts';

const schema = z.strictObject({ group: z.string(), upTo: z.optional(z.int()), name: z.string() });
type Message = z.infer<typeof schema>;

/** A consumer that does to each message what its name says. */
function consumer() {
  const handled: string[] = [];
  const parked: string[] = [];
  const begun: number[] = [];
  const consume = queueConsumer<Message>({
    schema,
    groupOf: ({ group }) => group,
    reach: ({ upTo }) => upTo,
    begin: () => begun.push(handled.length),
    deadLetters: { park: async (body, cause) => void parked.push(`${cause} ${body}`) },
    logger: new Logger({ logLevel: 'SILENT' }),
    async handle({ group, name, upTo }) {
      handled.push(`${group} ${name} ${upTo ?? ''}`.trim());
      if (name === 'fail') throw new Error('not now');
      if (name === 'refuse') throw new PermanentError('never');
    },
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
