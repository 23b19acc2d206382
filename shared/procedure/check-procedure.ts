import { type CatalogueFault, catalogueFault, type Place } from './fault.ts';
import type { Procedure } from './schema.ts';

type Report = (place: Omit<Place, 'file' | 'procedureCode'>, code: string, vi: string, en: string) => void;
type Rule = (procedure: Procedure, report: Report) => void;

/** Rules that the shape alone cannot express. All are checked; all faults are reported together. */
export function checkProcedure(procedure: Procedure, fileName: string): readonly CatalogueFault[] {
  const faults: CatalogueFault[] = [];
  const { procedureCode } = procedure;
  const report: Report = (place, code, vi, en) => {
    faults.push(catalogueFault({ file: fileName, procedureCode, ...place }, code, vi, en));
  };
  for (const rule of RULES) rule(procedure, report);
  return faults;
}

const hoursAddUp: Rule = ({ steps, workingHours }, report) => {
  // Quarter hours and the like are allowed; sums of them must not fail on binary fractions.
  const sum = steps.reduce((total, step) => total + step.workingHours, 0);
  if (Math.abs(sum - workingHours) < 1e-6) return;
  report(
    { field: 'workingHours' },
    'hours-do-not-add-up',
    `tổng thời gian các bước là ${sum} giờ, khác thời hạn ${workingHours} giờ.`,
    `the steps' working hours add up to ${sum}, not to the allotted ${workingHours}.`,
  );
};

const idsAreUnique: Rule = (procedure, report) => {
  const lists: Record<string, readonly string[]> = {
    steps: procedure.steps.map((s) => s.stepId),
    components: procedure.components.map((c) => c.component),
    fees: procedure.fees.map((f) => f.code),
    channels: procedure.channels,
    applicants: procedure.applicants,
  };
  for (const [field, ids] of Object.entries(lists)) {
    for (const id of repeated(ids)) {
      report({ field: `${field}.${id}` }, 'repeated-id', `"${id}" có nhiều lần.`, `"${id}" is there more than once.`);
    }
  }
  for (const { stepId, roles } of procedure.steps) {
    for (const role of repeated(roles)) {
      report({ stepId, field: 'roles' }, 'repeated-id', `vai trò "${role}" lặp.`, `role "${role}" is repeated.`);
    }
  }
};

/** A result goes out under somebody's authority: whoever may sign must be able to act on the last step. */
const lastStepIsApproved: Rule = ({ steps }, report) => {
  const last = steps.at(-1);
  if (last === undefined || last.roles.includes('approver')) return;
  report(
    { stepId: last.stepId, field: 'roles' },
    'last-step-without-approver',
    'bước cuối phải cho phép vai trò "approver" (người ký kết quả).',
    'the last step must allow the role "approver", who signs the result.',
  );
};

/** Decision 45/2016/QĐ-TTg lists a procedure for sending papers and receiving results together. */
const postalReturnNeedsPost: Rule = ({ postalReturn, channels }, report) => {
  if (!postalReturn || channels.includes('postal')) return;
  report(
    { field: 'channels' },
    'postal-return-without-postal-channel',
    'trả kết quả qua bưu chính thì kênh tiếp nhận phải có "postal".',
    'a procedure with return by post must have the channel "postal".',
  );
};

const feesAreDue: Rule = ({ fees }, report) => {
  for (const fee of fees.filter((f) => f.amount === 0)) {
    report(
      { field: `fees.${fee.code}` },
      'fee-of-nothing',
      'khoản thu 0 đồng không thể thanh toán; hãy bỏ khoản này.',
      'a fee of 0 VND cannot be paid; leave it out.',
    );
  }
};

const somethingIsRequired: Rule = ({ components }, report) => {
  if (components.some((c) => c.required)) return;
  report(
    { field: 'components' },
    'nothing-required',
    'phải có ít nhất một thành phần hồ sơ bắt buộc.',
    'at least one component must be required.',
  );
};

/** Districts are gone: a procedure is the commune's or the province's, and somebody at that level must hold a step. */
const levelHasAStep: Rule = ({ level, steps }, report) => {
  const kinds = level === 'commune' ? ['commune'] : ['department', 'branch'];
  if (steps.some((step) => kinds.includes(step.agencyKind))) return;
  report(
    { field: 'level' },
    'no-step-at-level',
    `không bước nào thuộc cấp "${level}".`,
    `no step is held at the level "${level}".`,
  );
};

const provenancePointsSomewhere: Rule = (procedure, report) => {
  const items: Record<string, readonly string[]> = {
    steps: procedure.steps.map((s) => s.stepId),
    components: procedure.components.map((c) => c.component),
    fees: procedure.fees.map((f) => f.code),
  };
  for (const { field } of procedure.provenance ?? []) {
    const [top = '', item, ...deeper] = field.split('.');
    const known = Object.hasOwn(procedure, top) && top !== 'provenance';
    if (known && (item === undefined || (deeper.length === 0 && items[top]?.includes(item)))) continue;
    report(
      { field: 'provenance' },
      'provenance-of-nothing',
      `nguồn nói về "${field}", trường này không có.`,
      `a note is about "${field}", which is not there.`,
    );
  }
};

const RULES: readonly Rule[] = [
  hoursAddUp,
  idsAreUnique,
  lastStepIsApproved,
  postalReturnNeedsPost,
  feesAreDue,
  somethingIsRequired,
  levelHasAStep,
  provenancePointsSomewhere,
];

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}
