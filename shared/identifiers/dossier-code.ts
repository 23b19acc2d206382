import * as z from 'zod/mini';
import { cleanIdentifier } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';
import { AGENCY_ID_LENGTH, parseAgencyId } from './agency-id.ts';

const AGENCY = '(?:[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(?:\\.[0-9A-Z]{1,10}){0,8})';
const MONTH_AND_DAY =
  '(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)|02(?:0[1-9]|1[0-9]|2[0-8]))';
/** Two- or four-digit year of this century, month and day; 29 February in years divisible by 4. */
const DATE = `(?:20)?(?:[0-9]{2}${MONTH_AND_DAY}|(?:[02468][048]|[13579][26])0229)`;
/** Four to seven digits, not all of them zero. */
const SEQUENCE =
  '(?:[1-9][0-9]{3,6}|0[1-9][0-9]{2,5}|00[1-9][0-9]{1,4}|000[1-9][0-9]{0,3}|0000[1-9][0-9]{0,2}|00000[1-9][0-9]?|000000[1-9])';

/**
 * Dossier code: agency identifier, day of reception, sequence number of that agency on that day; `000.00.15.H10-190612-0001`
 * or, as seen in 2026, `G09.20-20260609-0092637`. {@link parseDossierCode} also reports which part is invalid and checks the
 * length of the agency identifier.
 */
export const DOSSIER_CODE = new RegExp(`^${AGENCY}-${DATE}-${SEQUENCE}$`);
/** Up to this length a code in this format cannot contain an agency identifier that is too long. */
export const DOSSIER_CODE_LENGTH = AGENCY_ID_LENGTH + '-YYMMDD-0001'.length;

/** What leads from the portal's page to the code, in an address that a QR code holds: after `#`, so that no server logs it. */
export const CODE_FRAGMENT = '#ma=';

/** A code as it is typed, or the address of the portal's look-up that a QR code holds; no address of more than 200 characters. */
export const SCANNED_DOSSIER_CODE = new RegExp(
  `^(?:https?://[!"$-~]{1,190}${CODE_FRAGMENT})?${DOSSIER_CODE.source.slice(1)}`,
);
export const SCANNED_LENGTH = DOSSIER_CODE_LENGTH + 200 + CODE_FRAGMENT.length;

/** As {@link parseDossierCode}, also of the address that a QR code holds. */
export const parseScannedCode = (text: string): Result<DossierCode> =>
  parseDossierCode(/^\s*https?:\/\//i.test(text) ? (text.split(CODE_FRAGMENT)[1] ?? text) : text);

const SHAPE = new RegExp(`^${AGENCY}-(?:[0-9]{6}|[0-9]{8})-[0-9]{4,7}$`);

const MOST_DIGITS = 7;

/** Format of a province's new codes. Configuration: the underlying rule is being reissued. */
export const dossierCodePatternSchema = z.strictObject({
  dateForm: z.enum(['YYMMDD', 'YYYYMMDD']),
  /** Minimum number of digits of the sequence; larger numbers take more. */
  sequenceDigits: z.int().check(z.minimum(4), z.maximum(MOST_DIGITS)),
});
export type DossierCodePattern = z.infer<typeof dossierCodePatternSchema>;

export type DossierCodeParts = {
  readonly agencyId: string;
  /** Calendar day of reception in Viet Nam, `2026-06-09`. */
  readonly day: string;
  /** From 1. */
  readonly sequence: number;
};

export type DossierCode = DossierCodeParts & {
  readonly value: string;
  /** The pattern that formats this code again. */
  readonly pattern: DossierCodePattern;
};

/** Errors: `dossier-code-format`, `dossier-code-agency`, `dossier-code-day`, `dossier-code-sequence`. */
export function parseDossierCode(text: string): Result<DossierCode> {
  const value = cleanIdentifier(text);
  if (!SHAPE.test(value)) return fail(MALFORMED);
  const [agency = '', date = '', digits = ''] = value.split('-');
  const agencyId = parseAgencyId(agency);
  if (!agencyId.ok) return fail(BAD_AGENCY);
  const day = readDay(date);
  if (day === undefined) return fail(BAD_DAY);
  const sequence = Number(digits);
  if (sequence < 1) return fail(BAD_SEQUENCE);
  return ok({
    value,
    agencyId: agencyId.value.value,
    day,
    sequence,
    pattern: { dateForm: date.length === 6 ? 'YYMMDD' : 'YYYYMMDD', sequenceDigits: digits.length },
  });
}

/**
 * Formats a code. A sequence beyond the pattern's digits widens the code instead of reusing a number. Errors:
 * `dossier-code-agency`, `dossier-code-day` (not a day of 2000-2099), `dossier-code-sequence` (not a whole number from 1 to
 * 9,999,999).
 */
export function formatDossierCode(pattern: DossierCodePattern, parts: DossierCodeParts): Result<string> {
  const agencyId = parseAgencyId(parts.agencyId);
  if (!agencyId.ok) return fail(BAD_AGENCY);
  const date = parts.day.replaceAll('-', '');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(parts.day) || readDay(date) === undefined) return fail(BAD_DAY);
  const { sequence } = parts;
  if (!Number.isInteger(sequence) || sequence < 1 || sequence >= 10 ** MOST_DIGITS) return fail(BAD_SEQUENCE);
  const written = pattern.dateForm === 'YYMMDD' ? date.slice(2) : date;
  return ok(`${agencyId.value.value}-${written}-${String(sequence).padStart(pattern.sequenceDigits, '0')}`);
}

/** `YYMMDD` or `YYYYMMDD` as an ISO day; undefined for a nonexistent day or one outside this century. */
function readDay(digits: string): string | undefined {
  const full = digits.length === 6 ? `20${digits}` : digits;
  const day = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`;
  if (!day.startsWith('20')) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  // 30 February may be parsed as 1 or 2 March: only a day that formats to the same text exists.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

const MALFORMED = invalid(
  'dossier-code-format',
  'Mã hồ sơ không đúng dạng, ví dụ đúng: H50.12.3-260609-0001.',
  'The dossier code is malformed; right is for example H50.12.3-260609-0001.',
);
const BAD_AGENCY = invalid(
  'dossier-code-agency',
  'Mã định danh cơ quan trong mã hồ sơ không hợp lệ.',
  'The agency identifier in the dossier code is not valid.',
  'agencyId',
);
const BAD_DAY = invalid(
  'dossier-code-day',
  'Ngày tiếp nhận trong mã hồ sơ không có trong lịch.',
  'The day of reception in the dossier code does not exist.',
  'day',
);
const BAD_SEQUENCE = invalid(
  'dossier-code-sequence',
  'Số thứ tự trong mã hồ sơ phải từ 1 đến 9999999.',
  'The sequence in the dossier code must be from 1 to 9,999,999.',
  'sequence',
);
