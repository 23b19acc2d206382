import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import { parseProcedure } from '../../../shared/procedure/parse-procedure.ts';
import type { Procedure, Step } from '../../../shared/procedure/schema.ts';
import { accepted } from '../identifiers/outcome.ts';
import { choice, step, validGraph } from './example.ts';

const FILE = '1.001193.json';
const A = ['approver'] as const;

/** The graph with one of its steps replaced. */
function withStep(changed: Step): Partial<Procedure> {
  return { steps: validGraph().steps.map((s) => (s.stepId === changed.stepId ? changed : s)) };
}

describe('the ways between steps', () => {
  it('are accepted when every step is reached and every way ends', () => {
    expect(accepted(parseProcedure(validGraph(), FILE))).toEqual(validGraph());
  });

  it('accept two outcomes that lead to the same step, and a jump over steps', () => {
    const steps = [choice('first', 4, 'yes>last', 'no>last', 'maybe>middle'), choice('middle', 2, 'on>last')];
    const last = step('last', 2, ['approver']);
    expect(checkProcedure({ ...validGraph(), steps: [...steps, last] }, FILE)).toEqual([]);
  });

  const broken: readonly [string, Partial<Procedure>, code: string, place: object][] = [
    [
      'a target that is not there',
      withStep(choice('signature', 2, 'signed>filing')),
      'no-such-step',
      { stepId: 'signature', field: 'next.signed' },
    ],
    [
      'a choice without outcome',
      withStep(choice('signature', 2)),
      'choice-without-outcome',
      { stepId: 'signature', field: 'next' },
    ],
    [
      'an outcome twice',
      withStep(choice('signature', 2, 'signed>end', 'signed>refusal')),
      'repeated-id',
      { stepId: 'signature', field: 'next.signed' },
    ],
    [
      'a step that no way leads to',
      withStep(choice('examination', 2, 'clear>signature', 'unclear>verification')),
      'unreachable-step',
      { stepId: 'refusal' },
    ],
    [
      'a step that leads to itself',
      withStep(choice('signature', 2, 'signed>end', 'again>signature')),
      'circle',
      { stepId: 'signature', field: 'next' },
    ],
    [
      'a step called as the end is',
      { steps: [step('examination', 4), step('end', 4, [...A])] },
      'reserved-id',
      { stepId: 'end', field: 'stepId' },
    ],
    ['hours of a shorter way', { workingHours: 4 }, 'hours-do-not-add-up', { field: 'workingHours' }],
    ['hours of all steps together', { workingHours: 9 }, 'hours-do-not-add-up', { field: 'workingHours' }],
  ];

  it.each(broken)('refuse %s', (_, change, code, place) => {
    const faults = checkProcedure({ ...validGraph(), ...change }, FILE);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, file: FILE, procedureCode: '1.001193', ...place });
    for (const message of Object.values(faults[0]?.message ?? {})) {
      for (const part of [FILE, '1.001193', ...Object.values(place)]) expect(message).toContain(part);
    }
  });

  it('reject a cycle, naming each step on it and no other', () => {
    const steps = [
      step('examination', 2),
      step('drafting', 2),
      choice('review', 2, 'good>signature', 'bad>drafting'),
      step('signature', 2, ['approver']),
    ];
    const faults = checkProcedure({ ...validGraph(), steps }, FILE);
    expect(faults.map((f) => [f.code, f.stepId])).toEqual([
      ['circle', 'drafting'],
      ['circle', 'review'],
    ]);
  });

  it('reject a cycle without an exit', () => {
    const steps = [choice('first', 8, 'on>second'), choice('second', 1, 'back>first')];
    expect(checkProcedure({ ...validGraph(), steps }, FILE).map((f) => f.code)).toEqual(['circle', 'circle']);
  });

  it('skip cycles and hours while an id is duplicated', () => {
    const steps = [step('signature', 1), step('signature', 1, ['approver'])];
    expect(checkProcedure({ ...validGraph(), steps }, FILE).map((f) => f.code)).toEqual(['repeated-id']);
  });

  it('answer a step id that names something built in as any other', () => {
    fc.assert(
      fc.property(fc.constantFrom('constructor', 'tostring', 'valueof'), (to) => {
        const faults = checkProcedure(
          { ...validGraph(), ...withStep(choice('signature', 2, 'signed>end', `odd>${to}`)) },
          FILE,
        );
        expect(faults.map((f) => f.code)).toEqual(['no-such-step']);
      }),
    );
  });
});
