import { cleanDigits } from '../text/normalise.ts';
import { fail, type Invalid, invalid, ok, type Result } from '../text/result.ts';
import { BIRTH_PROVINCES } from './birth-provinces.ts';

/**
 * Personal id (số định danh cá nhân): 12 digits, the first three of a place. Place 000 does not exist: forms and systems use
 * it as a placeholder. There is no check digit.
 */
export const PERSONAL_ID = /^(?:00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})[0-9]{9}$/;

export type Sex = 'male' | 'female';

/** A parsed personal id. Personal data: keep it out of logs, events and URLs. */
export type PersonalId = {
  readonly value: string;
  /** Three-digit code of the place where the birth was registered. */
  readonly provinceCode: string;
  /** Name in the list of 63 provinces; undefined for other codes (births registered abroad). */
  readonly provinceName: string | undefined;
  readonly sex: Sex;
  /** First year of the century, 1900, 2000, … */
  readonly century: number;
  /** The two digits of the birth year. */
  readonly yearOfCentury: number;
  /** `century` + `yearOfCentury`. */
  readonly birthYear: number;
  /** The last six digits. */
  readonly serial: string;
  /**
   * Warnings that do not reject the id: codes `personal-id-province-unlisted`, `personal-id-sex-differs`,
   * `personal-id-birth-year-differs`. Civil records get corrected while the id stays.
   */
  readonly warnings: readonly Invalid[];
};

/** The applicant's own statements to compare with the id. */
export type StatedPerson = { readonly sex?: Sex | undefined; readonly birthYear?: number | undefined };

/** Errors: `personal-id-nine-digits` (the old identity card's number), `personal-id-place`, `personal-id-format`. */
export function parsePersonalId(text: string, stated: StatedPerson = {}): Result<PersonalId> {
  const value = cleanDigits(text);
  if (!PERSONAL_ID.test(value)) {
    return fail(/^\d{9}$/.test(value) ? NINE_DIGITS : /^\d{12}$/.test(value) ? NO_PLACE : MALFORMED);
  }
  const centuryAndSex = Number(value[3]);
  const century = 1900 + Math.floor(centuryAndSex / 2) * 100;
  const yearOfCentury = Number(value.slice(4, 6));
  const parts = {
    value,
    provinceCode: value.slice(0, 3),
    provinceName: BIRTH_PROVINCES[value.slice(0, 3)],
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    century,
    yearOfCentury,
    birthYear: century + yearOfCentury,
    serial: value.slice(6),
  } as const;
  return ok({ ...parts, warnings: warningsFor(parts, stated) });
}

/** Formats an id from its parts, the inverse of parsing. Errors as of parsing, with the invalid field. */
export function formatPersonalId(
  parts: Pick<PersonalId, 'provinceCode' | 'sex' | 'birthYear' | 'serial'>,
): Result<string> {
  if (!/^\d{3}$/.test(parts.provinceCode)) return fail({ ...MALFORMED, field: 'provinceCode' });
  if (parts.provinceCode === '000') return fail(NO_PLACE);
  if (!/^\d{6}$/.test(parts.serial)) return fail({ ...MALFORMED, field: 'serial' });
  // The digit for century and sex covers 1900 to 2399.
  if (!Number.isInteger(parts.birthYear) || parts.birthYear < 1900 || parts.birthYear > 2399) {
    return fail({ ...MALFORMED, field: 'birthYear' });
  }
  const digit = Math.floor((parts.birthYear - 1900) / 100) * 2 + (parts.sex === 'male' ? 0 : 1);
  const year = String(parts.birthYear % 100).padStart(2, '0');
  return ok(`${parts.provinceCode}${digit}${year}${parts.serial}`);
}

const MALFORMED = invalid(
  'personal-id-format',
  'Số định danh cá nhân phải có đúng 12 chữ số.',
  'A personal id has exactly 12 digits.',
);

const NINE_DIGITS = invalid(
  'personal-id-nine-digits',
  'Đây là số chứng minh nhân dân cũ 9 chữ số; hãy nhập số định danh cá nhân 12 chữ số.',
  'This is the old 9-digit identity card number; enter the 12-digit personal id.',
);

const NO_PLACE = invalid(
  'personal-id-place',
  'Ba chữ số đầu của số định danh cá nhân không thể là 000.',
  'A personal id does not begin with 000.',
  'provinceCode',
);

function warningsFor(
  parts: Pick<PersonalId, 'provinceName' | 'sex' | 'birthYear'>,
  stated: StatedPerson,
): readonly Invalid[] {
  const warnings: Invalid[] = [];
  if (parts.provinceName === undefined) {
    warnings.push(
      invalid(
        'personal-id-province-unlisted',
        'Ba chữ số đầu không thuộc danh sách tỉnh đăng ký khai sinh trong nước.',
        'The first three digits are not in the list of provinces of birth registration.',
        'provinceCode',
      ),
    );
  }
  if (stated.sex !== undefined && stated.sex !== parts.sex) {
    warnings.push(
      invalid(
        'personal-id-sex-differs',
        'Giới tính đã khai khác với giới tính thể hiện trong số định danh.',
        'The stated sex differs from the one in the personal id.',
        'sex',
      ),
    );
  }
  if (stated.birthYear !== undefined && stated.birthYear !== parts.birthYear) {
    warnings.push(
      invalid(
        'personal-id-birth-year-differs',
        'Năm sinh đã khai khác với năm sinh thể hiện trong số định danh.',
        'The stated birth year differs from the one in the personal id.',
        'birthYear',
      ),
    );
  }
  return warnings;
}
