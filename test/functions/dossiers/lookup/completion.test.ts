import { describe, expect, it } from 'vitest';
import { completionOf } from '../../../../functions/dossiers/lookup/completion.ts';
import { stepAt } from '../../../shared/dossier/samples.ts';

const STEPS = ['check', 'sign'];
const step = (stepId: string) => stepAt(stepId, 'H50.1');

describe('level of completion', () => {
  it.each([
    ['submitted', { status: 'submitted' }, 1],
    ['waiting for papers before acceptance', { status: 'supplement-required' }, 1],
    ['accepted', { status: 'accepted', acceptedAt: 'x' }, 2],
    ['at the first step', { status: 'in-processing', acceptedAt: 'x', step: step('check') }, 3],
    ['waiting for money at the second step', { status: 'payment-required', acceptedAt: 'x', step: step('sign') }, 4],
    ['stopped at the second step', { status: 'stopped', acceptedAt: 'x', step: step('sign') }, 4],
    ['at a step of another version', { status: 'in-processing', acceptedAt: 'x', step: step('gone') }, 3],
    ['completed', { status: 'completed', acceptedAt: 'x', step: step('sign') }, 5],
    ['returned', { status: 'returned', returnReason: 'result', acceptedAt: 'x', step: step('sign') }, 6],
  ] as const)('%s', (_, dossier, stage) => {
    expect(completionOf(dossier, STEPS)).toEqual({ stage, stages: 6, percent: Math.floor((100 * stage) / 6) });
  });

  it.each([
    ['rejected', { status: 'rejected' }, 1, 'rejected'],
    ['withdrawn before acceptance', { status: 'returned', returnReason: 'withdrawn' }, 1, 'withdrawn'],
    [
      'withdrawn at a step',
      { status: 'returned', returnReason: 'withdrawn', acceptedAt: 'x', step: step('sign') },
      4,
      'withdrawn',
    ],
    ['stopped', { status: 'returned', returnReason: 'stopped', acceptedAt: 'x', step: step('check') }, 3, 'stopped'],
  ] as const)('stays where a dossier ended without a result, and says so: %s', (_, dossier, stage, ended) => {
    expect(completionOf(dossier, STEPS)).toEqual({ stage, stages: 6, percent: Math.floor((100 * stage) / 6), ended });
  });

  it('is 100 only at the end', () => {
    expect(completionOf({ status: 'completed', acceptedAt: 'x' }, []).percent).toBe(75);
    expect(completionOf({ status: 'returned', returnReason: 'result' }, []).percent).toBe(100);
  });
});
