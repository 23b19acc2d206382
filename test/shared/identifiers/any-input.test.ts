import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAgencyId } from '../../../shared/identifiers/agency-id.ts';
import { parseDossierCode } from '../../../shared/identifiers/dossier-code.ts';
import { parseEmail } from '../../../shared/identifiers/email.ts';
import { parsePersonalId } from '../../../shared/identifiers/personal-id.ts';
import { parsePhone } from '../../../shared/identifiers/phone.ts';
import { parseProcedureCode } from '../../../shared/identifiers/procedure-code.ts';
import { parseOrganisationTaxCode, parseTaxCode } from '../../../shared/identifiers/tax-code.ts';
import type { Result } from '../../../shared/text/result.ts';

const PARSERS: Readonly<Record<string, (text: string) => Result<{ readonly value: string }>>> = {
  parseAgencyId,
  parseDossierCode,
  parseEmail,
  parsePersonalId,
  parsePhone,
  parseProcedureCode,
  parseTaxCode,
  parseOrganisationTaxCode,
};

/** Lone surrogates, combining marks, digits of other scripts, things that look like identifiers, and longer strings. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('0', '9', 'H', '.', '-', '+', ' ', '٣', '３', '\uD800', '\u0301', '\u200D', 'ı') }),
  fc.string({ unit: fc.constantFrom(...'0123456789.-H'), minLength: 8, maxLength: 30 }),
  fc.stringMatching(/^[\w.-]{0,300}$/),
);

describe.each(Object.entries(PARSERS))('%s, given any string', (name, parse) => {
  it('answers with a canonical ASCII value or a refusal in two languages that repeats nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parse(text);
        if (result.ok) {
          expect(result.value.value).toMatch(name === 'parseEmail' ? /^[!-~]+@[!-~]+$/ : /^[0-9A-Z.+-]+$/);
          expect(parse(result.value.value)).toEqual(result);
          return;
        }
        const { code, message } = result.error;
        expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
        expect(message.vi.length).toBeGreaterThan(10);
        expect(message.en.length).toBeGreaterThan(10);
        expect(message.vi).toBe(message.vi.normalize('NFC'));
        if (text.length > 13) expect(`${message.vi}${message.en}`).not.toContain(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the length', () => {
    const result = parse(`${'1.'.repeat(200_000)}H`);
    expect(result.ok).toBe(false);
  }, 2000);
});
