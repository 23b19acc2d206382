import { describe, expect, it } from 'vitest';
import { figuresOf, rateOf } from '../../../../functions/figures/counting/figures.ts';
import { unitBelow } from '../../../../functions/figures/counting/grouping.ts';
import { daysOf, lengthOf, piecesOf } from '../../../../functions/figures/counting/period.ts';
import { ofAgencies } from '../../../../functions/figures/counting/public-figures.ts';
import { GROUPS, qualityIndex } from '../../../../functions/figures/counting/quality-index.ts';
import { readId } from '../../../../functions/figures/counting/row-ids.ts';
import { rowsOf } from '../../../../functions/figures/counting/rows.ts';

describe('a period', () => {
  it('is split into whole months where possible', () => {
    expect(piecesOf({ from: '2026-10-30', to: '2026-12-02' })).toEqual([
      '2026-10-30',
      '2026-10-31',
      '2026-11',
      '2026-12-01',
      '2026-12-02',
    ]);
    expect(piecesOf({ from: '2026-01-01', to: '2026-12-31' })).toHaveLength(12);
    expect(piecesOf({ from: '2028-02-01', to: '2028-02-28' })).toHaveLength(28);
    expect(piecesOf({ from: '2028-02-01', to: '2028-02-29' })).toEqual(['2028-02']);
    expect(piecesOf({ from: '2026-11-24', to: '2026-11-24' })).toEqual(['2026-11-24']);
  });

  it('includes both ends', () => {
    expect(lengthOf({ from: '2026-11-24', to: '2026-11-24' })).toBe(1);
    expect(lengthOf({ from: '2028-01-01', to: '2028-12-31' })).toBe(366);
    expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });
});

describe('a share', () => {
  it('with an empty denominator is not applicable, never 0 or 100 %', () => {
    expect(rateOf(0, 0)).toBe('not-applicable');
    expect(rateOf(0, 3)).toBe(0);
    expect(rateOf(1, 3)).toBe(33.33);
    expect(rateOf(2, 3)).toBe(66.67);
  });
});

describe('the table', () => {
  it('adds up in a manually computed example', () => {
    const before = {
      inTime: 4,
      overdue: 1,
      waitingSupplement: 2,
      finishedEarly: 7,
      receivedOnline: 14,
      awaitingReturn: 3,
      refundsOpen: 2,
      refundsOpenVnd: 30_000,
    };
    const within = {
      receivedOnline: 5,
      receivedDirect: 2,
      inTime: -1,
      overdue: 1,
      waitingPayment: 1,
      finishedEarly: 3,
      finishedOverdue: 1,
      rejected: 1,
      withdrawn: 1,
      awaitingReturn: -2,
      returned: 6,
      returnedByPost: 2,
      refundsOpen: -1,
      refundsOpenVnd: -20_000,
    };
    expect(figuresOf(before, within)).toEqual({
      carriedOver: 7,
      received: { direct: 2, online: 5, postal: 0 },
      takenOver: 0,
      total: 14,
      finished: { total: 4, early: 3, onTime: 0, overdue: 1, untimed: 0 },
      withdrawn: 1,
      rejected: 1,
      closedAfterStop: 0,
      inProcess: { withinTime: 3, overdueAtReception: 0, overdue: 2 },
      lateAtReception: 0,
      waitingForSupplement: 2,
      waitingForPayment: 1,
      stopped: 0,
      returned: 6,
      returnedByPost: 2,
      notYetReturned: 1,
      refunds: { open: 1, amount: 10_000 },
      onTimeRate: 75,
    });
  });
});

const nothing = { before: {}, within: {}, procedures: new Map() };
const scoresOf = (index: ReturnType<typeof qualityIndex>) =>
  Object.fromEntries(index.groups.flatMap(({ scores }) => scores.map((s) => [s.component, [s.rate, s.points]])));

describe('the quality index', () => {
  it('has 100 points in its six groups', () => {
    expect(Object.values(GROUPS).reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  it('without data is not applicable in every part', () => {
    const index = qualityIndex(nothing);
    expect(index.points).toBe('not-applicable');
    expect(index.outOf).toBe(0);
    expect(new Set(Object.values(scoresOf(index)).flat())).toEqual(new Set(['not-applicable']));
  });

  it('matches a manually computed example', () => {
    const index = qualityIndex({
      before: { openKept: 3, openBroken: 1 },
      within: {
        openKept: 2,
        openBroken: 1,
        endedKept: 10,
        endedBroken: 3,
        finishedEarly: 8,
        finishedOnTime: 2,
        finishedOverdue: 2,
        onlineResults: 3,
        componentsDigitised: 6,
        resultsDigitised: 12,
        feesPaid: 7,
        feesPaidOnline: 2,
      },
      procedures: new Map([
        ['1', { feesPaid: 4, feesPaidOnline: 2 }],
        ['2', { feesPaid: 3 }],
        ['3', {}],
      ]),
    });
    expect(scoresOf(index)).toEqual({
      'published-in-time': ['not-applicable', 'not-applicable'],
      // (10 + 5) of 20.
      'on-time': [75, 15],
      // 25 % of the 50 % that earn all.
      'online-dossiers': [25, 6],
      // 50 of 80 %, and all: each out of 22 ÷ 3.
      components: [50, 4.58],
      results: [100, 7.33],
      reuse: ['not-applicable', 'not-applicable'],
      // 50 of 80 %, out of 5.
      'procedures-with-online-payment': [50, 3.13],
      'paid-online': [28.57, 1.43],
      'feedback-answered-in-time': ['not-applicable', 'not-applicable'],
      satisfied: ['not-applicable', 'not-applicable'],
    });
    expect(index.points).toBe(37.47);
    expect(index.outOf).toBe(56.67);
  });
});

describe('small counts of agencies', () => {
  const sums = (finished: number) => ({ before: {}, within: { finishedEarly: finished, receivedOnline: 50 } });
  const shown = (...finished: number[]) =>
    ofAgencies(new Map(finished.map((n, index) => [`H50.${index}`, sums(n)]))).map((row) => row.finished);

  it('are suppressed, and a single one together with the next smallest, which the total would reveal', () => {
    expect(shown(4, 2, 30)).toEqual(['withheld', 'withheld', 30]);
    expect(shown(4, 9, 30)).toEqual(['withheld', 'withheld', 30]);
    expect(shown(5, 0, 30)).toEqual([5, 0, 30]);
  });

  it('also have no share', () => {
    const [few, none] = ofAgencies(
      new Map([
        ['H50.1', sums(3)],
        ['H50.2', sums(0)],
      ]),
    );
    expect(few?.onTimeRate).toBe('withheld');
    expect(none?.onTimeRate).toBe('not-applicable');
  });
});

describe('rows', () => {
  it('round-trip their identifiers for any account name', () => {
    const work = { accepted: 1 };
    const day = { version: 1, day: '2026-11-24', agencyId: 'H50.12' };
    const [row] = rowsOf('d', [{ ...day, of: 'officer', officer: 'a#b c', counts: work }]);
    expect(row).toMatchObject({ kind: 'officer', period: '2026-11-24', counts: work });
    expect(readId('officer', row?.id ?? '')).toEqual({ agencyId: 'H50.12', officer: 'a#b c' });
  });

  it('belong to a unit of the requested agency', () => {
    expect(unitBelow('H50.20.1', 'H50')).toBe('H50.20');
    expect(unitBelow('H50.20.1', 'H50.20')).toBe('H50.20.1');
    expect(unitBelow('H50.20', 'H50.20')).toBe('H50.20');
    expect(unitBelow('000.00.15.H50', '000.00.00.H50')).toBe('000.00.15.H50');
  });
});
