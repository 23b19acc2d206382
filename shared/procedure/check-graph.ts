import { END } from './end.ts';
import { longestHours, waysFrom } from './graph.ts';
import { type Report, type Rule, repeated } from './rule.ts';
import type { Procedure, Step } from './schema.ts';

type Steps = Pick<Procedure, 'steps'>;

/**
 * Rules about transitions between steps: every valid procedure ends, for all outcomes. Rules that depend on valid transitions
 * are skipped while transitions are invalid, so that one mistake is reported once.
 */
export const checkGraph: Rule = (procedure, report) => {
  let told = 0;
  const counting: Report = (...fault) => {
    told++;
    report(...fault);
  };
  waysLeadSomewhere(procedure, counting);
  if (told > 0 || repeated(procedure.steps.map((step) => step.stepId)).length > 0) return;
  stepsAreReached(procedure, counting);
  waysDoNotTurnBack(procedure, counting);
  if (told === 0) hoursAddUp(procedure, report);
};

/** A choice without outcomes would block every dossier that reaches it. */
const waysLeadSomewhere: Rule = ({ steps }, report) => {
  const known = new Set([END, ...steps.map((step) => step.stepId)]);
  for (const { stepId, next } of steps) {
    if (stepId === END) {
      const vi = `"${END}" là nơi kết thúc, không đặt tên cho bước.`;
      report({ stepId, field: 'stepId' }, 'reserved-id', vi, `"${END}" means the end and cannot name a step.`);
    }
    if (next?.length === 0) {
      const vi = 'lựa chọn phải có ít nhất một kết quả.';
      report({ stepId, field: 'next' }, 'choice-without-outcome', vi, 'a choice must have at least one outcome.');
    }
    for (const { outcome, to } of next ?? []) {
      if (known.has(to)) continue;
      const vi = `dẫn tới "${to}", bước này không có.`;
      report({ stepId, field: `next.${outcome}` }, 'no-such-step', vi, `leads to "${to}", which is not there.`);
    }
    for (const outcome of repeated((next ?? []).map((way) => way.outcome))) {
      const vi = `kết quả "${outcome}" có nhiều lần.`;
      const en = `outcome "${outcome}" is there more than once.`;
      report({ stepId, field: `next.${outcome}` }, 'repeated-id', vi, en);
    }
  }
};

const stepsAreReached: Rule = (procedure, report) => {
  const first = procedure.steps.slice(0, 1);
  const reached = new Set([...first, ...first.flatMap((step) => reachedFrom(procedure, step))]);
  for (const step of procedure.steps) {
    if (reached.has(step)) continue;
    const vi = 'không có đường nào dẫn tới bước này.';
    report({ stepId: step.stepId }, 'unreachable-step', vi, 'no way leads to this step.');
  }
};

const waysDoNotTurnBack: Rule = (procedure, report) => {
  for (const step of procedure.steps) {
    if (!reachedFrom(procedure, step).includes(step)) continue;
    const vi = 'từ bước này có đường quay lại chính nó.';
    report({ stepId: step.stepId, field: 'next' }, 'circle', vi, 'a way from this step leads back to it.');
  }
};

/** Every step reachable from `from`; `from` itself only through a cycle. */
function reachedFrom(procedure: Steps, from: Step): Step[] {
  const reached = new Set<Step>();
  const waiting = [from];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    for (const { to } of waysFrom(procedure, step)) {
      const target = procedure.steps.find(({ stepId }) => stepId === to);
      if (target === undefined || reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  }
  return [...reached];
}

const hoursAddUp: Rule = (procedure, report) => {
  const { workingHours } = procedure;
  // Quarter hours and the like are allowed; their sums must not fail because of floating point.
  const sum = Number((longestHours(procedure) ?? 0).toFixed(6));
  if (Math.abs(sum - workingHours) < 1e-5) return;
  report(
    { field: 'workingHours' },
    'hours-do-not-add-up',
    `đường dài nhất qua các bước là ${sum} giờ, khác thời hạn ${workingHours} giờ.`,
    `the longest way through the steps takes ${sum} working hours, not the allotted ${workingHours}.`,
  );
};
