import * as z from 'zod/mini';
import { AGENCY_ID, AGENCY_ID_LENGTH, parseAgencyId } from './identifiers/agency-id.ts';
import { COUNTRIES } from './identifiers/countries.ts';
import {
  DOSSIER_CODE,
  DOSSIER_CODE_LENGTH,
  parseDossierCode,
  parseScannedCode,
  SCANNED_DOSSIER_CODE,
  SCANNED_LENGTH,
} from './identifiers/dossier-code.ts';
import { EMAIL, EMAIL_LENGTH, parseEmail } from './identifiers/email.ts';
import {
  IDENTITY_CARD,
  PASSPORT,
  parseCountry,
  parseHouseholdBusiness,
  parseIdentityCard,
  parsePassport,
} from './identifiers/identity-number.ts';
import { MAIL_CODE, parseMailCode } from './identifiers/mail-code.ts';
import { PERSONAL_ID, parsePersonalId } from './identifiers/personal-id.ts';
import { MOBILE_OR_LANDLINE, PHONE, parsePhone, parseVietnamesePhone } from './identifiers/phone.ts';
import { PROCEDURE_CODE, parseProcedureCode } from './identifiers/procedure-code.ts';
import { PROVINCE_CODES } from './identifiers/provinces.ts';
import { ORGANISATION_TAX_CODE, parseOrganisationTaxCode } from './identifiers/tax-code.ts';
import { LINE_PATTERN, lengthOf, PARAGRAPH_PATTERN, readableText } from './text/readable.ts';
import { ok, type Result } from './text/result.ts';
import { cleaned, wireForms } from './text/wire-form.ts';

/** Channel by which a dossier was submitted (`KenhThucHien` 1 direct, 2 online, 3 postal). */
export const CHANNELS = ['direct', 'online', 'postal'] as const;
export type Channel = (typeof CHANNELS)[number];

const OTHER_SCRIPTS =
  'Other scripts and emoji are taken too; characters that cannot be seen or that reverse others are refused. Kept in NFC.';

const text = (lines: Parameters<typeof readableText>[1], max: number, pattern: string) =>
  cleaned((typed) => readableText(typed, lines), {
    sent: { type: 'string', minLength: 1, maxLength: max, pattern, description: OTHER_SCRIPTS },
    kept: { type: 'string', minLength: 1, maxLength: max },
  }).check(lengthWithin(max));

/** Length in code points of the normalised text, as JSON Schema counts. */
const lengthWithin = (max: number) =>
  z.check<string>(({ value, issues }) => {
    const length = lengthOf(value);
    const limit = { origin: 'string', inclusive: true, input: value } as const;
    if (length === 0) issues.push({ code: 'too_small', minimum: 1, ...limit });
    if (length > max) issues.push({ code: 'too_big', maximum: max, ...limit });
  });

/** Human text on one line, see {@link readableText}: 1 to `max` characters. */
export const line = (max: number) => text('one-line', max, LINE_PATTERN);

/** As {@link line}, but line breaks and tabs are kept. */
export const paragraph = (max: number) => text('lines', max, PARAGRAPH_PATTERN);

/** An identifier in its parser's canonical form; other spellings are accepted. */
const identifier = (
  parse: (typed: string) => Result<{ readonly value: string }>,
  pattern: RegExp,
  keywords: Readonly<Record<string, unknown>> = {},
) =>
  cleaned(
    (typed) => {
      const parsed = parse(typed);
      return parsed.ok ? ok(parsed.value.value) : parsed;
    },
    { sent: { type: 'string', pattern: pattern.source, ...keywords } },
  );

export const agencyId = identifier(parseAgencyId, AGENCY_ID, { maxLength: AGENCY_ID_LENGTH });
export const procedureCode = identifier(parseProcedureCode, PROCEDURE_CODE);
export const dossierCode = identifier(parseDossierCode, DOSSIER_CODE, { maxLength: DOSSIER_CODE_LENGTH });
/** As {@link dossierCode}, also as it is read from the QR code of a form. */
export const scannedDossierCode = identifier(parseScannedCode, SCANNED_DOSSIER_CODE, { maxLength: SCANNED_LENGTH });
export const personalId = identifier(parsePersonalId, PERSONAL_ID, {
  description: 'Spaces, dots and hyphens between the digits are understood.',
});
export const taxCode = identifier(parseOrganisationTaxCode, ORGANISATION_TAX_CODE, {
  format: 'tax-code',
  description:
    'The tenth digit is a check digit: 10 less the remainder by 11 of the sum of the nine before it, weighted 31, 29, 23, 19, 17, 13, 7, 5, 3.',
});
/** The old 9-digit identity card. */
export const identityCard = identifier(parseIdentityCard, IDENTITY_CARD);
export const passport = identifier(parsePassport, PASSPORT);
/** A household business by the 12 digits of its owner. */
export const householdBusiness = identifier(parseHouseholdBusiness, PERSONAL_ID);
/** ISO 3166-1 alpha-2. */
export const country = cleaned(
  (typed) => {
    const parsed = parseCountry(typed);
    return parsed.ok ? ok(parsed.value.value) : parsed;
  },
  { sent: { type: 'string', enum: COUNTRIES } },
);
const SEPARATORS = 'The forms +84, 0084 and 84, and spaces, dots, hyphens and brackets are understood.';
/** A Vietnamese number in national form, or a foreign one in E.164. */
export const phone = identifier(parsePhone, PHONE, {
  description: `${SEPARATORS} Numbers of other countries begin with + or 00.`,
});
/** The number of someone whom a carrier in Viet Nam calls. */
export const vietnamesePhone = identifier(parseVietnamesePhone, MOBILE_OR_LANDLINE, { description: SEPARATORS });
export const email = identifier(parseEmail, EMAIL, {
  format: 'email',
  maxLength: EMAIL_LENGTH,
  description: 'At most 64 characters before the @.',
});
export const mailCode = identifier(parseMailCode, MAIL_CODE, {
  description: 'Spaces, dots and hyphens between the digits are understood.',
});
export const provinceCode = z.enum(PROVINCE_CODES);
/** Five digits. Source: Decision 19/2025/QĐ-TTg, list of communes. */
export const communeCode = z.string().check(z.regex(/^\d{5}$/));

const DAY =
  '20(?:[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)';
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])';

/** A day of this century, `2026-06-09`: no older dates and no later due dates exist. */
export const day = z
  .stringFormat('date', new RegExp(`^${DAY}$`))
  .register(wireForms, { sent: { type: 'string', format: 'date', pattern: `^${DAY}$` } });

/** A timestamp of this century: ISO 8601 with an offset or `Z`, stored as UTC with milliseconds. */
export const instant = z
  .stringFormat('datetime', new RegExp(`^${DAY}T${TIME}$`))
  .check(z.overwrite(inUtc))
  .register(wireForms, { sent: { type: 'string', format: 'date-time', pattern: `^${DAY}T${TIME}$` } });

/** Also called for text that the format has already rejected: such text is unchanged. */
function inUtc(typed: string): string {
  const at = new Date(typed);
  return Number.isNaN(at.getTime()) ? typed : at.toISOString();
}

/** Whole dong; fees are never fractional. At most one trillion. */
export const vnd = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000));
export const slug = z.string().check(z.trim(), z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
/** Converted to lower case. */
export const uuid = z.uuid().check(z.toLowerCase());
/** SHA-256 in hex; converted to lower case. */
export const sha256 = z.string().check(z.trim(), z.regex(/^[0-9a-fA-F]{64}$/), z.toLowerCase());

/** A partner's identifier of an entity: readable text on one line, unchanged, 1 to `max` characters. */
export const partnerId = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((id) => {
      const read = readableText(id, 'one-line');
      return read.ok && read.value === id;
    }),
  );
