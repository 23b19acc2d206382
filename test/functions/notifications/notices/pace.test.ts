import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Pace, paced } from '../../../../functions/notifications/pace.ts';

const EVERY = 200;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends a number of items, all requested at once like the message groups of a batch. @returns when each was sent */
async function batch(pace: Pace, letters: number): Promise<number[]> {
  const at: number[] = [];
  pace.onBatchStart();
  await Promise.all(
    Array.from({ length: letters }, async () => {
      await pace.next();
      at.push(performance.now());
    }),
  );
  return at;
}

describe('the rate of one sandbox', () => {
  it('is shared by all message groups of a batch, from its first e-mail on', async () => {
    const started = performance.now();
    const running = batch(paced(EVERY), 3);
    await vi.runAllTimersAsync();
    expect((await running).map((at) => at - started)).toEqual([200, 400, 600]);
  });

  it('holds across batches that move between sandboxes', async () => {
    const turn = fc.record({ sandbox: fc.nat(3), letters: fc.integer({ min: 0, max: 6 }), idle: fc.nat(900) });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 20 }), async (turns) => {
        const sandboxes = [0, 1, 2, 3].map(() => paced(EVERY));
        const sent: number[] = [];
        for (const { sandbox, letters, idle } of turns) {
          const running = batch(sandboxes[sandbox] as Pace, letters);
          await vi.runAllTimersAsync();
          sent.push(...(await running));
          await vi.advanceTimersByTimeAsync(idle);
        }
        const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
        expect(Math.min(EVERY, ...gaps)).toBeGreaterThanOrEqual(EVERY);
      }),
      { numRuns: 50 },
    );
  });
});
