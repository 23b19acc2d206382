import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import type { Schedule } from './appointment.ts';
import type { Command, CommandType } from './commands.ts';
import { accept, type Context, type Decision, optional, reject, wrongStatus } from './decision.ts';
import { firstAppointment, scheduleAfter } from './schedule.ts';
import { type Dossier, openBranches, openObligation, openRequest } from './state.ts';
import { statusIs } from './status.ts';

type Correct = Extract<Command, { type: 'correct' }>;
type Target = Correct['toStatus'];

/** The action that leads to a status: to be taken where a correction would lack what the action brings. */
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
 * Whether the dossier has what it would have had, had it come to the status by its action: a ground for a refusal, items
 * to supply, an outcome. Some statuses it has to have been in before.
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

/**
 * Puts a dossier where it should be, outside the graph of statuses. It is left as the way there would have left it, or
 * the correction is rejected: nobody would find the date, the paper or the branch that is missing afterwards.
 */
export function correct(dossier: Dossier, command: Correct, context: Context, procedure: Procedure): Decision {
  const { toStatus, reason } = command;
  if (dossier.status === 'draft') return wrongStatus(dossier);
  if (dossier.status === toStatus) return reject('no-change', { fields: ['toStatus'] });
  if (!HOLDS[toStatus](dossier)) {
    return reject('correction-incomplete', { fields: ['toStatus'], details: { action: ACTION[toStatus] } });
  }
  // Back at the desk it is at no step, so no branch may be under way: the same as for sending it back.
  const open = statusIs(toStatus, 'atReception') ? openBranches(dossier).map((b) => b.branchId) : [];
  if (open.length > 0) return reject('branches-open', { details: { branches: open } });
  const { calendar, now } = context;
  if (toStatus === 'accepted' && dossier.appointmentAt === undefined) {
    if (calendar === undefined) return reject('no-calendar');
    // By the usual way, so that the applicant gets the receipt with the date.
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
    ...(goesOn && calendar && scheduleAfter(at, calendar, now, 'resumed', procedure)),
  });
}

function standsIn(toStatus: Target, { pausedAt }: Dossier, procedure: Procedure): boolean {
  switch (toStatus) {
    case 'supplement-required':
    case 'stopped':
      return true;
    case 'payment-required':
      return policiesOf(procedure).paymentStopsClock;
    // It may have been asked for while the clock ran or stood; whoever decides about it says how it goes on.
    case 'withdrawal-requested':
      return pausedAt !== undefined;
    default:
      return false;
  }
}

/**
 * A status that the system which processes the dossier reports. It says nothing of dates, so they are counted here by the
 * procedure: from its acceptance, or from its submission where the report is of something later.
 */
export function reportStatus(
  dossier: Dossier,
  command: Extract<Command, { type: 'report-status' }>,
  { calendar, now }: Context,
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
