import { checkGraph } from './check-graph.ts';
import { checkHolders } from './check-holders.ts';
import { declarationHolds } from './declaration/check-declaration.ts';
import { hasField } from './fact.ts';
import { type CatalogueFault, catalogueFault } from './fault.ts';
import { type Report, type Rule, repeated } from './rule.ts';
import type { Procedure } from './schema.ts';

const WORKING_DAY = 8;

/** Rules that the schema alone cannot express. All rules are checked and all faults are reported together. */
export function checkProcedure(procedure: Procedure, fileName: string): readonly CatalogueFault[] {
  const faults: CatalogueFault[] = [];
  const { procedureCode } = procedure;
  const report: Report = (place, code, vi, en) => {
    faults.push(catalogueFault({ file: fileName, procedureCode, ...place }, code, vi, en));
  };
  for (const rule of RULES) rule(procedure, report);
  return faults;
}

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
};

/** Decision 45/2016/QĐ-TTg treats sending documents and receiving results by post together, per procedure. */
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
  for (const fee of fees.filter((f) => f.amount === 0 && f.assessed !== true)) {
    report(
      { field: `fees.${fee.code}` },
      'fee-of-nothing',
      'khoản thu 0 đồng không thể thanh toán; hãy bỏ khoản này.',
      'a fee of 0 VND cannot be paid; leave it out.',
    );
  }
};

/** Alternatives are at least two; of what depends on lateness or on another authority nothing is an alternative. */
const alternativesAreSeveral: Rule = ({ fees }, report) => {
  for (const fee of fees) {
    if (fee.group === undefined) continue;
    const isAlone = fees.filter((other) => other.group === fee.group).length < 2;
    if (!isAlone && fee.late === undefined && fee.optional !== true && fee.assessed !== true) continue;
    report(
      { field: `fees.${fee.code}` },
      'fee-without-alternative',
      'mức thu thay thế phải có ít nhất hai khoản cố định trong cùng nhóm.',
      'a group of alternatives needs at least two fees that are fixed.',
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

/** An immediate result is decided at reception, within the one working day the law allows for it. */
const immediateIsShort: Rule = ({ immediate, workingHours, steps }, report) => {
  const waits = workingHours > WORKING_DAY || steps.some((step) => step.onSite || step.branches?.length);
  if (!immediate || !waits) return;
  report(
    { field: 'immediate' },
    'immediate-takes-long',
    'thủ tục trả kết quả ngay không được quá 8 giờ, không có nhánh và không kiểm tra thực địa.',
    'a procedure with an immediate result takes at most 8 hours and has neither branches nor verification on site.',
  );
};

/** A result due on the day of reception leaves no time for other agencies or a visit. */
const sameDayIsShort: Rule = ({ sameDay, workingHours, steps }, report) => {
  const waits = workingHours > WORKING_DAY || steps.some((step) => step.onSite || step.branches?.length);
  if (!sameDay || !waits) return;
  report(
    { field: 'sameDay' },
    'same-day-takes-long',
    'thủ tục trả kết quả trong ngày không được quá 8 giờ, không có nhánh và không kiểm tra thực địa.',
    'a procedure with a result on the same day takes at most 8 hours and has neither branches nor verification on site.',
  );
};

const provenancePointsSomewhere: Rule = (procedure, report) => {
  for (const { field, foundation, source, on } of procedure.provenance ?? []) {
    if (!hasField(procedure, field)) {
      report(
        { field: 'provenance' },
        'provenance-of-nothing',
        `nguồn nói về "${field}", trường này không có.`,
        `a note is about "${field}", which is not there.`,
      );
    }
    if (foundation === 'seen' && (source === undefined || on === undefined)) {
      report(
        { field: 'provenance' },
        'seen-without-source',
        `nguồn của "${field}" ghi "seen" phải có nơi thấy (source) và ngày thấy (on).`,
        `the note about "${field}" says "seen" and must name where (source) and when (on).`,
      );
    }
  }
};

/** A code of nothing would never be sent, and one code for two components could not be read back. */
const codesAreOfSomething: Rule = ({ national = {}, components, fees }, report) => {
  const ids = { components: components.map((c) => c.component), fees: fees.map((f) => f.code) };
  for (const column of ['components', 'fees'] as const) {
    const codes = national[column] ?? {};
    for (const id of Object.keys(codes).filter((id) => !ids[column].includes(id))) {
      const field = `national.${column}.${id}`;
      report({ field }, 'code-of-nothing', `"${id}" không có trong ${column}.`, `"${id}" is not one of ${column}.`);
    }
  }
  for (const code of repeated(Object.values(national.components ?? {}))) {
    const field = 'national.components';
    report({ field }, 'repeated-id', `mã "${code}" có nhiều lần.`, `code "${code}" is there more than once.`);
  }
};

/** A dossier keeps its history, which is limited in size: `shared/dossier/limits.ts`. */
const fitsIntoADossier: Rule = ({ steps }, report) => {
  const counts = {
    steps: [steps.length, 40],
    branches: [steps.flatMap((step) => step.branches ?? []).length, 30],
    onSite: [steps.filter((step) => step.onSite).length, 5],
  } as const;
  for (const [field, [count, most]] of Object.entries(counts)) {
    if (count <= most) continue;
    report(
      { field },
      'procedure-too-long',
      `có ${count}, nhiều nhất là ${most}.`,
      `there are ${count}, at most ${most}.`,
    );
  }
};

const RULES: readonly Rule[] = [
  checkGraph,
  checkHolders,
  idsAreUnique,
  postalReturnNeedsPost,
  feesAreDue,
  alternativesAreSeveral,
  somethingIsRequired,
  declarationHolds,
  immediateIsShort,
  sameDayIsShort,
  provenancePointsSomewhere,
  codesAreOfSomething,
  fitsIntoADossier,
];
