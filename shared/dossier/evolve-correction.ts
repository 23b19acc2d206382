import type { Schedule } from './appointment.ts';
import { goOn, pause } from './evolve-clock.ts';
import type { Dossier } from './state.ts';
import { type DossierStatus, statusIs } from './status.ts';

/** Data of an event that sets a status outside the regular transitions. */
export type Move = Schedule & { readonly toStatus: DossierStatus };

/**
 * Makes the state consistent with a status, so that the dossier continues as after the regular transition: outstanding
 * requests to the applicant are dropped, the clock runs or is paused.
 * @param stands whether the clock is paused in that status; absent: the status's default
 */
export function correction(
  dossier: Dossier,
  { toStatus: status, ...schedule }: Move,
  at: string,
  stands: boolean = statusIs(status, 'pausesClock'),
): Partial<Dossier> {
  const keepsAppointment = statusIs(status, 'keepsAppointment');
  const finished = statusIs(status, 'finished');
  const atReception = statusIs(status, 'atReception');
  const acceptedNow = statusIs(status, 'impliesAcceptance') ? at : undefined;
  const acceptedAt = keepsAppointment ? (dossier.acceptedAt ?? acceptedNow) : undefined;
  return {
    status,
    statusBeforeInterruption: undefined,
    appointmentAt: keepsAppointment ? dossier.appointmentAt : undefined,
    ...(keepsAppointment && !stands && goOn(dossier, schedule)),
    acceptedAt,
    pausedAt: stands ? (pause({ ...dossier, acceptedAt }, at).pausedAt ?? dossier.pausedAt) : undefined,
    ...(atReception && { step: undefined }),
    ...(status !== 'supplement-required' && dropRequests(dossier, atReception, at)),
    ...(status !== 'payment-required' && dropObligations(dossier, atReception)),
    ...(!finished && { completedSteps: completedStepsBefore(dossier) }),
    completedAt: finished ? (dossier.completedAt ?? at) : undefined,
    outcome: finished ? dossier.outcome : undefined,
    returnedAt: status === 'returned' ? at : undefined,
    returnReason: undefined,
    endingSince: statusIs(status, 'endingEarly') ? (dossier.endingSince ?? at) : undefined,
  };
}

/** What a closed dossier waited for from its applicant is awaited no longer. */
export const dropAwaited = (dossier: Dossier, at: string): Partial<Dossier> => ({
  ...dropRequests(dossier, true, at),
  ...dropObligations(dossier, true),
});

/** Documents are awaited in one status only; a dossier at reception waits for nothing. */
function dropRequests(dossier: Dossier, atReception: boolean, at: string): Partial<Dossier> {
  if (!atReception && dossier.status !== 'supplement-required') return {};
  const drop = (r: Dossier['supplementRequests'][number]) =>
    r.supplementedAt === undefined && r.cancelledAt === undefined ? { ...r, cancelledAt: at } : r;
  return { supplementRequests: dossier.supplementRequests.map(drop) };
}

/** Likewise payments: paid obligations stay paid; open ones can be requested again. */
function dropObligations(dossier: Dossier, atReception: boolean): Partial<Dossier> {
  if (!atReception && dossier.status !== 'payment-required') return {};
  const drop = (o: Dossier['obligations'][number]) =>
    o.payment === undefined && o.closed === undefined ? { ...o, closed: 'cancelled' as const } : o;
  return { obligations: dossier.obligations.map(drop) };
}

/** A dossier that is not completed after all has not left its last step. */
function completedStepsBefore({ completedAt, step, completedSteps }: Dossier): Dossier['completedSteps'] {
  const last = completedSteps.at(-1);
  const isLast = completedAt !== undefined && last?.stepId === step?.stepId && last?.since === step?.since;
  return isLast ? completedSteps.slice(0, -1) : completedSteps;
}
