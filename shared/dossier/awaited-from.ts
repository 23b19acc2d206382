import type { Deadline } from './appointment.ts';
import type { Timer } from './commands.ts';
import { type Dossier, openObligation, openRequest } from './state.ts';

/** What the applicant still owes, and until when; the dossier is closed if nothing comes. */
export type Awaited = { readonly of: 'supplement' | 'payment'; readonly id: string; readonly answerBy: Deadline };

/**
 * What the dossier waits for from its applicant. Undefined when it waits for nothing, and for a request of an older record
 * that has no last moment.
 */
export function awaitedFrom(dossier: Dossier): Awaited | undefined {
  // Under force majeure the applicant's time stands as well.
  return dossier.suspension === undefined ? owedBy(dossier) : undefined;
}

/** As {@link awaitedFrom}, also while the dossier is suspended. */
export function owedBy(dossier: Dossier): Awaited | undefined {
  if (dossier.status === 'supplement-required') {
    const { requestId, answerBy } = openRequest(dossier) ?? {};
    return requestId === undefined || answerBy === undefined
      ? undefined
      : { of: 'supplement', id: requestId, answerBy };
  }
  if (dossier.status !== 'payment-required') return undefined;
  const { obligationId, answerBy } = openObligation(dossier) ?? {};
  return obligationId === undefined || answerBy === undefined
    ? undefined
    : { of: 'payment', id: obligationId, answerBy };
}

/** The reminder to the applicant and the end of waiting. They run while the agency's clock is paused: it is the applicant's time. */
export function answerTimers(dossier: Dossier): readonly Timer[] {
  const awaited = awaitedFrom(dossier);
  if (awaited === undefined) return [];
  const { of, id, answerBy } = awaited;
  return [
    { kind: 'warning', of, id, at: answerBy.warnAt },
    { kind: 'breach', of, id, at: answerBy.dueAt },
  ];
}

/** The last moment of the open request or payment, moved. */
export function answeredBy(dossier: Dossier, answerBy: Deadline | undefined): Partial<Dossier> {
  if (answerBy === undefined) return {};
  if (dossier.status === 'supplement-required') {
    const open = openRequest(dossier)?.requestId;
    return {
      supplementRequests: dossier.supplementRequests.map((r) => (r.requestId === open ? { ...r, answerBy } : r)),
    };
  }
  const due = openObligation(dossier)?.obligationId;
  return { obligations: dossier.obligations.map((o) => (o.obligationId === due ? { ...o, answerBy } : o)) };
}
