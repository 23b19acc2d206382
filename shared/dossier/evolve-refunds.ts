import type { NumberedEvent } from './events.ts';
import { MOST_REFUNDS } from './limits.ts';
import type { RefundCase } from './refund-case.ts';
import { isUnfinished } from './refunds.ts';
import type { Dossier } from './state.ts';

type EventOf<T extends NumberedEvent['type']> = Extract<NumberedEvent, { type: T }>;
type RefundEvent = EventOf<
  'refund-opened' | 'refund-approved' | 'refund-refused' | 'refund-paid' | 'refund-reopened' | 'refund-dropped'
>;

/** Payments that a joined case lists. */
const MOST_JOINED = 8;

/** What an event of a refund case changes. */
export function refundsAfter(dossier: Dossier, event: RefundEvent): Partial<Dossier> {
  const at = event.occurredAt;
  switch (event.type) {
    case 'refund-opened':
      return opened(dossier, event);
    case 'refund-approved': {
      const ofStanding = dossier.refunds.some(
        ({ refundId, reason }) => refundId === event.refundId && reason === 'lower-assessment',
      );
      return {
        refunds: changed(dossier, event, { state: 'approved', approvedAt: at, dueBy: event.dueBy }),
        ...(ofStanding && { partlyRefunded: (dossier.partlyRefunded ?? 0) + event.amount }),
      };
    }
    case 'refund-refused':
      return final(dossier, event, { state: 'refused' });
    case 'refund-paid': {
      const { method, reference, documentId, paidOn } = event;
      const paid = { method, reference, ...(documentId !== undefined && { documentId }), paidOn };
      return final(dossier, event, { state: 'paid', paid });
    }
    case 'refund-reopened':
      return { refunds: dossier.refunds.map((one) => (one.refundId === event.refundId ? reopened(one, event) : one)) };
    case 'refund-dropped':
      return final(dossier, event, { state: 'dropped' });
  }
}

const changed = ({ refunds }: Dossier, { refundId }: RefundEvent, change: Partial<RefundCase>) =>
  refunds.map((refund) => (refund.refundId === refundId ? { ...refund, ...change } : refund));

/** What was done last is gone from the case; the log has it. */
function reopened(refund: RefundCase, { state, dueBy }: EventOf<'refund-reopened'>): RefundCase {
  const { approvedAt, paid: _, closedAt: __, ...rest } = refund;
  return { ...rest, state, dueBy, ...(state === 'approved' && approvedAt !== undefined && { approvedAt }) };
}

/** A new case; or, in a dossier that is full of them, more money in one that is then to be decided again. */
function opened({ refunds, moreRefunds }: Dossier, event: EventOf<'refund-opened'>): Partial<Dossier> {
  const { refundId, reason, amount, payments, dueBy, occurredAt } = event;
  const same = refunds.find((refund) => refund.refundId === refundId);
  if (same === undefined) {
    const added: RefundCase = { refundId, reason, amount, payments, state: 'open', openedAt: occurredAt, dueBy };
    return bounded([...refunds, added], moreRefunds);
  }
  const { approvedAt: _, ...rest } = same;
  const joined: RefundCase = {
    ...rest,
    amount: same.amount + amount,
    // The others are in the log.
    payments: [...same.payments, ...payments].slice(0, MOST_JOINED),
    state: 'open',
    dueBy,
  };
  return { refunds: refunds.map((refund) => (refund === same ? joined : refund)) };
}

/** The oldest final cases are only in the log: the dossier is limited in size. */
function bounded(refunds: readonly RefundCase[], moreRefunds: number | undefined): Partial<Dossier> {
  const oldest = refunds.length > MOST_REFUNDS ? refunds.find((refund) => !isUnfinished(refund)) : undefined;
  return oldest === undefined
    ? { refunds }
    : { refunds: refunds.filter((refund) => refund !== oldest), moreRefunds: (moreRefunds ?? 0) + 1 };
}

const final = (dossier: Dossier, event: RefundEvent, change: Partial<RefundCase>): Partial<Dossier> => ({
  refunds: changed(dossier, event, { ...change, dueBy: undefined, closedAt: event.occurredAt }),
});
