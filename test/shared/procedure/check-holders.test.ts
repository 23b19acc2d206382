import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import { parseProcedure } from '../../../shared/procedure/parse-procedure.ts';
import type { Branch, Procedure, Step } from '../../../shared/procedure/schema.ts';
import { refused } from '../identifiers/outcome.ts';
import { branch, step, validGraph, validProcedure } from './example.ts';

const FILE = '1.001193.json';
const last = (more: Partial<Step>) => ({ steps: [step('signature', 8, ['approver'], more)] });
const branches = (...list: Branch[]) => last({ branches: list });

describe('who holds steps and branches', () => {
  const broken: readonly [string, Partial<Procedure>, code: string, place: object][] = [
    [
      'reception officers where there is no desk',
      { steps: [step('examination', 4, ['reception']), step('signature', 4, ['approver'])] },
      'role-without-holder',
      { stepId: 'examination', field: 'roles' },
    ],
    [
      'reception officers in a branch',
      branches(branch('residence', 8, { roles: ['reception'] })),
      'role-without-holder',
      { stepId: 'signature', field: 'branches.residence.roles' },
    ],
    [
      'a role of a branch twice',
      branches(branch('residence', 8, { roles: ['handler', 'handler'] })),
      'repeated-id',
      { stepId: 'signature', field: 'branches.residence.roles' },
    ],
    [
      'a step of the province in a procedure of the commune',
      {
        steps: [step('examination', 4, ['handler'], { agencyKind: 'department' }), step('signature', 4, ['approver'])],
      },
      'kind-not-at-level',
      { stepId: 'examination', field: 'agencyKind' },
    ],
    [
      'a way that ends without a signature',
      {
        steps: validGraph().steps.map((s) =>
          s.stepId === 'signature' ? { ...s, roles: ['handler' as const, 'reception' as const] } : s,
        ),
      },
      'last-step-without-approver',
      { stepId: 'signature', field: 'roles' },
    ],
    [
      'a branch longer than its step',
      branches(branch('residence', 8.5)),
      'branch-longer-than-step',
      { stepId: 'signature', field: 'branches.residence' },
    ],
    [
      'a branch twice in one step',
      branches(branch('residence', 8), branch('residence', 4)),
      'repeated-id',
      { stepId: 'signature', field: 'branches.residence' },
    ],
    [
      'a branch twice in two steps',
      {
        steps: [
          step('examination', 4, ['handler'], { branches: [branch('residence', 4)] }),
          step('signature', 4, ['approver'], { branches: [branch('residence', 4)] }),
        ],
      },
      'repeated-id',
      { stepId: 'signature', field: 'branches.residence' },
    ],
    [
      'a set without a leading step',
      { interlinked: { lead: 'police', with: ['1.004222'] } },
      'lead-without-step',
      { field: 'interlinked.lead' },
    ],
    [
      'a set that joins a procedure twice',
      { interlinked: { lead: 'commune', with: ['1.004222', '1.004222'] } },
      'repeated-id',
      { field: 'interlinked.with' },
    ],
    [
      'a set that joins itself',
      { interlinked: { lead: 'commune', with: ['1.001193'] } },
      'repeated-id',
      { field: 'interlinked.with' },
    ],
    [
      'an immediate result after more than a day',
      { immediate: true, workingHours: 8.5, steps: [step('signature', 8.5, ['approver'])] },
      'immediate-takes-long',
      { field: 'immediate' },
    ],
    [
      'an immediate result that waits for others',
      { immediate: true, ...branches(branch('residence', 8)) },
      'immediate-takes-long',
      { field: 'immediate' },
    ],
    [
      'an immediate result after a visit',
      { immediate: true, ...last({ onSite: true }) },
      'immediate-takes-long',
      { field: 'immediate' },
    ],
  ];

  it.each(broken)('refuses %s', (_, change, code, place) => {
    const faults = checkProcedure({ ...validProcedure(), ...change }, FILE);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, file: FILE, procedureCode: '1.001193', ...place });
    for (const message of Object.values(faults[0]?.message ?? {})) {
      for (const part of [FILE, '1.001193', ...Object.values(place)]) expect(message).toContain(part);
    }
  });

  it.each([
    ['commune', 'police', 'same-level', true],
    ['commune', 'police', 'up', true],
    ['commune', 'department', 'up', true],
    ['commune', 'department', 'same-level', false],
    ['commune', 'commune', 'same-level', true],
    ['commune', 'police', 'down', false],
    ['department', 'commune', 'down', true],
    ['department', 'commune', 'same-level', false],
    ['department', 'department', 'same-level', true],
    ['department', 'tax', 'up', false],
    ['land-office', 'land-office', 'up', true],
  ] as const)('from %s to %s, %s: %s', (agencyKind, other, relation, fits) => {
    const level = agencyKind === 'department' ? 'province' : 'commune';
    const one = branch('residence', 8, { agencyKind: other, relation });
    const change = last({ agencyKind, branches: [one] });
    const codes = checkProcedure({ ...validProcedure(), ...change, level }, FILE).map((f) => f.code);
    expect(codes).toEqual(fits ? [] : ['branch-relation']);
  });

  it('lets a procedure of the province begin at the commune', () => {
    const steps = [step('confirmation', 4), step('signature', 4, ['approver'], { agencyKind: 'department' })];
    expect(checkProcedure({ ...validProcedure(), level: 'province', steps }, FILE)).toEqual([]);
  });

  it('lets the desk itself decide with the head of the desk', () => {
    const steps = [
      step('certification', 4, ['reception'], { agencyKind: 'reception' }),
      step('signature', 4, ['approver']),
    ];
    expect(checkProcedure({ ...validProcedure(), immediate: true, steps }, FILE)).toEqual([]);
  });

  it.each([
    ['warningShare', 1, 'steps.0.warningShare'],
    ['warningShare', 0, 'steps.0.warningShare'],
    ['next', [{ outcome: 'Đạt', name: { vi: 'Đạt', en: 'Passed' }, to: 'end' }], 'steps.0.next.0.outcome'],
    ['branches', [{ ...branch('residence', 4), relation: 'beside' }], 'steps.0.branches.0.relation'],
    ['branches', [{ ...branch('residence', 4), agencyKind: 'army' }], 'steps.0.branches.0.agencyKind'],
  ])('does not know %s %j', (field, value, place) => {
    const steps = [{ ...step('signature', 8, ['approver']), [field]: value }];
    const faults = refused(parseProcedure({ ...validProcedure(), steps }, FILE));
    expect(faults.map((f) => [f.code, f.stepId, f.field])).toEqual([['procedure-shape', 'signature', place]]);
  });
});
