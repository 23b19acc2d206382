import { timeliness } from '../calendar/deadline.ts';
import { workingTime } from '../calendar/working-time.ts';
import { warningShare } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { findBranch, findStep } from '../procedure/steps.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, optional, reject, wrongStatus } from './decision.ts';
import { isRequired } from './limits.ts';
import { worksOn } from './rights.ts';
import { deadlineAfter, OPINION_WARNING } from './schedule.ts';
import { type Dossier, openBranches } from './state.ts';
import { isFinal } from './status.ts';

type OnBranches = Extract<Command, { type: 'open-branch' | 'ask-opinion' | 'finish-branch' | 'record-verification' }>;

/** Keeps a snapshot bounded; no procedure asks so many agencies. */
const MAX_BRANCHES = 60;
/** Each has two timers and a row that begin and end in the one write of a transition, which takes 100 rows. */
export const MAX_OPEN_BRANCHES = 25;

/** Work beside the main line: several agencies at once, each with its own time and result. */
export function decideOnBranches(
  dossier: Dossier,
  command: OnBranches,
  context: Context,
  procedure: Procedure,
): Decision {
  if (command.type === 'finish-branch') return finish(dossier, command, context, procedure);
  const { step } = dossier;
  if (dossier.status !== 'in-processing' || step === undefined) return wrongStatus(dossier);
  if (command.type === 'record-verification') {
    if (findStep(procedure, step.stepId)?.onSite !== true) return reject('no-site-verification-here');
    if (command.verifiedAt > context.now) return reject('moment-in-the-future', { fields: ['verifiedAt'] });
    const { verifiedAt, place, participants, content } = command;
    return accept({ type: 'site-verified', verifiedAt, place, participants, content });
  }
  const { agency, holder, calendar } = context;
  if (agency?.agencyId !== command.agencyId) return reject('unknown-agency', { fields: ['agencyId'] });
  // What a step cannot be left without has its room, however many opinions were asked for before.
  const owed = command.type === 'open-branch' && isRequired(command.branchId, step.stepId, dossier.branches, procedure);
  const tooMany = !owed && dossier.branches.length >= MAX_BRANCHES;
  if (tooMany || openBranches(dossier).length >= MAX_OPEN_BRANCHES) return reject('too-many-branches');
  if (calendar === undefined) return reject('no-calendar');
  const wt = workingTime(calendar, command.agencyId);
  if (command.type === 'ask-opinion') {
    if (command.agencyId === step.agencyId) return reject('wrong-agency', { fields: ['agencyId'] });
    return accept({
      type: 'branch-opened',
      branchId: context.newId,
      kind: 'opinion',
      agencyId: command.agencyId,
      question: command.question,
      ...deadlineAfter(wt, context.now, command.workingHours, OPINION_WARNING),
    });
  }
  const branch = findBranch(procedure, step.stepId, command.branchId);
  if (branch === undefined) return reject('unknown-branch', { fields: ['branchId'] });
  if (openBranches(dossier).some((b) => b.branchId === command.branchId)) return reject('branch-open');
  const stands =
    branch.relation === 'same-level'
      ? holder === undefined || agency.level === holder.level
      : agency.level === (branch.relation === 'up' ? 'province' : 'commune');
  if (agency.kind !== branch.agencyKind || !stands) return reject('wrong-agency', { fields: ['agencyId'] });
  const share = warningShare(findStep(procedure, step.stepId) ?? {});
  return accept({
    type: 'branch-opened',
    branchId: command.branchId,
    kind: 'branch',
    agencyId: command.agencyId,
    ...optional('note', command.note),
    ...deadlineAfter(wt, context.now, branch.workingHours, share),
  });
}

/** Also while the main line waits for the applicant: another agency's answer is not turned away before all is over. */
function finish(
  dossier: Dossier,
  { branchId, result, note }: Extract<OnBranches, { type: 'finish-branch' }>,
  { calendar, now, actor }: Context,
  procedure: Procedure,
): Decision {
  if (isFinal(dossier.status)) return wrongStatus(dossier);
  const branch = openBranches(dossier).find((b) => b.branchId === branchId);
  if (branch === undefined) return reject('unknown-branch', { fields: ['branchId'] });
  if (!worksOn(branch, actor, procedure)) return reject('not-allowed');
  if (calendar === undefined) return reject('no-calendar');
  const kept = timeliness(workingTime(calendar, branch.agencyId), now, branch.dueAt);
  return accept({ type: 'branch-finished', branchId, result, timeliness: kept, ...optional('note', note) });
}
