import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contribution } from '../../../../functions/figures/counting/contribution.ts';
import {
  add,
  balanceOf,
  COUNTERS,
  type Counts,
  difference,
  OFFICER_COUNTERS,
} from '../../../../functions/figures/counting/counters.ts';
import { figuresOf } from '../../../../functions/figures/counting/figures.ts';
import { dayAfter, piecesOf } from '../../../../functions/figures/counting/period.ts';
import type { RowKind, readId } from '../../../../functions/figures/counting/row-ids.ts';
import { nextWrite } from '../../../../functions/figures/counting/rows.ts';
import { EVENT_TYPES } from '../../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { isWithin } from '../../../../shared/identifiers/agency-id.ts';
import { levels } from './brute-force.ts';
import { KeptRows } from './kept.ts';
import { procedureOf } from './procedures.ts';
import { live, type Seed, seeds } from './world.ts';

/** In-memory consumer of figures: a cursor per dossier, and rows that are only added to. */
class Projection extends KeptRows {
  readonly cursors = new Map<string, number>();

  /** Handles a notification: reads the log as it is now, regardless of the version in the notification. */
  handle(log: readonly RecordedEvent[]): void {
    const [first] = log;
    if (first === undefined || !('draft' in first)) return;
    const { dossierId } = first;
    const increments = contribution(log, procedureOf(first.draft.procedureCode));
    for (;;) {
      const from = this.cursors.get(dossierId) ?? 0;
      if (from >= log.length) return;
      const write = nextWrite(dossierId, increments, from, log.length, 40);
      this.add(write);
      this.cursors.set(dossierId, write.version);
    }
  }
}

const populations = fc.array(seeds, { minLength: 6, maxLength: 10 });
const lifeOf = (all: readonly Seed[]) => all.map((seed, number) => live(seed, number));
const day = fc.nat({ max: 200 }).map((n) => dayAfter('2026-09-25', n));
const orders = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 5, maxLength: 60 });

/** Notifications in any order and number; each dossier finally up to its end. */
function project(
  logs: readonly (readonly RecordedEvent[])[],
  order: readonly (readonly [number, number])[],
): Projection {
  const projection = new Projection();
  for (const [which, version] of order) {
    const log = logs[which % logs.length] ?? [];
    projection.handle(log.slice(0, version % (log.length + 1)));
  }
  for (const log of logs.toReversed()) projection.handle(log);
  return projection;
}

const lived = { dossiers: 0 };

describe('figures of random dossiers, with events in any order and with duplicates', () => {
  it('equal the reference implementation at both ends of the period', () => {
    fc.assert(
      fc.property(populations, orders, day, fc.nat({ max: 120 }), (population, order, from, length) => {
        const logs = lifeOf(population);
        lived.dossiers += logs.length;
        const projection = project(logs, order);
        const to = dayAfter(from, length);
        const within = piecesOf({ from, to });
        const compare = (
          kind: RowKind,
          takes: Parameters<Projection['sum']>[2],
          filter: Parameters<typeof levels>[2],
        ) => {
          const start = levels(logs, dayAfter(from, -1), filter) as Counts;
          const change = difference(start, levels(logs, to, filter) as Counts);
          expect(projection.before(kind, from, takes, { read: within })).toEqual(balanceOf(start));
          expect(projection.sum(kind, within, takes)).toEqual(change);
        };
        compare('province', () => true, {});
        compare('agency', () => true, {});
        compare('province', (id) => id.channel === 'online', { channel: 'online' });
        compare('province', (id) => id.field === 'civil-status', { field: 'civil-status' });
        const procedureCode = logs[0]?.[0]?.after.procedureCode ?? '';
        compare('province', (id) => id.procedureCode === procedureCode, { procedureCode });
        for (const scope of ['H50.1', 'H50.12', 'H50.20']) {
          const agencies = (agencyId: string) => isWithin(agencyId, scope);
          compare('agency', (id) => agencies(id.agencyId ?? ''), { agencies });
          compare('detail', (id) => agencies(id.agencyId ?? '') && id.channel === 'direct' && id.field === 'justice', {
            agencies,
            channel: 'direct',
            field: 'justice',
          });
        }
      }),
      { numRuns: 250 },
    );
    expect(lived.dossiers).toBeGreaterThanOrEqual(1000);
  });

  it('cover every counter: the random histories change each of them', () => {
    const logs = fc.sample(populations, { numRuns: 500, seed: 766 }).flatMap(lifeOf);
    const increments = logs.flatMap((log) => {
      const [first] = log;
      return first !== undefined && 'draft' in first ? contribution(log, procedureOf(first.draft.procedureCode)) : [];
    });
    const moved = (of: 'dossier' | 'officer') => {
      return [...new Set(increments.flatMap((i) => (i.of === of ? Object.keys(i.counts) : [])))].toSorted();
    };
    expect(moved('dossier')).toEqual([...COUNTERS].toSorted());
    expect(moved('officer')).toEqual([...OFFICER_COUNTERS].toSorted());
  });

  it('contain each officer’s work and each procedure’s fees once', () => {
    fc.assert(
      fc.property(populations, orders, (population, order) => {
        const logs = lifeOf(population);
        const projection = project(logs, order);
        const months = projection.months;
        const events = logs.flat();
        const officers = new Set(events.filter((e) => e.actor.kind === 'officer').map((e) => e.actor.subject));
        for (const officer of officers) {
          const own = (type: string) => events.filter((e) => e.type === type && e.actor.subject === officer);
          const judged = (word: string) =>
            [...own('forwarded'), ...own('branch-finished'), ...own('completed')].filter(
              (e) => (e.type === 'completed' ? e.stepTimeliness : 'timeliness' in e && e.timeliness) === word,
            ).length;
          const expected = {
            accepted: own('accepted').length,
            refusals: own('rejected').length,
            supplementRequests: own('supplement-requested').length,
            workEarly: judged('early'),
            workOnTime: judged('on-time'),
            // An overdue step that is sent back is overdue work all the same.
            workOverdue:
              judged('overdue') +
              own('sent-back').filter((e) => 'timeliness' in e && e.timeliness === 'overdue').length,
            sentBack: own('sent-back').length,
          };
          expect(projection.sum('officer', months, (id) => id.officer === officer)).toEqual(add(expected));
        }
        for (const log of logs) {
          const [first] = log;
          if (first === undefined || !('draft' in first)) continue;
          const { procedureCode } = first.draft;
          const paid = events.filter((e) => e.type === 'payment-recorded' && e.after.procedureCode === procedureCode);
          const online = paid.filter((e) => e.type === 'payment-recorded' && e.payment.provider !== 'counter');
          const { feesPaid, feesPaidOnline } = projection.sum(
            'detail',
            months,
            (id) => id.procedureCode === procedureCode,
          );
          expect(add({ feesPaid: feesPaid ?? 0, feesPaidOnline: feesPaidOnline ?? 0 })).toEqual(
            add({ feesPaid: paid.length, feesPaidOnline: online.length }),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are consistent: carried over and received equal ended and open', () => {
    fc.assert(
      fc.property(populations, day, fc.nat({ max: 120 }), (population, from, length) => {
        const projection = project(lifeOf(population), []);
        const within = piecesOf({ from, to: dayAfter(from, length) });
        for (const scope of ['H50', 'H50.1', 'H50.12', 'H50.20', 'H50.20.1', 'H50.201']) {
          const takes = (id: ReturnType<typeof readId>) => isWithin(id.agencyId ?? '', scope);
          const f = figuresOf(projection.before('agency', from, takes), projection.sum('agency', within, takes));
          const ended = f.finished.total + f.withdrawn + f.rejected + f.closedAfterStop;
          const { withinTime, overdue, overdueAtReception } = f.inProcess;
          const open = withinTime + overdue + overdueAtReception + f.waitingForSupplement + f.waitingForPayment;
          expect(ended + open + f.stopped).toBe(f.total);
          if (scope === 'H50') expect(f.takenOver).toBe(0);
          for (const balance of [f.carriedOver, f.inProcess.withinTime, f.inProcess.overdue, f.notYetReturned]) {
            expect(balance).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never need more rows for one event than one transaction can hold', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const log = live(seed, 1);
        const [first] = log;
        if (first === undefined || !('draft' in first)) return;
        const increments = contribution(log, procedureOf(first.draft.procedureCode));
        for (const { version } of log) {
          const { rows, balances } = nextWrite(first.dossierId, increments, version - 1, version, 1);
          expect(rows.length).toBeLessThanOrEqual(40);
          expect(balances.length).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an event that the consumer does not receive', () => {
  it('can only show that the dossier became late', () => {
    const LATENESS = ['inTime', 'overdue', 'overdueAtReception', 'lateAtReception', 'openKept', 'openBroken'];
    let met = 0;
    fc.assert(
      fc.property(populations, (all) => {
        for (const log of lifeOf(all)) {
          const [first] = log;
          if (first === undefined || !('draft' in first)) continue;
          const untold = new Set(log.filter(({ type }) => !EVENT_TYPES[type].figures).map(({ version }) => version));
          met += untold.size;
          for (const increment of contribution(log, procedureOf(first.draft.procedureCode))) {
            if (!untold.has(increment.version)) continue;
            expect(Object.keys(increment.counts).filter((counter) => !LATENESS.includes(counter))).toEqual([]);
          }
        }
      }),
    );
    // The property does not cover events missing from its histories.
    expect(met).toBeGreaterThan(100);
  });
});
