import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStep, isLastStep, missingComponents, nextStep } from '../../../shared/procedure/steps.ts';
import { step, validProcedure } from './example.ts';

const procedure = validProcedure();

describe('steps', () => {
  it('finds a step by its id', () => {
    expect(findStep(procedure, 'registration')?.workingHours).toBe(2.7);
    expect(findStep(procedure, 'nowhere')).toBeUndefined();
  });

  it('walks from reception through every step, once, in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 }), (ids) => {
        const completedSteps: string[] = [];
        const steps = ids.map((id) => step(id, 1));
        for (let at = nextStep({ steps }, undefined); at; at = nextStep({ steps }, at.stepId))
          completedSteps.push(at.stepId);
        expect(completedSteps).toEqual(ids);
        expect(ids.filter((id) => isLastStep({ steps }, id))).toEqual(ids.slice(-1));
      }),
    );
  });

  it('leads nowhere from a step the procedure does not have', () => {
    expect(nextStep(procedure, 'nowhere')).toBeUndefined();
    expect(isLastStep(procedure, 'nowhere')).toBe(false);
  });
});

describe('missingComponents', () => {
  it.each([
    [[], ['declaration', 'notification']],
    [['notification', 'notification'], ['declaration']],
    [
      ['authorisation', 'unknown'],
      ['declaration', 'notification'],
    ],
    [['declaration', 'notification'], []],
  ])('%j attached: %j missing', (attached, missing) => {
    expect(missingComponents(procedure, attached)).toEqual(missing);
  });
});
