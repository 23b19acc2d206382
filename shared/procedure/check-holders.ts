import { END } from './end.ts';
import { type Rule, repeated } from './rule.ts';
import type { AgencyKind, Branch, Level, Procedure, Step } from './schema.ts';

/** Level of an agency kind. */
const LEVELS_OF: Readonly<Record<AgencyKind, readonly Level[]>> = {
  reception: ['province', 'commune'],
  commune: ['commune'],
  department: ['province'],
  police: ['province', 'commune'],
  tax: ['province', 'commune'],
  'social-insurance': ['province', 'commune'],
  'land-office': ['province', 'commune'],
  branch: ['province'],
};

/** Rules about who handles steps and branches: a step without possible officers would block its dossier. */
export const checkHolders: Rule = (procedure, report) => {
  for (const rule of [stepsAreHeld, rolesAreHeld, endsAreSigned, branchesFit, setIsLed]) rule(procedure, report);
};

/** The commune's procedures reach the province through branches only; a province also has all communes below it. */
const stepsAreHeld: Rule = ({ level, steps }, report) => {
  for (const { stepId, agencyKind } of steps) {
    if (level === 'province' || LEVELS_OF[agencyKind].includes(level)) continue;
    report(
      { stepId, field: 'agencyKind' },
      'kind-not-at-level',
      `cấp "${level}" không có cơ quan loại "${agencyKind}"; việc của cấp trên phải là nhánh.`,
      `the level "${level}" has no agency of kind "${agencyKind}"; work of the level above must be a branch.`,
    );
  }
  if (steps.some((step) => step.agencyKind !== 'reception' && LEVELS_OF[step.agencyKind].includes(level))) return;
  report(
    { field: 'level' },
    'no-step-at-level',
    `không bước nào thuộc cấp "${level}".`,
    `no step is held at the level "${level}".`,
  );
};

/** Officers with the role `reception` work only at one-stop shops. */
const rolesAreHeld: Rule = ({ steps }, report) => {
  for (const step of steps) {
    const holders: readonly (readonly [string, Pick<Step, 'roles' | 'agencyKind'>])[] = [
      ['roles', step],
      ...(step.branches ?? []).map((branch) => [`branches.${branch.branchId}.roles`, branch] as const),
    ];
    for (const [field, { roles, agencyKind }] of holders) {
      for (const role of repeated(roles)) {
        report(
          { stepId: step.stepId, field },
          'repeated-id',
          `vai trò "${role}" lặp.`,
          `role "${role}" is there twice.`,
        );
      }
      if (agencyKind === 'reception' || roles.some((role) => role !== 'reception')) continue;
      report(
        { stepId: step.stepId, field },
        'role-nobody-holds',
        `ở cơ quan loại "${agencyKind}" không ai có vai trò "reception".`,
        `nobody at an agency of kind "${agencyKind}" holds the role "reception".`,
      );
    }
  }
};

/** A result needs an authorized signature: approvers must be allowed at every step where the procedure may end. */
const endsAreSigned: Rule = (procedure, report) => {
  for (const step of procedure.steps) {
    if (!endsAt(procedure, step) || step.roles.includes('approver')) continue;
    report(
      { stepId: step.stepId, field: 'roles' },
      'last-step-without-approver',
      'bước mà thủ tục có thể kết thúc phải cho phép vai trò "approver" (người ký kết quả).',
      'a step where the procedure may end must allow the role "approver", who signs the result.',
    );
  }
};

const branchesFit: Rule = ({ steps }, report) => {
  const all = steps.flatMap((step) => (step.branches ?? []).map((branch) => ({ step, branch })));
  const doubles = repeated(all.map(({ branch }) => branch.branchId));
  for (const branchId of doubles) {
    const stepId = all.findLast(({ branch }) => branch.branchId === branchId)?.step.stepId;
    report(
      { ...(stepId !== undefined && { stepId }), field: `branches.${branchId}` },
      'repeated-id',
      `nhánh "${branchId}" có nhiều lần.`,
      `branch "${branchId}" is there more than once.`,
    );
  }
  for (const { step, branch } of all) {
    const place = { stepId: step.stepId, field: `branches.${branch.branchId}` };
    if (branch.workingHours > step.workingHours) {
      report(
        place,
        'branch-longer-than-step',
        `nhánh ${branch.workingHours} giờ, dài hơn bước ${step.workingHours} giờ.`,
        `takes ${branch.workingHours} working hours, longer than its step with ${step.workingHours}.`,
      );
    }
    if (stands(step.agencyKind, branch)) continue;
    report(
      place,
      'branch-relation',
      `không cơ quan loại "${branch.agencyKind}" nào có quan hệ "${branch.relation}" với "${step.agencyKind}".`,
      `no agency of kind "${branch.agencyKind}" stands "${branch.relation}" from one of kind "${step.agencyKind}".`,
    );
  }
};

/** The lead agency of a set of interlinked procedures must handle one of the steps. */
const setIsLed: Rule = ({ procedureCode, interlinked, steps }, report) => {
  if (interlinked === undefined) return;
  if (!steps.some((step) => step.agencyKind === interlinked.lead)) {
    report(
      { field: 'interlinked.lead' },
      'lead-without-step',
      `cơ quan chủ trì loại "${interlinked.lead}" không giữ bước nào.`,
      `the leading kind of agency "${interlinked.lead}" holds no step.`,
    );
  }
  const codes = [procedureCode, ...interlinked.with];
  for (const code of repeated(codes)) {
    report({ field: 'interlinked.with' }, 'repeated-id', `mã ${code} lặp.`, `code ${code} is there more than once.`);
  }
};

function endsAt({ steps }: Procedure, step: Step): boolean {
  return step.next === undefined ? steps.at(-1) === step : step.next.some(({ to }) => to === END);
}

function stands(from: AgencyKind, { agencyKind, relation }: Branch): boolean {
  return LEVELS_OF[from].some((here) =>
    LEVELS_OF[agencyKind].some((there) => {
      if (relation === 'same-level') return here === there;
      return relation === 'up'
        ? here === 'commune' && there === 'province'
        : here === 'province' && there === 'commune';
    }),
  );
}
