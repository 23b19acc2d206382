import type { Branch, Procedure, Step, StepOutcome } from '../../../shared/procedure/schema.ts';

const text = (vi: string) => ({ vi, en: vi });

export function step(
  stepId: string,
  workingHours: number,
  roles: Step['roles'] = ['handler'],
  more: Partial<Step> = {},
): Step {
  return { stepId, name: text(stepId), agencyKind: 'commune', roles, workingHours, ...more };
}

/** A step that may end the procedure, with its ways as `outcome>step`. */
export function choice(stepId: string, workingHours: number, ...ways: string[]): Step {
  return step(stepId, workingHours, ['approver'], { next: ways.map(way) });
}

function way(text_: string): StepOutcome {
  const [outcome = '', to = ''] = text_.split('>');
  return { outcome, name: text(outcome), to };
}

export function branch(branchId: string, workingHours: number, more: Partial<Branch> = {}): Branch {
  return {
    branchId,
    name: text(branchId),
    agencyKind: 'police',
    relation: 'same-level',
    roles: ['handler'],
    workingHours,
    result: text('Văn bản trả lời'),
    ...more,
  };
}

/** A small valid procedure; each call returns a new object to modify. */
export function validProcedure(): Procedure {
  return {
    procedureCode: '1.001193',
    version: 1,
    name: text('Đăng ký khai sinh'),
    field: { code: 'civil-status', name: text('Hộ tịch') },
    level: 'commune',
    legalBasis: 'Luật Hộ tịch',
    channels: ['direct', 'online', 'postal'],
    applicants: ['citizen'],
    components: [
      { component: 'declaration', name: text('Tờ khai'), required: true },
      { component: 'authorisation', name: text('Giấy ủy quyền'), required: false },
      { component: 'notification', name: text('Giấy chứng sinh'), required: true },
    ],
    fees: [
      { code: 'late', name: text('Lệ phí quá hạn'), kind: 'charge', amount: 8000 },
      { code: 'copy', name: text('Phí bản sao'), kind: 'fee', amount: 5000 },
    ],
    steps: [step('examination', 3.1), step('registration', 2.7), step('signature', 2.2, ['approver'])],
    workingHours: 8,
    postalReturn: true,
  };
}

/**
 * A graph with everything in it, 8 hours along its longest way: examination, then a verification on site with a branch,
 * or straight to the signature; a refusal stands beside.
 */
export function validGraph(): Procedure {
  return {
    ...validProcedure(),
    steps: [
      choice('examination', 2, 'clear>signature', 'unclear>verification', 'hopeless>refusal'),
      step('verification', 4, ['handler'], {
        onSite: true,
        branches: [branch('residence', 4), branch('tax', 2, { agencyKind: 'tax', relation: 'up', optional: true })],
      }),
      choice('signature', 2, 'signed>end'),
      step('refusal', 1, ['approver']),
    ],
  };
}
