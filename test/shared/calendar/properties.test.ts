import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { oracle } from './oracle.ts';
import { AGENCIES, busyCalendar, vn } from './world.ts';

const calendar = busyCalendar();
const ids = Object.values(AGENCIES);
const oracles = Object.fromEntries(ids.map((id) => [id, oracle(calendar, id)]));
const agency = fc.constantFrom(...ids);

const FROM = vn('2025-01-01 00:00');
const DAYS = (vn('2028-01-01 00:00') - FROM) / 86_400_000;
const special = Object.values(calendar.years).flatMap(({ daysOff, workdays, halfDays }) =>
  [...daysOff, ...workdays, ...(halfDays ?? []).map(({ date }) => date)].map((date) => vn(`${date} 00:00`)),
);
const day = fc.oneof(
  fc.nat(DAYS - 1).map((n) => FROM + n * 86_400_000),
  // Days off, exchanged and half days, and the days around them.
  fc.tuple(fc.constantFrom(...special), fc.integer({ min: -3, max: 3 })).map(([at, days]) => at + days * 86_400_000),
);
const clocks = ['00:00', '07:00', '07:15', '11:20', '11:30', '12:00', '12:47', '13:30', '15:00', '16:42', '17:00'];
const timeOfDay = fc.oneof(
  fc.nat(86_399_999),
  // Borders of sessions, a minute before and after them, with and without part minutes.
  fc
    .tuple(
      fc.constantFrom(...clocks.map((clock) => vn(`1970-01-02 ${clock}`) - vn('1970-01-02 00:00'))),
      fc.integer({ min: -1, max: 1 }),
      fc.constantFrom(0, 0, 1, 59_999),
    )
    .map(([at, minutes, ms]) => Math.max(0, at + minutes * 60_000) + ms),
);
const moment = fc.tuple(day, timeOfDay).map(([at, ms]) => at + ms);
const wholeMinute = moment.map((at) => Math.floor(at / 60_000) * 60_000);
/** Up to 60 working days of eight hours, small amounts and sums of whole sessions more often. */
const amount = fc.oneof(fc.nat(60), fc.nat(960), fc.constantFrom(0, 210, 240, 270, 480, 960, 2400), fc.nat(28_800));

/** Mostly up to 60 days, rarely more than a year: the oracle walks every minute of it. Milliseconds. */
const span = fc.oneof(
  { weight: 30, arbitrary: fc.nat(60 * 86_400_000) },
  { weight: 1, arbitrary: fc.nat(500 * 86_400_000) },
);

const holds = (check: (wt: ReturnType<typeof workingTime>, at: number, m: number, n: number) => void) =>
  fc.assert(
    fc.property(agency, moment, amount, amount, (id, at, m, n) => check(workingTime(calendar, id), at, m, n)),
    { numRuns: 2000 },
  );

describe('working time', () => {
  it('agrees with an oracle that walks minute by minute, on 12,000 cases', { timeout: 60_000 }, () => {
    const add = fc.property(agency, moment, amount, (id, at, minutes) => {
      const wt = workingTime(calendar, id);
      const slow = oracles[id];
      expect(wt.add(at, minutes)).toBe(slow?.add(at, minutes));
    });
    fc.assert(add, { numRuns: 6000 });
    const others = fc.property(agency, moment, amount, span, (id, at, minutes, ms) => {
      const wt = workingTime(calendar, id);
      const slow = oracles[id];
      // Back from late 2025 on: the map of minutes begins in December 2024.
      const back = at + 365 * 86_400_000;
      expect(wt.subtract(back, minutes)).toBe(slow?.subtract(back, minutes));
      expect(wt.between(at, at + ms)).toBe(slow?.between(at, at + ms));
      expect(wt.normalise(at)).toBe(slow?.normalise(at));
      expect(wt.nextOpening(at)).toBe(slow?.nextOpening(at));
      expect(wt.isOpen(at)).toBe(slow?.isOpen(at));
    });
    fc.assert(others, { numRuns: 6000 });
  });

  it('comes back to an open minute when what was added is subtracted', () => {
    const back = fc.property(agency, wholeMinute, amount, (id, at, n) => {
      const wt = workingTime(calendar, id);
      const open = wt.normalise(at);
      expect(wt.subtract(wt.add(open, n), n)).toBe(open);
      // The other way round for every moment that adding can reach.
      const reached = wt.add(at, n + 1);
      expect(wt.add(wt.subtract(reached, n + 1), n + 1)).toBe(reached);
    });
    fc.assert(back, { numRuns: 2000 });
  });

  it('counts between a start and what was added exactly that amount', () => {
    holds((wt, at, m) => {
      // Adding 0 to an open moment cuts its seconds off, and `between` wants its moments in order.
      expect(wt.between(at, Math.max(at, wt.add(at, m)))).toBe(m);
    });
  });

  it('adds up over a split', () => {
    holds((wt, at, m, n) => {
      expect(wt.add(wt.add(at, m), n + 1)).toBe(wt.add(at, m + n + 1));
      const end = wt.add(at, m + n + 1);
      const middle = Math.max(at, wt.add(at, m));
      expect(wt.between(at, middle) + wt.between(middle, end)).toBe(wt.between(at, end));
    });
  });

  it('is monotonic in start and amount', () => {
    const monotonic = fc.property(agency, moment, moment, amount, amount, (id, a, b, m, n) => {
      const wt = workingTime(calendar, id);
      const [early, late] = a < b ? [a, b] : [b, a];
      const [less, more] = m < n ? [m, n] : [n, m];
      expect(wt.add(early, m)).toBeLessThanOrEqual(wt.add(late, m));
      expect(wt.subtract(early, m)).toBeLessThanOrEqual(wt.subtract(late, m));
      expect(wt.add(a, less)).toBeLessThanOrEqual(wt.add(a, more));
      expect(wt.subtract(a, more)).toBeLessThanOrEqual(wt.subtract(a, less));
    });
    fc.assert(monotonic, { numRuns: 2000 });
  });

  it('never lands outside working time, and always on a whole minute', () => {
    holds((wt, at, m) => {
      const due = wt.add(at, m + 1);
      expect(due % 60_000).toBe(0);
      expect(wt.isOpen(due - 60_000)).toBe(true);
      expect(wt.isOpen(wt.add(at, 0))).toBe(true);
      expect(wt.isOpen(wt.subtract(at, m))).toBe(true);
      expect(wt.isOpen(wt.nextOpening(at))).toBe(true);
    });
  });

  it('holds every due moment in a session that ends no earlier and begins before it', () => {
    holds((wt, at, m) => {
      const due = wt.add(at, m + 1);
      const { from, to } = wt.sessionOf(due);
      expect(from).toBeLessThan(due);
      expect(to).toBeGreaterThanOrEqual(due);
      // One stretch without a break: as many working minutes as minutes.
      expect(wt.between(from, to)).toBe((to - from) / 60_000);
    });
  });
});
