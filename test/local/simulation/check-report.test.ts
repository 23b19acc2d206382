import { beforeAll, describe, expect, it } from 'vitest';
import { COUNTERS } from '../../../functions/figures/counting/counters.ts';
import { batchOf } from '../../../local/simulation/batch.ts';
import { checkReport } from '../../../local/simulation/check-report.ts';
import { BrokenRule } from '../../../local/simulation/fault.ts';
import { type Report, reportOf } from '../../../local/simulation/report.ts';
import { simulateDossier } from '../../../local/simulation/simulate.ts';
import { count, emptyTally, type Tally } from '../../../local/simulation/tally.ts';
import { WORLD } from './world.ts';

const DOSSIERS = 400;
let tally: Tally;
let report: Report;

beforeAll(() => {
  tally = emptyTally();
  batchOf(WORLD, tally)(0, DOSSIERS);
  report = reportOf(tally, WORLD);
});

function brokenBy(changed: Tally, table = reportOf(changed, WORLD), expected = DOSSIERS): string | undefined {
  try {
    checkReport(table, changed, expected);
  } catch (error) {
    if (error instanceof BrokenRule) return error.rule;
    throw error;
  }
  return undefined;
}

/** A copy of the tally in which one number is another. */
function withNumber(kind: 'detail' | 'day', counter: (typeof COUNTERS)[number], by: number): Tally {
  const changed = structuredClone(tally);
  const [numbers] = changed[kind].values();
  const at = COUNTERS.indexOf(counter);
  if (numbers !== undefined) numbers[at] = (numbers[at] ?? 0) + by;
  return changed;
}

describe('the table of a run', () => {
  it('passes as it is', () => {
    expect(brokenBy(tally)).toBeUndefined();
    expect(report.total.figures.total).toBeGreaterThan(390);
  });

  it('fails when a dossier is lost on the way', () => {
    expect(brokenBy(tally, report, DOSSIERS + 1)).toBe('none lost');
    const seen = new Map(tally.seen).set('status|returned', 0);
    expect(brokenBy({ ...tally, seen })).toBe('none lost');
  });

  it('fails when a dossier is counted at two places or at none', () => {
    for (const place of ['inTime', 'finishedEarly', 'waitingSupplement', 'withdrawn', 'rejected', 'stopped'] as const) {
      expect(brokenBy(withNumber('detail', place, 1)), place).toBe('a line adds up');
    }
    expect(brokenBy(withNumber('detail', 'receivedOnline', -1))).toBe('a line adds up');
  });

  it('fails when money is asked, paid or given back that the dossiers do not have', () => {
    for (const name of ['asked', 'cancelled', 'paid', 'unpaid', 'surplus', 'kept']) {
      const key = `vnd|${name}`;
      const seen = new Map(tally.seen).set(key, (tally.seen.get(key) ?? 0) + 1000);
      expect(brokenBy({ ...tally, seen }, report), name).toBe('money adds up');
    }
    for (const counter of ['refundsOpen', 'refundsOpenVnd'] as const) {
      const [detail, day] = [withNumber('detail', counter, 1).detail, withNumber('day', counter, 1).day];
      expect(brokenBy({ ...tally, detail, day }), counter).toBe('the table is what happened');
    }
  });

  it('fails when an agency takes over what none handed over', () => {
    const changed = withNumber('detail', 'takenOver', 1);
    const [numbers] = changed.detail.values();
    const at = COUNTERS.indexOf('inTime');
    if (numbers !== undefined) numbers[at] = (numbers[at] ?? 0) + 1;
    expect(brokenBy(changed)).toBe('the province takes nothing over');
  });

  it('fails when the days are not the months', () => {
    expect(brokenBy(withNumber('day', 'inTime', 1))).toBe('a line adds up');
    const changed = structuredClone(tally);
    const last = [...changed.day.keys()].sort().at(-1) ?? '';
    changed.day.delete(last);
    expect(brokenBy(changed)).toBe('months end where the period does');
  });

  it('fails when a group misses a line', () => {
    expect(brokenBy(tally, { ...report, byAgency: report.byAgency.slice(1) })).toBe('groups add up to the total');
  });

  it('fails when the table is another than what the dossiers say', () => {
    const early = tally.seen.get('finished|early') ?? 0;
    expect(brokenBy({ ...tally, seen: new Map(tally.seen).set('finished|early', early - 1) })).toBe(
      'the table is what happened',
    );
    const online = tally.seen.get('channel|online') ?? 0;
    expect(brokenBy({ ...tally, seen: new Map(tally.seen).set('channel|online', online - 1) })).toBe(
      'the table is what happened',
    );
  });

  it('fails when one dossier is counted twice', () => {
    const changed = structuredClone(tally);
    const simulated = simulateDossier(WORLD, 7);
    count(changed, simulated.increments, simulated);
    expect(brokenBy(changed)).toBe('none lost');
  });
});
