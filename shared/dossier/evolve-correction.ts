import { goOn, pause } from './evolve-clock.ts';
import type { Schedule } from './schedule.ts';
import type { Dossier } from './state.ts';
import type { DossierStatus } from './status.ts';

/** What an event says that puts a dossier into a status without the usual way there. */
export type Move = Schedule & { readonly toStatus: DossierStatus };

/** Statuses in which the clock usually stands. */
export const STANDING: readonly DossierStatus[] = ['supplement-required', 'payment-required', 'stopped'];
/** No dossier comes there without having been accepted, and so without a promised date. */
export const TAKEN_IN: readonly DossierStatus[] = ['accepted', 'in-processing', 'completed'];
const AT_DESK: readonly DossierStatus[] = ['submitted', 'accepted'];
const ENDING: readonly DossierStatus[] = ['withdrawal-requested', 'stopped'];

/**
 * Brings all that goes with a status in line with it, so that the dossier goes on as if it had come there by the usual
 * way: what was asked of the applicant and is not waited for any more falls away, the clock runs or stands.
 * @param stands whether the clock stands in that status; absent: as is usual for it
 */
export function correction(
  dossier: Dossier,
  { toStatus: status, ...schedule }: Move,
  at: string,
  stands: boolean = STANDING.includes(status),
): Partial<Dossier> {
  const accepted = status !== 'submitted' && status !== 'refused';
  const finished = status === 'completed' || status === 'returned';
  const atDesk = AT_DESK.includes(status);
  const acceptedAt = accepted ? (dossier.acceptedAt ?? (TAKEN_IN.includes(status) ? at : undefined)) : undefined;
  return {
    status,
    interrupted: undefined,
    appointmentAt: accepted ? dossier.appointmentAt : undefined,
    ...(accepted && !stands && goOn(dossier, schedule)),
    acceptedAt,
    pausedAt: stands ? (pause({ ...dossier, acceptedAt }, at).pausedAt ?? dossier.pausedAt) : undefined,
    ...(atDesk && { step: undefined }),
    ...(status !== 'supplement-required' && dropRequests(dossier, atDesk, at)),
    ...(status !== 'payment-required' && dropObligations(dossier, atDesk)),
    ...(!finished && { walked: walkedBefore(dossier) }),
    completedAt: finished ? (dossier.completedAt ?? at) : undefined,
    outcome: finished ? dossier.outcome : undefined,
    returnedAt: status === 'returned' ? at : undefined,
    returnedBecause: undefined,
    endingSince: ENDING.includes(status) ? (dossier.endingSince ?? at) : undefined,
  };
}

/** Papers are waited for in one status only; a dossier at the desk waits for nothing. */
function dropRequests(dossier: Dossier, atDesk: boolean, at: string): Partial<Dossier> {
  if (!atDesk && dossier.status !== 'supplement-required') return {};
  const drop = (r: Dossier['supplementRequests'][number]) =>
    r.suppliedAt === undefined && r.cancelledAt === undefined ? { ...r, cancelledAt: at } : r;
  return { supplementRequests: dossier.supplementRequests.map(drop) };
}

/** Likewise money; what was paid stays paid, and what is still due can be asked for again. */
function dropObligations(dossier: Dossier, atDesk: boolean): Partial<Dossier> {
  if (!atDesk && dossier.status !== 'payment-required') return {};
  const drop = (o: Dossier['obligations'][number]) =>
    o.payment === undefined && o.closed === undefined ? { ...o, closed: 'cancelled' as const } : o;
  return { obligations: dossier.obligations.map(drop) };
}

/** A dossier that is not complete after all has not left its last step. */
function walkedBefore({ completedAt, step, walked }: Dossier): Dossier['walked'] {
  const last = walked.at(-1);
  const isLast = completedAt !== undefined && last?.stepId === step?.stepId && last?.since === step?.since;
  return isLast ? walked.slice(0, -1) : walked;
}
