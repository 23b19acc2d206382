import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIRTH_PROVINCES } from '../../../shared/identifiers/birth-provinces.ts';
import { formatPersonalId, PERSONAL_ID, parsePersonalId } from '../../../shared/identifiers/personal-id.ts';
import { accepted, refused } from './outcome.ts';

describe('parsePersonalId', () => {
  it('takes an id apart', () => {
    expect(accepted(parsePersonalId('045190012345'))).toEqual({
      value: '045190012345',
      provinceCode: '045',
      provinceName: 'Quảng Trị',
      sex: 'female',
      century: 1900,
      yearOfCentury: 90,
      birthYear: 1990,
      serial: '012345',
      warnings: [],
    });
  });

  it.each(['045 190 012 345', '045.190.012.345', '045-190-012-345', ' 045190012345\u00A0', '\u202A045190012345\u202C'])(
    'reads %j',
    (text) => expect(accepted(parsePersonalId(text)).value).toBe('045190012345'),
  );

  it.each([
    ['0', 'male', 1905],
    ['1', 'female', 1905],
    ['2', 'male', 2005],
    ['3', 'female', 2005],
    ['4', 'male', 2105],
    ['5', 'female', 2105],
  ])('digit %s: %s, %i', (digit, sex, birthYear) => {
    expect(accepted(parsePersonalId(`001${digit}05000001`))).toMatchObject({ sex, birthYear });
  });

  it('warns, and does not refuse, when the applicant states something else', () => {
    const stated = { sex: 'male', birthYear: 1991 } as const;
    const codes = accepted(parsePersonalId('045190012345', stated)).warnings.map((w) => [w.code, w.field]);
    expect(codes).toEqual([
      ['personal-id-sex-differs', 'sex'],
      ['personal-id-birth-year-differs', 'birthYear'],
    ]);
    expect(accepted(parsePersonalId('045190012345', { sex: 'female', birthYear: 1990 })).warnings).toEqual([]);
  });

  it('warns of a province that is not in the list', () => {
    const { warnings, provinceName } = accepted(parsePersonalId('003190012345'));
    expect(provinceName).toBeUndefined();
    expect(warnings.map((w) => w.code)).toEqual(['personal-id-province-unlisted']);
  });

  it.each([
    ['', 'personal-id-format'],
    ['04519001234', 'personal-id-format'],
    ['0451900123456', 'personal-id-format'],
    ['04519001234a', 'personal-id-format'],
    ['000000000000', 'personal-id-place'],
    ['000 190 012 345', 'personal-id-place'],
    ['\u0660\u0664\u0665190012345', 'personal-id-format'],
    ['191 234 567', 'personal-id-nine-digits'],
  ])('refuses %j', (text, code) => {
    expect(refused(parsePersonalId(text)).code).toBe(code);
  });
});

describe('formatPersonalId', () => {
  it('is undone by parsing', () => {
    fc.assert(
      fc.property(
        fc.record({
          provinceCode: fc.constantFrom(...Object.keys(BIRTH_PROVINCES)),
          sex: fc.constantFrom('male' as const, 'female' as const),
          birthYear: fc.integer({ min: 1900, max: 2399 }),
          serial: fc.stringMatching(/^\d{6}$/),
        }),
        (parts) => {
          const { sex, birthYear } = parts;
          expect(accepted(parsePersonalId(accepted(formatPersonalId(parts)), { sex, birthYear }))).toMatchObject({
            ...parts,
            warnings: [],
          });
        },
      ),
    );
  });

  it('undoes parsing, for every 12 digits of some place', () => {
    fc.assert(
      fc.property(fc.stringMatching(PERSONAL_ID), (text) => {
        return accepted(formatPersonalId(accepted(parsePersonalId(text)))) === text;
      }),
    );
  });

  it.each([
    [{ provinceCode: '45' }, 'provinceCode'],
    [{ provinceCode: '000' }, 'provinceCode'],
    [{ serial: '12345' }, 'serial'],
    [{ birthYear: 1899 }, 'birthYear'],
    [{ birthYear: 2400 }, 'birthYear'],
    [{ birthYear: 1990.5 }, 'birthYear'],
  ])('refuses %j and names the field', (wrong, field) => {
    const parts = { provinceCode: '045', sex: 'male', birthYear: 1990, serial: '012345', ...wrong } as const;
    expect(refused(formatPersonalId(parts)).field).toBe(field);
  });
});

describe('BIRTH_PROVINCES', () => {
  it('lists the 63 old provinces once each, from 001 to 096, in NFC', () => {
    const names = Object.values(BIRTH_PROVINCES);
    expect(names).toHaveLength(63);
    expect(new Set(names).size).toBe(63);
    expect(Object.keys(BIRTH_PROVINCES).sort().at(0)).toBe('001');
    expect(Object.keys(BIRTH_PROVINCES).sort().at(-1)).toBe('096');
    expect(names.every((name) => name === name.normalize('NFC'))).toBe(true);
    expect(BIRTH_PROVINCES).toMatchObject({ '012': 'Lai Châu', '044': 'Quảng Bình', '079': 'Hồ Chí Minh' });
  });
});
