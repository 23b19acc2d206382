import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatTaxCode,
  isPersonTaxCode,
  isTaxCode,
  parseOrganisationTaxCode,
  parseTaxCode,
  taxCodeCheckDigit,
} from '../../../shared/identifiers/tax-code.ts';
import { accepted, refused } from './outcome.ts';

const VALID = ['0100109106', '0101248141', '0102182292', '0300588569', '0100112437'];
/** Nine digits whose weighted sum leaves 0: the check digit would be 10. */
const WITHOUT_CHECK_DIGIT = '000000012';

describe('isTaxCode', () => {
  it.each(VALID)('%s, alone and with a branch', (code) => {
    expect(isTaxCode(code)).toBe(true);
    expect(isTaxCode(`${code}-001`)).toBe(true);
  });

  it.each(VALID)('%s with any one digit changed is none', (code) => {
    for (let i = 0; i < 10; i += 1) {
      const changed = `${code.slice(0, i)}${(Number(code[i]) + 1) % 10}${code.slice(i + 1)}`;
      expect(isTaxCode(changed), changed).toBe(false);
    }
  });

  it('accepts no tenth digit where the check digit would be 10', () => {
    expect(taxCodeCheckDigit(WITHOUT_CHECK_DIGIT)).toBeUndefined();
    for (let digit = 0; digit < 10; digit += 1) expect(isTaxCode(`${WITHOUT_CHECK_DIGIT}${digit}`)).toBe(false);
    expect(refused(formatTaxCode({ nine: WITHOUT_CHECK_DIGIT })).code).toBe('tax-code-check-digit');
  });

  it.each([
    '',
    '010010910',
    '01001091060',
    '0100109106-1',
    '0100109106-0001',
    '0100109106 001',
    '0100109106-000',
    '045190012345',
  ])('is false for %j', (text) => {
    expect(isTaxCode(text)).toBe(false);
  });
});

describe('a person', () => {
  it('uses the personal id, which is not an organisation code', () => {
    expect(isPersonTaxCode('045190012345')).toBe(true);
    expect(isPersonTaxCode('0100109106')).toBe(false);
    expect(accepted(parseTaxCode('045 190 012 345'))).toEqual({ kind: 'person', value: '045190012345' });
  });
});

describe('parseTaxCode', () => {
  it('tells base and branch apart', () => {
    const base = '0100109106';
    expect(accepted(parseTaxCode(base))).toEqual({ kind: 'organisation', value: base, base, branch: undefined });
    expect(accepted(parseTaxCode('0100109106\u2013001'))).toEqual({
      kind: 'organisation',
      value: '0100109106-001',
      base,
      branch: '001',
    });
  });

  it.each([
    '0312687878-001',
    '0312687878 001',
    '0312687878001',
    ' 0312 687 878 - 001 ',
    '0312687878\u2013001',
    '0312687878.001',
  ])('reads the branch of %j', (text) => {
    expect(accepted(parseOrganisationTaxCode(text)).value).toBe('0312687878-001');
  });

  it('does not take a person for an organisation', () => {
    expect(refused(parseOrganisationTaxCode('045190012345')).code).toBe('tax-code-of-person');
  });

  it.each([
    ['0100109107', 'tax-code-check-digit'],
    ['0100109107-001', 'tax-code-check-digit'],
    ['0100109106-01', 'tax-code-format'],
    ['0100109106-000', 'tax-code-branch'],
    ['0100109106 000', 'tax-code-branch'],
    ['0100109106000', 'tax-code-branch'],
    ['000000000000', 'tax-code-format'],
    ['MST 0100109106', 'tax-code-format'],
    ['', 'tax-code-format'],
  ])('refuses %j', (text, code) => {
    expect(refused(parseTaxCode(text)).code).toBe(code);
  });
});

describe('formatTaxCode', () => {
  it('is undone by parsing', () => {
    const branch = fc.option(
      fc.stringMatching(/^\d{3}$/).filter((unit) => unit !== '000'),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), branch, (nine, unit) => {
        fc.pre(taxCodeCheckDigit(nine) !== undefined);
        const code = accepted(formatTaxCode({ nine, branch: unit }));
        expect(isTaxCode(code)).toBe(true);
        const parsed = accepted(parseTaxCode(code));
        expect(parsed).toMatchObject({ kind: 'organisation', value: code, branch: unit });
        expect(parsed.value.slice(0, 9)).toBe(nine);
      }),
    );
  });

  it.each([
    [{ nine: '12345678' }, 'tax-code-check-digit'],
    [{ nine: '010010910', branch: '1' }, 'tax-code-format'],
  ])('refuses %j', (parts, code) => {
    expect(refused(formatTaxCode(parts)).code).toBe(code);
  });
});
