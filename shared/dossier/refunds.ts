import type { Timer } from './commands.ts';
import type { RefundCase } from './refund-case.ts';
import type { Dossier } from './state.ts';

export const isUnfinished = ({ state }: Pick<RefundCase, 'state'>): boolean => state === 'open' || state === 'approved';

/** Cases that are to be decided or to be paid. */
export const unfinishedRefunds = ({ refunds }: Pick<Dossier, 'refunds'>): readonly RefundCase[] =>
  refunds.filter(isUnfinished);

/** The difference to a lower assessment that is not decided yet: at most one, as each assessment replaces the one before. */
export const openDifference = ({ refunds }: Pick<Dossier, 'refunds'>): RefundCase | undefined =>
  refunds.find(({ reason, state }) => reason === 'lower-assessment' && state === 'open');

/** Reminders of the office. They run in every status, after the end too: the money is owed all the same. */
export function refundTimers({ refunds }: Pick<Dossier, 'refunds'>): readonly Timer[] {
  if (refunds.length === 0) return [];
  return refunds.flatMap((refund): readonly Timer[] => {
    const { refundId: id, dueBy } = refund;
    if (dueBy === undefined || !isUnfinished(refund)) return [];
    return [
      { kind: 'warning', of: 'refund', id, at: dueBy.warnAt },
      { kind: 'breach', of: 'refund', id, at: dueBy.dueAt },
    ];
  });
}
