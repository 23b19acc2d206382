import { dossierRecord } from '../../../functions/national-portal/contracts/classic/dossier-record.ts';
import { dossierSchema } from '../../../local/simulators/national-portal/records.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { balanceOf, netPaid } from '../../../shared/dossier/fees.ts';
import { receivedPayments } from '../../../shared/dossier/payments.ts';
import type { RefundCase } from '../../../shared/dossier/refund-case.ts';
import { openDifference, refundTimers, unfinishedRefunds } from '../../../shared/dossier/refunds.ts';
import { type Dossier, openBranches, openObligation, openRequest } from '../../../shared/dossier/state.ts';
import { type DossierStatus, isFinal } from '../../../shared/dossier/status.ts';
import { timerId, timersOf } from '../../../shared/dossier/timers.ts';
import { nationalCodes } from '../../../shared/procedure/national.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

type Rule = (dossier: Dossier, procedure: Procedure) => boolean;

const within =
  (...statuses: readonly DossierStatus[]): Rule =>
  ({ status }) =>
    statuses.includes(status);
const atDesk = within('draft', 'submitted', 'accepted', 'rejected');
const runs = within('draft', 'submitted', 'accepted', 'rejected', 'in-processing', 'completed');
const isReturned = within('returned');

const sameStep = ({ completedSteps, step }: Dossier) =>
  step !== undefined && completedSteps.at(-1)?.stepId === step.stepId && completedSteps.at(-1)?.since === step.since;

const sumOf = (amounts: readonly { readonly amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);
const sameMembers = (a: readonly string[], b: readonly string[]) => a.join(' ') === b.join(' ');

/** A difference that is not decided, or refused, is still part of what is kept. */
const takesFromPaid = ({ reason, state }: RefundCase) =>
  reason === 'lower-assessment' ? state === 'approved' || state === 'paid' : state !== 'dropped';

/** A date that is promised is watched, unless it came already. */
function isWatched(dossier: Dossier): boolean {
  const last = dossier.appointments.at(-1);
  if (last === undefined) return false;
  const breach = { kind: 'breach', of: 'appointment', id: 'appointment', at: last.appointmentAt } as const;
  const [id, pending] = [timerId(breach), timersOf(dossier).map(timerId)];
  return dossier.appointmentAt === last.appointmentAt && (pending.includes(id) || dossier.firedTimerIds.includes(id));
}

/** A fee that the applicant owes ends once, and it ends in no other state. */
function endsOnce(dossier: Dossier): boolean {
  const ends = timersOf(dossier).filter(({ of, kind }) => of === 'payment' && kind === 'breach');
  const rests = within('withdrawal-requested', 'stopped', 'completed', 'rejected', 'returned')(dossier, NOTHING);
  const owed = openObligation(dossier)?.answerBy !== undefined && !rests && dossier.suspension === undefined;
  return ends.length === (owed ? 1 : 0);
}

/** What is true of every dossier between two commands, however it came to its status. */
const ALWAYS: Readonly<Record<string, Rule>> = {
  'accounts for every đồng: kept, or in a case that gives it back': (d) =>
    d.moreRefunds !== undefined || sumOf(receivedPayments(d)) === netPaid(d) + sumOf(d.refunds.filter(takesFromPaid)),
  'keeps no less than nothing': (d) => netPaid(d) >= 0,
  'decides on one difference at a time, and it is what is paid too much': ({ refunds, ...d }) => {
    const open = refunds.filter(({ reason, state }) => reason === 'lower-assessment' && state === 'open');
    const over = d.assessment === undefined ? 0 : Math.max(0, -balanceOf(d, d.assessment));
    return open.length === 0 || (open.length === 1 && sumOf(open) === over);
  },
  'has refunds watched exactly until they are final': (d) => {
    const watched = d.refunds.filter(({ refundId }) => refundTimers(d).some(({ id }) => id === refundId));
    return sameMembers(
      watched.map(({ refundId }) => refundId),
      unfinishedRefunds(d).flatMap(({ refundId, dueBy }) => (dueBy === undefined ? [] : [refundId])),
    );
  },
  'is asked for no money while more is paid than is assessed': (d) =>
    openObligation(d) === undefined || openDifference(d) === undefined,
  'is promised a date exactly when it is accepted': (d) =>
    (d.acceptedAt === undefined) === (d.appointmentAt === undefined),
  'is accepted in statuses that follow acceptance': (d) =>
    !within('accepted', 'in-processing', 'completed')(d, NOTHING) || d.acceptedAt !== undefined,
  'is not accepted before': (d) => !within('draft', 'submitted', 'rejected')(d, NOTHING) || d.acceptedAt === undefined,
  'has its date watched while its clock runs': (d) =>
    !within('accepted', 'in-processing')(d, NOTHING) || d.suspension !== undefined || isWatched(d),
  'does not stand where the clock runs': (d) =>
    !runs(d, NOTHING) || d.suspension !== undefined || d.pausedAt === undefined,
  'stands while it is suspended': (d) =>
    d.suspension === undefined || !within('accepted', 'in-processing')(d, NOTHING) || d.pausedAt !== undefined,
  'does not stand before it was accepted': (d) => d.acceptedAt !== undefined || d.pausedAt === undefined,
  'is complete in two statuses only': (d) =>
    within('completed', 'returned')(d, NOTHING) || (d.completedAt === undefined && d.outcome === undefined),
  'is returned in one status only': (d) => isReturned(d, NOTHING) === (d.returnedAt !== undefined),
  'knows where an interruption leads back to only while there is one': (d) =>
    within('supplement-required', 'payment-required')(d, NOTHING) || d.statusBeforeInterruption === undefined,
  'is on its way to an early end only where one can come': (d) =>
    within('withdrawal-requested', 'stopped')(d, NOTHING)
      ? d.endingSince !== undefined
      : isReturned(d, NOTHING) || d.endingSince === undefined,
  'has the end of the time to pay exactly once while a fee is owed': endsOnce,
  'waits for one payment at most': (d) =>
    d.obligations.filter((o) => o.payment === undefined && o.closed === undefined).length <= 1,
};

/** What is true as well of a dossier that the province processes itself. */
const HERE: Readonly<Record<string, Rule>> = {
  'is at no step while it is at the desk': (d) => !atDesk(d, NOTHING) || d.step === undefined,
  'has no branch under way at the desk, nor when it is complete': (d) =>
    !(atDesk(d, NOTHING) || within('completed')(d, NOTHING)) || openBranches(d).length === 0,
  'has left its last step exactly when it is complete': (d) =>
    within('completed')(d, NOTHING) ? sameStep(d) : !within('in-processing')(d, NOTHING) || !sameStep(d),
  'stands while the applicant is waited for, and while it is stopped': (d, procedure) => {
    const stops = policiesOf(procedure).paymentStopsClock;
    const standing = [...(stops ? (['payment-required'] as const) : []), 'supplement-required', 'stopped'] as const;
    return !within(...standing)(d, procedure) || d.acceptedAt === undefined || d.pausedAt !== undefined;
  },
  'says what it waits for from the applicant': (d) =>
    !within('supplement-required')(d, NOTHING) || openRequest(d) !== undefined,
  'says what it waits to be paid': (d) => !within('payment-required')(d, NOTHING) || openObligation(d) !== undefined,
  'waits for nothing at the desk': (d) =>
    !within('submitted', 'accepted')(d, NOTHING) || (openRequest(d) ?? openObligation(d)) === undefined,
  'has an outcome when it is complete': (d) => !within('completed')(d, NOTHING) || d.outcome !== undefined,
  'says why it was returned': (d) => isReturned(d, NOTHING) === (d.returnReason !== undefined),
};

/** Of most rules no procedure is asked. */
const NOTHING = {} as Procedure;

const AGENCY_NAMES = new Map<string, string>();
const CODES = nationalCodes({ procedureCode: '2.000488', national: { field: 'G00-LV0001' } });

/** What the national portal would refuse of the dossier's record. */
function refusedByPortal(dossier: Dossier, log: readonly RecordedEvent[], procedure: Procedure): readonly string[] {
  if (dossier.status === 'draft') return [];
  const record = dossierRecord({ dossier, log, procedure, codes: CODES, agencies: AGENCY_NAMES });
  return dossierSchema.safeParse(record).error?.issues.map((i) => `the portal refuses ${i.path.join('.')}`) ?? [];
}

/** Names of what does not hold of a dossier between two commands; none when all is well. */
export function flawsOf(dossier: Dossier, log: readonly RecordedEvent[], procedure: Procedure): readonly string[] {
  const elsewhere = policiesOf(procedure).processedBy === 'ministry';
  const broken = Object.entries(elsewhere ? ALWAYS : { ...ALWAYS, ...HERE }).filter(
    ([, holds]) => !holds(dossier, procedure),
  );
  return [...broken.map(([name]) => name), ...refusedByPortal(dossier, log, procedure)];
}

export const isOver = ({ status }: Dossier) => isFinal(status);
