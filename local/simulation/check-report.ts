import type { Figures } from '../../functions/figures/counting/figures.ts';
import { STATUS_NAMES } from '../../shared/dossier/status.ts';
import { CHANNELS } from '../../shared/values.ts';
import { BrokenRule } from './fault.ts';
import type { Report, Row } from './report.ts';
import { refundsSeen, seenBy, seenIn, type Tally } from './tally.ts';

/** Figures of a line that can be summed over groups; rates cannot. */
const NUMBERS: Readonly<Record<string, (figures: Figures) => number>> = {
  'received direct': (f) => f.received.direct,
  'received online': (f) => f.received.online,
  'received by post': (f) => f.received.postal,
  'taken over': (f) => f.takenOver,
  'total to process': (f) => f.total,
  'finished early': (f) => f.finished.early,
  'finished on time': (f) => f.finished.onTime,
  'finished overdue': (f) => f.finished.overdue,
  'finished without appointment': (f) => f.finished.untimed,
  withdrawn: (f) => f.withdrawn,
  rejected: (f) => f.rejected,
  'closed after stop': (f) => f.closedAfterStop,
  'in process within time': (f) => f.inProcess.withinTime,
  'in process overdue at reception': (f) => f.inProcess.overdueAtReception,
  'late at reception': (f) => f.lateAtReception,
  'in process overdue': (f) => f.inProcess.overdue,
  'waiting for supplement': (f) => f.waitingForSupplement,
  'waiting for payment': (f) => f.waitingForPayment,
  stopped: (f) => f.stopped,
  returned: (f) => f.returned,
  'returned by post': (f) => f.returnedByPost,
  'not yet returned': (f) => f.notYetReturned,
  'refunds open': (f) => f.refunds.open,
  'refunds open, VND': (f) => f.refunds.amount,
};

const openOf = (f: Figures) =>
  f.inProcess.withinTime +
  f.inProcess.overdueAtReception +
  f.inProcess.overdue +
  f.waitingForSupplement +
  f.waitingForPayment +
  f.stopped;
const endedOf = (f: Figures) => f.finished.total + f.withdrawn + f.rejected + f.closedAfterStop;

/** @throws {BrokenRule} when the table contradicts itself or the dossiers, or a dossier is missing. */
export function checkReport(report: Report, tally: Tally, expected: number): void {
  noneLost(tally, expected);
  const rows = [report.total, ...report.byAgency, ...report.byField, ...report.byChannel, ...report.byMonth];
  for (const row of [...rows, ...report.byDay, ...report.detail]) addsUp(row);
  same('the province takes nothing over', 'taken over', report.total.figures.takenOver, 0);
  for (const group of ['byAgency', 'byField', 'byChannel', 'detail'] as const) {
    for (const [name, number] of Object.entries(NUMBERS)) {
      const sum = report[group].reduce((all, { figures }) => all + number(figures), 0);
      same('groups add up to the total', `${name} ${group}`, sum, number(report.total.figures));
    }
  }
  for (const turn of ['byMonth', 'byDay'] as const) followEachOther(report[turn], report.total.figures);
  agreesWithDossiers(report.total.figures, tally);
  moneyAddsUp(tally);
}

function noneLost(tally: Tally, expected: number): void {
  same('none lost', 'dossiers that arrived', tally.seen.get('arrived') ?? 0, expected);
  const known = STATUS_NAMES.reduce((sum, status) => sum + seenIn(tally, status), 0);
  same('none lost', 'dossiers in a status', known, expected);
}

function addsUp({ key, figures }: Row): void {
  const { carriedOver, received, takenOver, total, finished } = figures;
  const where = key || 'the province';
  const came = carriedOver + received.direct + received.online + received.postal + takenOver;
  same('a line adds up', `${where}: what came`, came, total);
  same('a line adds up', `${where}: ended and open`, endedOf(figures) + openOf(figures), total);
  const judged = finished.early + finished.onTime + finished.overdue + finished.untimed;
  same('a line adds up', `${where}: finished`, judged, finished.total);
}

/** Each month begins with what the one before left open, and all together result in the period's end. */
function followEachOther(rows: readonly Row[], total: Figures): void {
  let open = 0;
  let ended = 0;
  for (const { key, figures } of rows) {
    same('a month carries over what was open', key, figures.carriedOver, open);
    open = openOf(figures);
    ended += endedOf(figures);
  }
  same('months end where the period does', 'open', open, openOf(total));
  same('months end where the period does', 'ended', ended, endedOf(total));
}

/** Compares with the dossiers themselves, independently of the figures. */
function agreesWithDossiers(f: Figures, tally: Tally): void {
  const agree = (what: string, table: number, dossiers: number) =>
    same('the table is what happened', what, table, dossiers);
  for (const channel of CHANNELS) agree(`received ${channel}`, f.received[channel], seenBy(tally, channel));
  const finished = (timeliness: string) => tally.seen.get(`finished|${timeliness}`) ?? 0;
  agree('finished early', f.finished.early, finished('early'));
  agree('finished on time', f.finished.onTime, finished('on-time'));
  agree('finished overdue', f.finished.overdue, finished('overdue'));
  agree('finished without appointment', f.finished.untimed, finished('untimed'));
  agree('rejected', f.rejected, seenIn(tally, 'rejected'));
  const ends = f.finished.total - f.notYetReturned + f.withdrawn + f.closedAfterStop;
  agree('returned', ends, seenIn(tally, 'returned'));
  agree('not yet returned', f.notYetReturned, seenIn(tally, 'completed'));
  agree('waiting for supplement', f.waitingForSupplement, seenIn(tally, 'supplement-required'));
  agree('waiting for payment', f.waitingForPayment, seenIn(tally, 'payment-required'));
  const owed = refundsSeen(tally, 'open', 'approved');
  agree('refunds open', f.refunds.open, owed.cases);
  agree('refunds open, VND', f.refunds.amount, owed.amount);
  agree('stopped', f.stopped, seenIn(tally, 'stopped'));
  const inProcess = (['submitted', 'accepted', 'in-processing', 'withdrawal-requested'] as const).map((s) =>
    seenIn(tally, s),
  );
  agree(
    'in process',
    f.inProcess.withinTime + f.inProcess.overdueAtReception + f.inProcess.overdue,
    inProcess.reduce((a, b) => a + b, 0),
  );
}

/** All that was asked, paid, kept and given back, over all dossiers. */
function moneyAddsUp(tally: Tally): void {
  const vnd = (name: string) => tally.seen.get(`vnd|${name}`) ?? 0;
  same('money adds up', 'asked', vnd('cancelled') + vnd('paid') + vnd('unpaid'), vnd('asked'));
  const undecided = refundsSeen(tally, 'open', 'refused').ofSurplus;
  const given = refundsSeen(tally, 'approved', 'paid').amount;
  same('money adds up', 'received', vnd('kept') + undecided + given, vnd('paid') + vnd('surplus'));
}

function same(rule: string, what: string, is: number, should: number): void {
  if (is !== should) throw new BrokenRule(rule, `${what} is ${is} and should be ${should}`);
}
