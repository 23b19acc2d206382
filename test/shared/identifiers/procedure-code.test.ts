import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatProcedureCode,
  PROCEDURE_CODE,
  parseProcedureCode,
  paymentServiceCode,
} from '../../../shared/identifiers/procedure-code.ts';
import { accepted, refused } from './outcome.ts';

describe('parseProcedureCode', () => {
  it.each([
    ['1.001193', '1.001193', undefined],
    ['1.000656.000.00.00.H29', '1.000656', '000.00.00.H29'],
  ])('%s', (value, national, localAgencyId) => {
    expect(accepted(parseProcedureCode(value))).toEqual({ value, national, localAgencyId });
  });

  it.each(['', '1001193', '1.00119', '1.0011934', '1,001193', '1.000656.H29', '1.001193.01', 'x1.001193'])(
    'refuses %j',
    (text) => {
      expect(refused(parseProcedureCode(text)).code).toBe('procedure-code-format');
    },
  );

  it('is undone by formatting', () => {
    fc.assert(
      fc.property(fc.stringMatching(PROCEDURE_CODE), (text) => {
        return accepted(formatProcedureCode(accepted(parseProcedureCode(text)))) === text;
      }),
    );
  });

  it('refuses to write what it could not read', () => {
    expect(refused(formatProcedureCode({ national: '1.001193', localAgencyId: 'H29' })).code).toBe(
      'procedure-code-format',
    );
  });
});

describe('paymentServiceCode', () => {
  it('appends .01', () => {
    expect(paymentServiceCode(accepted(parseProcedureCode('1.001193')))).toBe('1.001193.01');
  });
});
