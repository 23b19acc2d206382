import type { Calendar } from '../calendar/schema.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { answerTime } from './answer-time.ts';
import type { Deadline, Schedule } from './appointment.ts';
import { payAgain } from './awaited-from.ts';
import { refuseWhileOpen } from './branches-open.ts';
import type { CommandType } from './commands.ts';
import { accept, type Decision, optional, type Refusal, reject, wrongStatus } from './decision.ts';
import { receptionDue } from './reception-deadline.ts';
import type { CommandOf, Given } from './rule.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openObligation, openRequest } from './state.ts';
import { statusesWith, statusIs } from './status.ts';

type Correct = CommandOf<'correct'>;
type Target = Correct['toStatus'];

/** The action that leads to a status; use it when a correction would lack the action's data. */
const ACTION: Readonly<Record<Target, CommandType>> = {
  submitted: 'submit',
  accepted: 'accept',
  rejected: 'reject',
  'in-processing': 'forward',
  'supplement-required': 'request-supplement',
  'payment-required': 'request-payment',
  'withdrawal-requested': 'request-withdrawal',
  stopped: 'stop',
  completed: 'complete',
  returned: 'return-result',
};

/**
 * Whether the dossier has the data that the status's action would have added: a reason for rejection, items to supply, an
 * outcome. Some statuses require that the dossier was in another status before.
 */
const HOLDS: Readonly<Record<Target, (dossier: Dossier) => boolean>> = {
  submitted: () => true,
  accepted: () => true,
  rejected: () => false,
  'in-processing': ({ step, acceptedAt, appointmentAt }) =>
    step !== undefined && acceptedAt !== undefined && appointmentAt !== undefined,
  'supplement-required': (dossier) => openRequest(dossier) !== undefined,
  'payment-required': (dossier) => openObligation(dossier) !== undefined,
  'withdrawal-requested': ({ returnReason }) => returnReason === 'withdrawn',
  stopped: ({ returnReason }) => returnReason === 'stopped',
  completed: ({ returnReason }) => returnReason === 'result',
  returned: () => false,
};

/** The statuses that a correction may set now. */
export const correctableNow = (dossier: Dossier, procedure: Procedure): readonly Target[] =>
  statusesWith('correctable').filter((toStatus) => refuseTarget(dossier, toStatus, procedure) === undefined);

export function refuseCorrecting(dossier: Dossier, _: Given, procedure: Procedure): Refusal | undefined {
  if (dossier.status === 'draft') return wrongStatus(dossier);
  if (correctableNow(dossier, procedure).length > 0) return undefined;
  const refused = statusesWith('correctable').map((toStatus) => refuseTarget(dossier, toStatus, procedure));
  return (
    refused.find((one) => one?.rejection.code === 'branches-open') ??
    reject('correction-incomplete', { fields: ['toStatus'] })
  );
}

function refuseTarget(dossier: Dossier, toStatus: Target, procedure: Procedure): Refusal | undefined {
  if (dossier.status === toStatus) return reject('no-change', { fields: ['toStatus'] });
  if (!HOLDS[toStatus](dossier)) {
    return reject('correction-incomplete', { fields: ['toStatus'], details: { action: ACTION[toStatus] } });
  }
  // A dossier back at reception is at no step, so no branch may be open: the same as for sending it back.
  return statusIs(toStatus, 'atReception') ? refuseWhileOpen(dossier, procedure) : undefined;
}

/**
 * Sets the status of a dossier outside the status graph. The resulting state equals that of the regular transition; otherwise
 * the correction is rejected, because a missing date, document or branch would not be noticed afterwards.
 */
export function correct(
  dossier: Dossier,
  command: Correct,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const { toStatus, reason } = command;
  const refused = refuseTarget(dossier, toStatus, procedure);
  if (refused !== undefined) return refused;
  if (toStatus === 'accepted' && dossier.appointmentAt === undefined) {
    if (calendar === undefined) return reject('no-calendar');
    // Use the regular acceptance, so that the applicant gets the receipt with the date.
    const appointment = firstAppointment(dossier, calendar, now, procedure);
    return accept({ type: 'corrected', toStatus: 'submitted', reason }, { type: 'accepted', appointment });
  }
  const stands = standsIn(toStatus, dossier, procedure);
  const goesOn = toStatus !== 'submitted' && !stands && dossier.pausedAt !== undefined;
  if (goesOn && calendar === undefined) return reject('no-calendar');
  const at = toStatus === 'accepted' ? { ...dossier, step: undefined } : dossier;
  return accept({
    type: 'corrected',
    toStatus,
    reason,
    stands,
    ...waitsAnew(dossier, toStatus, calendar, now, procedure),
    ...(toStatus === 'submitted' && receptionDue(dossier.receivingAgency, calendar, now, procedure)),
    ...(goesOn && calendar && scheduleAfter(at, calendar, now, 'resumed', procedure)),
  });
}

/** A correction back to where the applicant is waited for gives them their time again: the old one may be over. */
function waitsAnew(
  dossier: Dossier,
  toStatus: Target,
  calendar: Calendar | undefined,
  now: string,
  procedure: Procedure,
): { readonly answerBy?: Deadline; readonly payBy?: Deadline } {
  if (calendar === undefined) return {};
  const { supplementWorkingHours, paymentWorkingHours } = policiesOf(procedure);
  if (toStatus === 'supplement-required') {
    const answerBy = answerTime(dossier, calendar, now, supplementWorkingHours);
    return { answerBy, ...payAgain(dossier, { status: toStatus, suspension: dossier.suspension }, calendar, now) };
  }
  if (toStatus === 'payment-required') return { payBy: answerTime(dossier, calendar, now, paymentWorkingHours) };
  return payAgain(dossier, { status: toStatus, suspension: dossier.suspension }, calendar, now);
}

function standsIn(toStatus: Target, { pausedAt }: Dossier, procedure: Procedure): boolean {
  switch (toStatus) {
    case 'supplement-required':
    case 'stopped':
      return true;
    case 'payment-required':
      return policiesOf(procedure).paymentStopsClock;
    // It may have been requested while the clock ran or was paused; the decision says how it continues.
    case 'withdrawal-requested':
      return pausedAt !== undefined;
    default:
      return false;
  }
}

/**
 * A status reported by the external system that processes the dossier. The report has no dates, so they are computed here by
 * the procedure: from acceptance, or from submission if the report describes a later status.
 */
export function reportStatus(
  dossier: Dossier,
  command: CommandOf<'report-status'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const { toStatus, occurredAt, note } = command;
  if (occurredAt > now) return reject('moment-in-the-future', { fields: ['occurredAt'] });
  if (dossier.status === toStatus) return accept();
  const { appointmentAt, pausedAt, submittedAt } = dossier;
  const owed = statusIs(toStatus, 'impliesAcceptance') && appointmentAt === undefined;
  const runs = toStatus !== 'rejected' && !statusIs(toStatus, 'pausesClock');
  const goesOn = runs && appointmentAt !== undefined && pausedAt !== undefined;
  if ((owed || goesOn) && calendar === undefined) return reject('no-calendar');
  const dates = (): Schedule => {
    if (calendar === undefined) return {};
    if (owed) {
      const from = toStatus === 'accepted' ? occurredAt : (submittedAt ?? occurredAt);
      return { appointment: firstAppointment(dossier, calendar, from, procedure) };
    }
    const from = pausedAt !== undefined && pausedAt > occurredAt ? pausedAt : occurredAt;
    return goesOn ? scheduleAfter(dossier, calendar, from, 'resumed', procedure) : {};
  };
  return accept({ type: 'status-reported', toStatus, reportedAt: occurredAt, ...optional('note', note), ...dates() });
}
