import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { netPaid } from '../../shared/dossier/fees.ts';
import { unfinishedRefunds } from '../../shared/dossier/refunds.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { timersOf } from '../../shared/dossier/timers.ts';
import { BrokenRule } from './fault.ts';
import { keptOf, moneyOf } from './money.ts';

type WithMoney = { readonly dossierId: string; readonly dossier: Dossier; readonly log: readonly RecordedEvent[] };

/**
 * What was asked, paid, kept and given back agree, by the log and by the dossier; and no refund is forgotten: until it is final its
 * office is still to be told, or was.
 * @throws {BrokenRule} naming the rule and the dossier
 */
export function checkMoney({ dossierId, dossier, log }: WithMoney): void {
  const broken = (rule: string, what: string) => new BrokenRule(rule, `dossier ${dossierId}, ${what}`);
  const money = moneyOf(log);
  if (money.mismatch !== undefined) throw broken('what is paid was asked', `payment ${money.mismatch}`);
  if (keptOf(money) !== netPaid(dossier)) {
    throw broken('every đồng is kept or given back', `${netPaid(dossier)} kept, ${keptOf(money)} by the log`);
  }
  const byLog = [...money.cases].map(([id, { state, amount }]) => `${id} ${state} ${amount}`);
  const held = dossier.refunds.map(({ refundId, state, amount }) => `${refundId} ${state} ${amount}`);
  if (byLog.join() !== held.join()) throw broken('refund cases are those of the log', `${held} and ${byLog}`);
  for (const { refundId, dueBy } of unfinishedRefunds(dossier)) {
    const told = log.some(({ type, ...event }) => type === 'deadline-breached' && isOf(event, refundId));
    const watched = timersOf(dossier).some(
      ({ of, id, kind }) => of === 'refund' && id === refundId && kind === 'breach',
    );
    if (dueBy === undefined || !(told || watched)) throw broken('no refund is forgotten', refundId);
  }
}

const isOf = (event: object, refundId: string) =>
  'timer' in event &&
  (event.timer as { of: string; id: string }).of === 'refund' &&
  (event.timer as { id: string }).id === refundId;
