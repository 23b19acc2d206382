import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgencyId, isWithin, parseAgencyId } from '../../../shared/identifiers/agency-id.ts';
import { accepted, anyAgencyId, refused } from './outcome.ts';

describe('parseAgencyId', () => {
  it.each([
    ['H50.12.3', 'decision-20-2020', ['H50', '12', '3'], 3, 'H50'],
    ['H50', 'decision-20-2020', ['H50'], 1, 'H50'],
    ['G09.20', 'decision-20-2020', ['G09', '20'], 2, undefined],
    ['000.00.15.H10', 'qcvn-102-2016', ['H10', '15'], 2, 'H10'],
    ['000.00.00.H29', 'qcvn-102-2016', ['H29'], 1, 'H29'],
    ['000.23.33.H41', 'qcvn-102-2016', ['H41', '33', '23'], 3, 'H41'],
    ['001.00.15.H10', 'qcvn-102-2016', ['H10', '15', '00', '001'], 4, 'H10'],
  ])('takes %s apart', (text, form, path, level, provinceId) => {
    expect(accepted(parseAgencyId(text))).toEqual({ value: text, form, path, level, provinceId });
  });

  it('accepts lower case and white space, and gives the canonical form', () => {
    expect(accepted(parseAgencyId(' h50.12.3 ')).value).toBe('H50.12.3');
  });

  it.each([
    '',
    'H5',
    'Z50',
    'H50.',
    'H50..3',
    'H50.12.3.',
    '000.15.H10',
    '0000.00.15.H10',
    'H50.12345678901',
    `H50${'.1234567890'.repeat(3)}`,
    'H50/../../etc',
    'Ｈ50',
  ])('refuses %j', (text) => {
    expect(refused(parseAgencyId(text)).code).toBe('agency-id-format');
  });
});

describe('formatAgencyId', () => {
  it('writes back exactly what was parsed', () => {
    fc.assert(
      fc.property(anyAgencyId, (text) => {
        const parsed = parseAgencyId(text);
        return parsed.ok && accepted(formatAgencyId(parsed.value)) === text;
      }),
    );
  });

  it.each(['000.00.00.H29', '000.00.15.H10', '000.05.00.H10', '001.00.00.H10'])(
    'fills the levels %s does not name with zeros',
    (text) => {
      expect(accepted(formatAgencyId(accepted(parseAgencyId(text))))).toBe(text);
    },
  );

  it.each([
    [{ form: 'decision-20-2020', path: [] }],
    [{ form: 'decision-20-2020', path: ['h50'] }],
    [{ form: 'decision-20-2020', path: ['H50', ''] }],
    [{ form: 'qcvn-102-2016', path: ['H10', '5'] }],
    [{ form: 'qcvn-102-2016', path: ['H10', '15', '00', '001', '001'] }],
  ] as const)('refuses groups that make no identifier: %j', (parts) => {
    expect(refused(formatAgencyId(parts))).toMatchObject({ code: 'agency-id-format', field: 'path' });
  });
});

describe('isWithin', () => {
  it.each([
    ['H50.12.3', 'H50.12', true],
    ['H50.12.3', 'H50', true],
    ['H50.12', 'H50.12', true],
    ['H50.12', 'H50.12.3', false],
    ['H50.123', 'H50.12', false],
    ['H51.12', 'H50', false],
    ['000.23.33.H41', '000.00.33.H41', true],
    ['000.00.33.H41', '000.00.00.H41', true],
    ['000.00.33.H41', '000.00.34.H41', false],
    ['000.00.00.H41', '000.00.33.H41', false],
    ['000.00.15.H10', 'H10', false],
    ['nonsense', 'H50', false],
    ['H50', 'nonsense', false],
  ])('%s within %s: %s', (child, parent, expected) => {
    expect(isWithin(child, parent)).toBe(expected);
  });
});
