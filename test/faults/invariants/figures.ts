import { beforeYear, hasBalance, RUNNING, yearOf } from '../../../functions/figures/counting/balances.ts';
import { contribution } from '../../../functions/figures/counting/contribution.ts';
import type { Counter, Counts } from '../../../functions/figures/counting/counters.ts';
import { add, balanceOf } from '../../../functions/figures/counting/counters.ts';
import type { RowKind } from '../../../functions/figures/counting/row-ids.ts';
import { type FiguresRow, rowsOf } from '../../../functions/figures/counting/rows.ts';
import type { ProcedureFacts } from '../../../functions/figures/counting/statistics-state.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Kept, Row } from './logs.ts';

/** The generation that is in use in a table whose figures were never rebuilt. */
const GENERATION = 1;
/** Letters of a day; a month has fewer. */
const DAY = '2026-11-24'.length;

/** Every row of figures equals a recount of its dossiers; and the sums equal a naive count. */
export function figureFaults(rows: readonly Record<string, unknown>[], kept: readonly Kept[]): readonly string[] {
  const there = new Map<string, Counts<string>>();
  for (const { pk, sk, ...counts } of rows as readonly Row[]) {
    if (!pk.startsWith(`FIGURES#${GENERATION}#`)) continue;
    const held = add(counts as Counts<string>);
    if (Object.keys(held).length > 0) there.set(`${pk} ${sk}`, held);
  }
  const wanted = recounted(rows as readonly Row[], kept);
  const names = new Set([...there.keys(), ...wanted.keys()]);
  const plain = (counts: Counts<string> = {}) => JSON.stringify(Object.entries(counts).toSorted());
  const rowFaults = [...names].flatMap((name) =>
    plain(there.get(name)) === plain(wanted.get(name))
      ? []
      : [`figures: ${name} says ${plain(there.get(name))} instead of ${plain(wanted.get(name))}`],
  );
  return [...rowFaults, ...sumFaults(there, kept)];
}

/** What should be in which row, by the logs alone. */
function recounted(rows: readonly Row[], kept: readonly Kept[]): ReadonlyMap<string, Counts<string>> {
  const procedures = new Map(
    rows.flatMap(({ pk, sk, procedure }) =>
      pk.startsWith('PROCEDURE#') ? [[`${pk} ${sk}`, procedure as ProcedureFacts] as const] : [],
    ),
  );
  const sums = new Map<string, Counts<string>>();
  const days: FiguresRow[] = [];
  for (const { dossierId, log } of kept) {
    const [first] = log;
    if (first === undefined || !('draft' in first)) continue;
    const { pk, sk } = keys.procedure(first.draft.procedureCode, first.procedureVersion);
    const facts = procedures.get(`${pk} ${sk}`);
    if (facts === undefined) continue;
    // Increment by increment: a year whose additions cancel each other has come nevertheless.
    for (const row of contribution(log, facts).flatMap((one) => rowsOf(dossierId, [one]))) {
      addTo(sums, row);
      if (hasBalance(row.kind) && row.period.length === DAY) days.push(row);
    }
  }
  for (const row of balances(days)) addTo(sums, row);
  return new Map([...sums].filter(([, counts]) => Object.keys(counts).length > 0));
}

function addTo(sums: Map<string, Counts<string>>, { kind, period, id, counts }: FiguresRow): void {
  const { pk, sk } = keys.figures(GENERATION, kind, period, id);
  sums.set(`${pk} ${sk}`, add(sums.get(`${pk} ${sk}`) ?? {}, counts));
}

/** Balances by their definition: of everything, and of all days before each year that came after the first one. */
function* balances(days: readonly FiguresRow[]): Generator<FiguresRow> {
  const latest = new Map<string, number>();
  const some = days.filter(({ counts }) => Object.keys(balanceOf(counts)).length > 0);
  for (const { kind, id, period } of some) {
    latest.set(`${kind} ${id}`, Math.max(latest.get(`${kind} ${id}`) ?? 0, yearOf(period)));
  }
  for (const [name, year] of latest) {
    const [kind = '', id = ''] = name.split(' ');
    yield { kind: kind as RowKind, id, period: RUNNING, counts: { year } };
  }
  for (const row of some) {
    const counts = balanceOf(row.counts);
    yield { ...row, period: RUNNING, counts };
    const last = latest.get(`${row.kind} ${row.id}`) ?? 0;
    for (let year = yearOf(row.period) + 1; year <= last; year += 1) {
      yield { ...row, period: beforeYear(year), counts };
    }
  }
}

/** Groups of counters, and which dossiers each has to come to, told without the code that counts them. */
const GROUPS: readonly (readonly [readonly Counter[], (one: Kept) => boolean])[] = [
  [['receivedDirect'], ({ snapshot }) => snapshot.channel === 'direct'],
  [['receivedOnline'], ({ snapshot }) => snapshot.channel === 'online'],
  [['receivedPostal'], ({ snapshot }) => snapshot.channel === 'postal'],
  [['waitingSupplement'], ({ snapshot }) => snapshot.status === 'supplement-required'],
  [['waitingPayment'], ({ snapshot }) => snapshot.status === 'payment-required'],
  [['stopped'], ({ snapshot }) => snapshot.status === 'stopped'],
  [['rejected'], ({ snapshot }) => snapshot.status === 'rejected'],
  [['awaitingReturn'], ({ snapshot }) => snapshot.status === 'completed'],
  [
    ['finishedEarly', 'finishedOnTime', 'finishedOverdue', 'finishedUntimed', 'withdrawn', 'closedAfterStop'],
    ({ snapshot }) => snapshot.status === 'completed' || snapshot.status === 'returned',
  ],
];

function sumFaults(there: ReadonlyMap<string, Counts<string>>, kept: readonly Kept[]): readonly string[] {
  const submitted = kept.filter(({ snapshot }) => snapshot.submittedAt !== undefined);
  let sums: Counts<string> = {};
  for (const [name, counts] of there) {
    // Every dossier is counted in the rows of its agency by day, and nowhere else among those.
    if (/^FIGURES#\d+#agency#\d{4}-\d{2}-\d{2} /.test(name)) sums = add(sums, counts);
  }
  return GROUPS.flatMap(([counters, belongs]) => {
    const says = counters.reduce((sum, counter) => sum + (sums[counter] ?? 0), 0);
    const is = submitted.filter(belongs).length;
    return says === is ? [] : [`figures: ${counters.join(' + ')} is ${says} for ${is} dossiers`];
  });
}
