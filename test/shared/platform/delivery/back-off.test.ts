import { describe, expect, it } from 'vitest';
import { type BackOff, doubling, queueDelay, waitBefore } from '../../../../shared/platform/back-off.ts';

/** The shortest and the longest possible delay. */
const bounds = (repetition: number, backOff: BackOff) =>
  [0, 1].map((drawn) => waitBefore(repetition, backOff, () => drawn));

describe('back-off', () => {
  it('doubles up to the longest wait', () => {
    expect(doubling(25, 400)).toEqual([25, 50, 100, 200, 400]);
    expect(doubling(5, 900)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900]);
  });

  it('draws between the fixed share of the maximum and the maximum', () => {
    const halfCertain = { ceilings: doubling(5, 900), certain: 0.5 };
    expect([0, 3, 50].map((repetition) => bounds(repetition, halfCertain))).toEqual([
      [2.5, 5],
      [20, 40],
      [450, 900],
    ]);
    expect(bounds(1, { ceilings: [1, 2], certain: 0 })).toEqual([0, 2]);
    expect(bounds(1, { ceilings: [1, 2], certain: 1 })).toEqual([2, 2]);
  });

  it.each([
    [0, 1],
    [2.1, 3],
    [5000, 900],
  ])('%d s are a delay of %d', (seconds, delay) => {
    expect(queueDelay(seconds)).toBe(delay);
  });
});
