import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DOSSIER_CODE,
  dossierCodePatternSchema,
  formatDossierCode,
  parseDossierCode,
} from '../../../shared/identifiers/dossier-code.ts';
import { accepted, anyAgencyId, refused } from './outcome.ts';

const SHORT = { dateForm: 'YYMMDD', sequenceDigits: 4 } as const;

describe('parseDossierCode', () => {
  it('reads the code seen at the national portal in 2026', () => {
    expect(accepted(parseDossierCode('G09.20-20260609-0092637'))).toEqual({
      value: 'G09.20-20260609-0092637',
      agencyId: 'G09.20',
      day: '2026-06-09',
      sequence: 92637,
      pattern: { dateForm: 'YYYYMMDD', sequenceDigits: 7 },
    });
  });

  it.each([
    ['H50.12.3-260609-0001', 'H50.12.3', '2026-06-09', 1],
    ['000.00.15.H10-190612-0042', '000.00.15.H10', '2019-06-12', 42],
    ['H50-240229-12345', 'H50', '2024-02-29', 12345],
  ])('reads %s', (text, agencyId, day, sequence) => {
    expect(accepted(parseDossierCode(text))).toMatchObject({ value: text, agencyId, day, sequence });
  });

  it('forgives lower case and a typographic hyphen', () => {
    expect(accepted(parseDossierCode(' h50.12.3\u2013260609\u20130001 ')).value).toBe('H50.12.3-260609-0001');
  });

  it.each([
    ['', 'dossier-code-format'],
    ['H50.12.3-260609-001', 'dossier-code-format'],
    ['H50.12.3-260609-00000001', 'dossier-code-format'],
    ['H50.12.3-2606090-0001', 'dossier-code-format'],
    ['H50.12.3_260609_0001', 'dossier-code-format'],
    ['H50.12.3-260609-0001-1', 'dossier-code-format'],
    ['H50.12.3-260609-000\u0661', 'dossier-code-format'],
    [`H50${'.1234567890'.repeat(4)}-260609-0001`, 'dossier-code-agency'],
    ['H50.12.3-260230-0001', 'dossier-code-day'],
    ['H50.12.3-250229-0001', 'dossier-code-day'],
    ['H50.12.3-261301-0001', 'dossier-code-day'],
    ['H50.12.3-10260609-0001', 'dossier-code-day'],
    ['H50.12.3-260609-0000', 'dossier-code-sequence'],
  ])('refuses %j', (text, code) => {
    expect(refused(parseDossierCode(text)).code).toBe(code);
  });
});

describe('formatDossierCode', () => {
  const parts = { agencyId: 'H50.12.3', day: '2026-06-09' };

  it.each([
    [SHORT, 1, 'H50.12.3-260609-0001'],
    [{ dateForm: 'YYYYMMDD', sequenceDigits: 7 } as const, 92637, 'H50.12.3-20260609-0092637'],
    [SHORT, 9999, 'H50.12.3-260609-9999'],
    [SHORT, 10000, 'H50.12.3-260609-10000'],
    [SHORT, 9_999_999, 'H50.12.3-260609-9999999'],
  ])('%j, number %i', (pattern, sequence, expected) => {
    expect(accepted(formatDossierCode(pattern, { ...parts, sequence }))).toBe(expected);
  });

  it.each([
    [{ sequence: 0 }, 'dossier-code-sequence'],
    [{ sequence: 1.5 }, 'dossier-code-sequence'],
    [{ sequence: Number.NaN }, 'dossier-code-sequence'],
    [{ sequence: 10_000_000 }, 'dossier-code-sequence'],
    [{ day: '2026-02-30' }, 'dossier-code-day'],
    [{ day: '1999-12-31' }, 'dossier-code-day'],
    [{ day: '20260609' }, 'dossier-code-day'],
    [{ agencyId: 'H50/12' }, 'dossier-code-agency'],
  ])('refuses %j', (wrong, code) => {
    expect(refused(formatDossierCode(SHORT, { ...parts, sequence: 1, ...wrong })).code).toBe(code);
  });

  const anyParts = fc.record({
    agencyId: anyAgencyId,
    day: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    sequence: fc.integer({ min: 1, max: 9_999_999 }),
  });
  const anyPattern = fc.record({
    dateForm: fc.constantFrom('YYMMDD' as const, 'YYYYMMDD' as const),
    sequenceDigits: fc.integer({ min: 4, max: 7 }),
  });

  it('is undone by parsing, and fits the published expression', () => {
    fc.assert(
      fc.property(anyPattern, anyParts, (pattern, given) => {
        const code = accepted(formatDossierCode(pattern, given));
        expect(code).toMatch(DOSSIER_CODE);
        const parsed = accepted(parseDossierCode(code));
        expect(parsed).toMatchObject(given);
        expect(accepted(formatDossierCode(parsed.pattern, parsed))).toBe(code);
      }),
      { numRuns: 2000 },
    );
  });

  it('never writes one code for two numbers of a day', () => {
    fc.assert(
      fc.property(anyPattern, anyParts, fc.integer({ min: 1, max: 9_999_999 }), (pattern, given, other) => {
        fc.pre(other !== given.sequence);
        const code = accepted(formatDossierCode(pattern, given));
        return code !== accepted(formatDossierCode(pattern, { ...given, sequence: other }));
      }),
    );
  });
});

describe('dossierCodePatternSchema', () => {
  it('keeps configuration within what can be read back', () => {
    expect(dossierCodePatternSchema.safeParse(SHORT).success).toBe(true);
    expect(dossierCodePatternSchema.safeParse({ ...SHORT, sequenceDigits: 3 }).success).toBe(false);
    expect(dossierCodePatternSchema.safeParse({ ...SHORT, sequenceDigits: 8 }).success).toBe(false);
    expect(dossierCodePatternSchema.safeParse({ ...SHORT, dateForm: 'DDMMYY' }).success).toBe(false);
  });
});
