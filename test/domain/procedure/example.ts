import type { Procedure, Step } from '../../../shared/procedure/schema.ts';

const text = (vi: string) => ({ vi, en: vi });

export function step(stepId: string, workingHours: number, roles: Step['roles'] = ['handler']): Step {
  return { stepId, name: text(stepId), agencyKind: 'commune', roles, workingHours };
}

/** A small procedure that breaks no rule; each call gives a fresh one to break. */
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
