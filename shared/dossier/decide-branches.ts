import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import { warningShare } from '../procedure/policies.ts';
import type { Agency, Branch, Procedure } from '../procedure/schema.ts';
import { findBranch, findStep } from '../procedure/steps.ts';
import { MAX_BRANCHES } from './branch-limits.ts';
import { accept, type Decision, optional, type Refusal, reject, wrongStatus } from './decision.ts';
import { refuseClosed } from './jurisdiction.ts';
import { isRequired } from './limits.ts';
import { workTimeliness } from './overdue.ts';
import { beforeEnd } from './refuse-now.ts';
import { atCurrentDesk, atOpenBranch, worksOn } from './rights.ts';
import { CALENDAR, type CommandOf, type Given, HERE, rule, STAND_INS } from './rule.ts';
import { deadlineAfter, OPINION_WARNING } from './schedule.ts';
import { type Dossier, openBranches } from './state.ts';

/** Each branch has two timers and a row that are written in the transition's transaction, which is limited to 100 rows. */
export const MAX_OPEN_BRANCHES = 25;

/** Work of other agencies in parallel to the main line, each with its own due date and result. */
export const BRANCH_RULES = {
  'open-branch': rule<'open-branch'>()({
    needs: ({ agencyId }, { step }) => ({
      calendar: true,
      agency: agencyId,
      holder: step?.agencyId,
      successions: true,
      standsInFor: step,
    }),
    may: atCurrentDesk,
    refuseNow: refuseOpening,
    ...HERE,
    decide: openBranch,
  }),
  'ask-opinion': rule<'ask-opinion'>()({
    needs: ({ agencyId }, { step }) => ({ calendar: true, agency: agencyId, successions: true, standsInFor: step }),
    may: atCurrentDesk,
    refuseNow(dossier, { calendar }) {
      if (stepInProcessing(dossier) === undefined) return wrongStatus(dossier);
      return isFull(dossier, false) ? reject('too-many-branches') : refuseUncounted(calendar);
    },
    ...HERE,
    decide: askOpinion,
  }),
  'finish-branch': rule<'finish-branch'>()({
    needs: CALENDAR,
    may: atOpenBranch,
    refuseNow: (dossier, { calendar }) => beforeEnd(dossier) ?? refuseUncounted(calendar),
    ...HERE,
    decide: finish,
  }),
  'record-verification': rule<'record-verification'>()({
    needs: STAND_INS,
    may: atCurrentDesk,
    refuseNow(dossier, _, procedure) {
      const step = stepInProcessing(dossier);
      if (step === undefined) return wrongStatus(dossier);
      return findStep(procedure, step.stepId)?.onSite === true ? undefined : reject('no-site-verification-here');
    },
    ...HERE,
    decide: recordVerification,
  }),
};

function recordVerification(
  _: Dossier,
  { verifiedAt, place, participants, content }: CommandOf<'record-verification'>,
  { now }: Given,
): Decision {
  if (verifiedAt > now) return reject('moment-in-the-future', { fields: ['verifiedAt'] });
  return accept({ type: 'site-verified', verifiedAt, place, participants, content });
}

const stepInProcessing = ({ status, step }: Dossier) => (status === 'in-processing' ? step : undefined);

type Asking = Given<'agency' | 'calendar' | 'successions'>;

/** Why the agency cannot be asked. @param owed the branch is mandatory for leaving the step */
function refuseAgency(dossier: Dossier, agencyId: string, given: Asking, owed: boolean): Decision | undefined {
  const { agency } = given;
  if (agency?.agencyId !== agencyId) return reject('unknown-agency', { fields: ['agencyId'] });
  const ended = refuseClosed(agency, given, 'agencyId');
  if (ended !== undefined) return ended;
  return isFull(dossier, owed) ? reject('too-many-branches') : undefined;
}

/** A mandatory branch always has room, regardless of how many opinions were requested before. */
const isFull = (dossier: Dossier, owed: boolean): boolean =>
  (!owed && dossier.branches.length >= MAX_BRANCHES) || openBranches(dossier).length >= MAX_OPEN_BRANCHES;

const refuseUncounted = (calendar: Calendar | undefined) =>
  calendar === undefined ? reject('no-calendar') : undefined;

/** Branches of the step that may be opened now: not under way, and with room for one. */
export function branchesToOpen(dossier: Dossier, procedure: Procedure): readonly Branch[] {
  const step = stepInProcessing(dossier);
  const { branches = [] } = findStep(procedure, step?.stepId ?? '') ?? {};
  return branches.filter(
    ({ branchId }) =>
      !openBranches(dossier).some((b) => b.branchId === branchId) &&
      !isFull(dossier, isRequired(branchId, step?.stepId, dossier.branches, procedure)),
  );
}

function refuseOpening(dossier: Dossier, { calendar }: Given<'calendar'>, procedure: Procedure): Refusal | undefined {
  const step = stepInProcessing(dossier);
  if (step === undefined) return wrongStatus(dossier);
  const { branches = [] } = findStep(procedure, step.stepId) ?? {};
  if (branches.length === 0) return reject('unknown-branch', { fields: ['branchId'] });
  if (branchesToOpen(dossier, procedure).length > 0) return refuseUncounted(calendar);
  const allOpen = branches.every(({ branchId }) => openBranches(dossier).some((b) => b.branchId === branchId));
  return reject(allOpen ? 'branch-open' : 'too-many-branches');
}

/** Whether an agency is of the kind and level that the branch is for. */
export function isFor(branch: Branch, agency: Agency | undefined, holder: Agency | undefined): boolean {
  const stands =
    branch.relation === 'same-level'
      ? holder === undefined || agency?.level === holder.level
      : agency?.level === (branch.relation === 'up' ? 'province' : 'commune');
  return agency?.kind === branch.agencyKind && stands;
}

function askOpinion(
  dossier: Dossier,
  { agencyId, question, workingHours }: CommandOf<'ask-opinion'>,
  given: Asking,
): Decision {
  const step = stepInProcessing(dossier);
  if (step === undefined) return wrongStatus(dossier);
  const refused = refuseAgency(dossier, agencyId, given, false);
  if (refused !== undefined) return refused;
  const { calendar, now, newId } = given;
  if (calendar === undefined) return reject('no-calendar');
  if (agencyId === step.agencyId) return reject('wrong-agency', { fields: ['agencyId'] });
  return accept({
    type: 'branch-opened',
    branchId: newId,
    kind: 'opinion',
    agencyId,
    question,
    ...deadlineAfter(workingTime(calendar, agencyId), now, workingHours, OPINION_WARNING),
  });
}

function openBranch(
  dossier: Dossier,
  { agencyId, branchId, note }: CommandOf<'open-branch'>,
  given: Asking & Given<'holder'>,
  procedure: Procedure,
): Decision {
  const step = stepInProcessing(dossier);
  if (step === undefined) return wrongStatus(dossier);
  const owed = isRequired(branchId, step.stepId, dossier.branches, procedure);
  const refused = refuseAgency(dossier, agencyId, given, owed);
  if (refused !== undefined) return refused;
  const { agency, holder, calendar, now } = given;
  if (calendar === undefined) return reject('no-calendar');
  const branch = findBranch(procedure, step.stepId, branchId);
  if (branch === undefined) return reject('unknown-branch', { fields: ['branchId'] });
  if (openBranches(dossier).some((b) => b.branchId === branchId)) return reject('branch-open');
  if (!isFor(branch, agency, holder)) return reject('wrong-agency', { fields: ['agencyId'] });
  const share = warningShare(findStep(procedure, step.stepId) ?? {});
  return accept({
    type: 'branch-opened',
    branchId,
    kind: 'branch',
    agencyId,
    ...optional('note', note),
    ...deadlineAfter(workingTime(calendar, agencyId), now, branch.workingHours, share),
  });
}

/** Also accepted while the main line waits for the applicant: another agency's answer is rejected only after the end. */
function finish(
  dossier: Dossier,
  { branchId, result, note }: CommandOf<'finish-branch'>,
  { calendar, now, actor }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const branch = openBranches(dossier).find((b) => b.branchId === branchId);
  if (branch === undefined) return reject('unknown-branch', { fields: ['branchId'] });
  if (!worksOn(branch, actor, procedure)) return reject('not-allowed');
  if (calendar === undefined) return reject('no-calendar');
  const kept = workTimeliness(dossier, branch, workingTime(calendar, branch.agencyId), now);
  return accept({ type: 'branch-finished', branchId, result, timeliness: kept, ...optional('note', note) });
}
