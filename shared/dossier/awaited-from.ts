import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import { answerTime } from './answer-time.ts';
import type { Deadline } from './appointment.ts';
import type { Timer } from './commands.ts';
import { leftAt } from './schedule.ts';
import { type Dossier, openObligation, openRequest } from './state.ts';
import { statusIs } from './status.ts';

/** What the applicant still owes, and until when; the dossier is closed if nothing comes. */
export type Awaited = { readonly of: 'supplement' | 'payment'; readonly id: string; readonly answerBy: Deadline };

/**
 * What the dossier waits for from its applicant, while that time runs. None when it waits for nothing, and for a request of an
 * older record that has no last moment.
 */
export function awaitedFrom(dossier: Dossier): readonly Awaited[] {
  // Under force majeure the applicant's time stands as well.
  return dossier.suspension === undefined ? owedBy(dossier) : [];
}

/** As {@link awaitedFrom}, also while the dossier is suspended. */
export function owedBy(dossier: Dossier): readonly Awaited[] {
  const { requestId, answerBy: supplyBy } = requestOwed(dossier) ?? {};
  const { obligationId, answerBy: payBy } = feeOwed(dossier) ?? {};
  const owed: Awaited[] = [];
  if (requestId !== undefined && supplyBy !== undefined) {
    owed.push({ of: 'supplement', id: requestId, answerBy: supplyBy });
  }
  if (obligationId !== undefined && payBy !== undefined)
    owed.push({ of: 'payment', id: obligationId, answerBy: payBy });
  return owed;
}

/** The request whose papers the applicant owes now. */
export const requestOwed = (dossier: Dossier) =>
  dossier.status === 'supplement-required' ? openRequest(dossier) : undefined;

/**
 * The fee that the applicant owes now: in any status in which the dossier goes on. While it ends early, nothing has to be paid; the
 * time to pay stands.
 */
export const feeOwed = (dossier: Dossier) => (goesOn(dossier.status) ? openObligation(dossier) : undefined);

const goesOn = (status: Dossier['status']) => !statusIs(status, 'endingEarly') && !statusIs(status, 'closed');

/** The reminder to the applicant and the end of waiting. They run while the agency's clock is paused: it is the applicant's time. */
export function answerTimers(dossier: Dossier): readonly Timer[] {
  return awaitedFrom(dossier).flatMap(({ of, id, answerBy }): readonly Timer[] => [
    { kind: 'warning', of, id, at: answerBy.warnAt },
    { kind: 'breach', of, id, at: answerBy.dueAt },
  ]);
}

/** The last moment of the open request, moved. */
export function answeredBy(dossier: Dossier, answerBy: Deadline | undefined): Partial<Dossier> {
  const open = openRequest(dossier);
  if (answerBy === undefined || open === undefined) return {};
  return { supplementRequests: dossier.supplementRequests.map((r) => (r === open ? { ...r, answerBy } : r)) };
}

/** The last moment of the open fee, moved. */
export function paidBy(dossier: Dossier, payBy: Deadline | undefined): Partial<Dossier> {
  const open = openObligation(dossier);
  if (payBy === undefined || open === undefined) return {};
  return { obligations: dossier.obligations.map((o) => (o === open ? { ...o, answerBy: payBy } : o)) };
}

/** The dossier with the moment from which the time to pay of its open fee stands, or without it once that time runs again. */
export function withPayTime(dossier: Dossier, at: string): Dossier {
  const open = openObligation(dossier);
  if (open?.answerBy === undefined) return dossier;
  const runs = dossier.suspension === undefined && goesOn(dossier.status);
  if (runs === (open.standsSince === undefined)) return dossier;
  const { standsSince: _, ...running } = open;
  const fee = runs ? running : { ...open, standsSince: at };
  return { ...dossier, obligations: dossier.obligations.map((o) => (o === open ? fee : o)) };
}

/**
 * The new last moment of a fee that was left open, once a refused withdrawal, a resumption, a correction or the end of a
 * suspension lets the dossier go on: the applicant has the time that was left.
 * @param after what changes in the dossier
 */
export function payAgain(
  dossier: Dossier,
  after: Pick<Dossier, 'status' | 'suspension'>,
  calendar: Calendar,
  now: string,
): { readonly payBy?: Deadline } {
  const { standsSince, answerBy } = openObligation(dossier) ?? {};
  if (standsSince === undefined || answerBy === undefined) return {};
  if (after.suspension !== undefined || !goesOn(after.status)) return {};
  const left = leftAt(workingTime(calendar, dossier.receivingAgency), standsSince, answerBy.dueAt);
  return left > 0 ? { payBy: answerTime(dossier, calendar, now, left / 60) } : {};
}

/** Whether {@link payAgain} needs the calendar. */
export const payTimeStands = (dossier: Dossier) => openObligation(dossier)?.standsSince !== undefined;
