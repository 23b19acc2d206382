import { describe, expect, it } from 'vitest';
import { END } from '../../../shared/procedure/end.ts';
import { longestHours, successors } from '../../../shared/procedure/graph.ts';
import { policiesOf, warningShare } from '../../../shared/procedure/policies.ts';
import { findBranch, isLastStep, nextStep, nextSteps } from '../../../shared/procedure/steps.ts';
import { choice, step, validGraph, validProcedure } from './example.ts';

const graph = validGraph();
const ids = (steps: readonly { stepId: string }[]) => steps.map((s) => s.stepId);
const ways = (stepId: string) =>
  successors(graph, stepId).map(({ outcome, to }) => [outcome, typeof to === 'string' ? to : to.stepId]);

describe('successors', () => {
  it('are the outcomes of a choice, in order', () => {
    expect(ways('examination')).toEqual([
      ['clear', 'signature'],
      ['unclear', 'verification'],
      ['hopeless', 'refusal'],
    ]);
  });

  it('are the following step without a choice, and the end after the last one', () => {
    expect(ways('verification')).toEqual([[undefined, 'signature']]);
    expect(ways('signature')).toEqual([['signed', 'end']]);
    expect(ways('refusal')).toEqual([[undefined, 'end']]);
    expect(ways('nowhere')).toEqual([]);
  });

  it('are those of each list in which a step stands', () => {
    const [first, second, third] = [step('first', 1), step('second', 1), step('third', 1)];
    const from = (...steps: (typeof first)[]) => successors({ steps }, 'first').map(({ to }) => to);
    expect([from(first, second), from(first, third), from(first)]).toEqual([[second], [third], [END]]);
  });
});

describe('nextSteps', () => {
  it('begin at the first step', () => {
    expect(ids(nextSteps(graph, undefined))).toEqual(['examination']);
    expect(ids(nextSteps(graph, undefined, 'clear'))).toEqual(['examination']);
  });

  it('follow the outcome, or are all that may come', () => {
    expect(ids(nextSteps(graph, 'examination', 'unclear'))).toEqual(['verification']);
    expect(ids(nextSteps(graph, 'examination'))).toEqual(['signature', 'verification', 'refusal']);
    expect(ids(nextSteps(graph, 'examination', 'lost'))).toEqual([]);
    expect(ids(nextSteps(graph, 'verification', 'clear'))).toEqual([]);
    expect(ids(nextSteps(graph, 'signature'))).toEqual([]);
    expect(ids(nextSteps(graph, 'nowhere'))).toEqual([]);
  });

  it('name a step once that two outcomes lead to', () => {
    const steps = [choice('first', 1, 'yes>last', 'no>last'), step('last', 1)];
    expect(ids(nextSteps({ steps }, 'first'))).toEqual(['last']);
    expect(nextStep({ steps }, 'first')).toBeUndefined();
  });
});

describe('nextStep and isLastStep on a graph', () => {
  it('know the way where there is only one', () => {
    expect(nextStep(graph, undefined)?.stepId).toBe('examination');
    expect(nextStep(graph, 'verification')?.stepId).toBe('signature');
    expect(nextStep({ steps: [choice('a', 1, 'on>c'), step('b', 1), step('c', 1)] }, 'a')?.stepId).toBe('c');
  });

  it('leave a choice to the outcome', () => {
    expect(nextStep(graph, 'examination')).toBeUndefined();
    expect(graph.steps.filter((s) => isLastStep(graph, s.stepId)).map((s) => s.stepId)).toEqual([
      'signature',
      'refusal',
    ]);
  });
});

describe('longestHours', () => {
  it('go along the longest way, from anywhere', () => {
    expect(longestHours(graph)).toBe(8);
    expect(longestHours(graph, 'verification')).toBe(6);
    expect(longestHours(graph, 'refusal')).toBe(1);
    expect(longestHours(graph, 'nowhere')).toBeUndefined();
    expect(longestHours(validProcedure())).toBeCloseTo(8, 9);
  });

  it('throw for a cycle', () => {
    const steps = [step('a', 1), choice('b', 1, 'back>a')];
    expect(() => longestHours({ steps })).toThrow(RangeError);
  });

  it('do not take longer the more ways there are', () => {
    const steps = Array.from({ length: 36 }, (_, i) =>
      i === 35 ? step('s35', 1) : choice(`s${i}`, 1, `near>s${i + 1}`, `far>s${Math.min(i + 2, 35)}`),
    );
    expect(longestHours({ steps })).toBe(36);
  });
});

it('a branch is found at its step only', () => {
  expect(findBranch(graph, 'verification', 'tax')?.optional).toBe(true);
  expect(findBranch(graph, 'signature', 'tax')).toBeUndefined();
  expect(findBranch(graph, 'nowhere', 'tax')).toBeUndefined();
});

describe('policies', () => {
  it('are the law and the caution of the project where the catalogue is silent', () => {
    expect(policiesOf(validProcedure())).toEqual({
      afterSupplement: 'restart',
      paymentStopsClock: true,
      supplementWorkingHours: 240,
      paymentWorkingHours: 240,
      refundWorkingHours: 40,
      immediate: false,
      sameDay: false,
      maxSupplementRequests: 3,
      processedBy: 'province',
    });
    expect(warningShare(step('a', 1))).toBe(0.75);
  });

  it('are what the catalogue says', () => {
    const said = {
      afterSupplement: 'resume',
      paymentStopsClock: false,
      supplementWorkingHours: 80,
      paymentWorkingHours: 40,
      refundWorkingHours: 16,
      immediate: true,
      sameDay: true,
      maxSupplementRequests: 1,
      processedBy: 'ministry',
    } as const;
    expect(policiesOf(said)).toEqual(said);
    expect(warningShare({ ...step('a', 1), warningShare: 0.5 })).toBe(0.5);
  });
});
