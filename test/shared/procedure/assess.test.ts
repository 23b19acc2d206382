import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../../local/simulation/chance.ts';
import { feeChoices } from '../../../local/simulation/fees.ts';
import { assess } from '../../../shared/procedure/assess.ts';
import type { CatalogueFee, FeeChoices } from '../../../shared/procedure/fee.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

const CATALOGUE = join(import.meta.dirname, '../../../shared/procedure/catalogue');
const feesOf = (code: string) => (JSON.parse(readFileSync(join(CATALOGUE, `${code}.json`), 'utf8')) as Procedure).fees;

const assessed = (code: string, choices: FeeChoices, channel: 'direct' | 'online' = 'direct') => {
  const result = assess(feesOf(code), choices, channel);
  return result.ok ? result.value.amount : `${result.error.code} ${result.error.field}`;
};
const one = (code: string, more: object = {}): FeeChoices => ({ fees: [{ code, ...more }] });
const exempt = (exemption: string) => ({ exemption: { exemption, reason: 'Giấy xác nhận' } });
const RECORD = '2.000488';

describe('fees of the catalogue', () => {
  it.each<[string, string, FeeChoices, number | string]>([
    ['a house', '1.013225', one('house-permit'), 75_000],
    ['other works', '1.013225', one('works-permit'), 150_000],
    [
      'a house and other works',
      '1.013225',
      { fees: [{ code: 'house-permit' }, { code: 'works-permit' }] },
      'fee-alternatives fees',
    ],
    ['neither', '1.013225', { fees: [] }, 'fee-alternatives fees'],
    ['a birth in time', '1.001193', { fees: [], late: false }, 0],
    ['a birth of which nobody says when', '1.001193', { fees: [] }, 'fee-lateness-required late'],
    ['a record with lateness', RECORD, { ...one('information-fee'), late: true }, 'fee-lateness-unexpected late'],
    ['a late birth', '1.001193', { ...one('late-registration'), late: true }, 8_000],
    ['a late birth without its charge', '1.001193', { fees: [], late: true }, 'fee-missing fees'],
    ['a birth in time with the charge', '1.001193', { ...one('late-registration'), late: false }, 'fee-not-late late'],
    ['a late birth of a poor household', '1.001193', { ...one('late-registration', exempt('poor')), late: true }, 0],
    ['a criminal record', RECORD, one('information-fee'), 200_000],
    ['of a student', RECORD, one('information-fee-reduced'), 100_000],
    ['of a child', RECORD, one('information-fee', exempt('child')), 0],
    [
      'with two more',
      RECORD,
      { fees: [{ code: 'information-fee' }, { code: 'further-copies', quantity: 2 }] },
      210_000,
    ],
    [
      'of a group that is not exempt',
      RECORD,
      one('information-fee', exempt('rich')),
      'unknown-exemption fees.0.exemption.exemption',
    ],
    ['one page', '2.000815', one('certification', { quantity: 1 }), 2_000],
    ['five pages', '2.000815', one('certification', { quantity: 5 }), 7_000],
    ['five pages, three copies', '2.000815', one('certification', { quantity: 5, copies: 3 }), 21_000],
    ['many pages', '2.000815', one('certification', { quantity: 900, copies: 2 }), 400_000],
    ['no number of pages', '2.000815', one('certification'), 'fee-quantity fees.0.quantity'],
    ['too many pages', '2.000815', one('certification', { quantity: 1_001 }), 'fee-quantity fees.0.quantity'],
    ['three extracts', '2.000635', one('extract-copy', { quantity: 3 }), 24_000],
  ])('%s (%s)', (_, code, choices, expected) => {
    expect(assessed(code, choices)).toBe(expected);
  });

  it('is less online where the law says so', () => {
    expect(assessed('1.004222', one('residence-charge'))).toBe(20_000);
    expect(assessed('1.004222', one('residence-charge'), 'online')).toBe(10_000);
    const both = { fees: [{ code: 'registration-charge' }, { code: 'publication-fee' }] };
    expect([assessed('2.001610', both), assessed('2.001610', both, 'online')]).toEqual([150_000, 100_000]);
  });

  it('has an amount of an authority for the fee that is assessed, and for no other', () => {
    const fixed = [{ code: 'appraisal-fee' }, { code: 'change-charge' }];
    expect(assessed('1.013949', { fees: fixed })).toBe(178_000);
    expect(assessed('1.013949', { fees: [...fixed, { code: 'land-levy', amount: 40_000_000 }] })).toBe(40_178_000);
    expect(assessed('1.013949', { fees: [...fixed, { code: 'land-levy' }] })).toBe('fee-amount fees.2.amount');
    expect(assessed('1.013225', one('house-permit', { amount: 1 }))).toBe('fee-amount fees.0.amount');
  });

  it('says the ground of every reduction, and of charging nothing', () => {
    const child = assess(feesOf(RECORD), one('information-fee', exempt('child')), 'direct');
    expect(child).toMatchObject({ value: { ground: 'Thông tư số 16/2025/TT-BTC', lines: [{ full: 200_000 }] } });
    expect(assess(feesOf('1.001193'), { fees: [], late: false }, 'direct')).toMatchObject({
      value: { amount: 0, lines: [], ground: expect.stringContaining('Luật Hộ tịch') },
    });
    const optional: CatalogueFee[] = [
      { code: 'copy', name: { vi: 'Bản sao', en: 'Copy' }, kind: 'fee', amount: 1, optional: true },
    ];
    expect(assess(optional, { fees: [] }, 'direct')).toMatchObject({ error: { code: 'fee-ground-missing' } });
    expect(assess(optional, { fees: [], ground: 'Nghị quyết' }, 'direct').ok).toBe(true);
  });

  it('never reduces below nothing', () => {
    const by = (amount: number) =>
      assessed('1.013225', one('house-permit', { reduction: { amount, ground: 'Nghị quyết', reason: 'Bão' } }));
    expect([by(75_000), by(25_000), by(75_001), by(0)]).toEqual([
      0,
      50_000,
      'fee-reduction fees.0.reduction.amount',
      'fee-reduction fees.0.reduction.amount',
    ]);
  });

  it('adds up, line by line, whatever an officer may choose', () => {
    const codes = readdirSync(CATALOGUE).map((file) => file.replace('.json', ''));
    const property = fc.property(fc.constantFrom(...codes), fc.nat(), fc.boolean(), (code, seed, online) => {
      const fees = feesOf(code);
      if (fees.length === 0) return;
      const result = assess(fees, feeChoices(new Chance(seed, 1), { fees }), online ? 'online' : 'direct');
      if (!result.ok) throw new Error(`${code}: ${result.error.code} ${result.error.field}`);
      const { lines, amount, ground } = result.value;
      expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
      for (const line of lines) {
        const reduced = (line.reductions ?? []).reduce((sum, reduction) => sum + reduction.amount, 0);
        expect([line.full - reduced, line.amount >= 0]).toEqual([line.amount, true]);
      }
      expect(ground !== undefined).toBe(amount === 0);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
