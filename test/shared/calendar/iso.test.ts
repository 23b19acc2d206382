import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoOf, momentOf } from '../../../shared/calendar/iso.ts';

const inCentury = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) - 1 });
const anywhere = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
const moment = fc.oneof(inCentury, inCentury, anywhere);

it('writes a moment as Date does, in and out of this century', () => {
  fc.assert(
    fc.property(moment, (at) => {
      expect(isoOf(at)).toBe(new Date(at).toISOString());
    }),
    { numRuns: 3000 },
  );
});

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(moment, (at) => {
      expect(momentOf(isoOf(at))).toBe(at);
    }),
    { numRuns: 3000 },
  );
});

it('reads every other form with an offset as Date does', () => {
  const texts = [
    '2026-11-24T08:00:00+07:00',
    '2026-11-24T01:00Z',
    '2026-11-24T01:00:00.5Z',
    '2026-11-24T24:00:00.000Z',
  ];
  for (const text of texts) expect(momentOf(text), text).toBe(Date.parse(text));
});

it('reads one digit changed as Date does, or refuses it as Date does', () => {
  const text = '2026-02-28T23:59:59.999Z';
  fc.assert(
    fc.property(fc.nat(22), fc.constantFrom(...'0123456789 -:.TZx'), (place, letter) => {
      const changed = text.slice(0, place) + letter + text.slice(place + 1);
      const expected = Date.parse(changed);
      if (Number.isNaN(expected)) expect(() => momentOf(changed)).toThrow(RangeError);
      else expect(momentOf(changed)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

it('rejects invalid moments and texts without an offset', () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 8_640_000_000_000_001]) {
    expect(() => isoOf(at)).toThrow(RangeError);
  }
  expect(isoOf(1.5)).toBe(new Date(1.5).toISOString());
  for (const text of ['2026-11-24T08:00:00', '2026-11-24', '', 'Tết']) expect(() => momentOf(text)).toThrow(RangeError);
});
