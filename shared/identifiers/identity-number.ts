import { cleanDigits, cleanIdentifier } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';
import { COUNTRIES } from './countries.ts';
import { PERSONAL_ID } from './personal-id.ts';

/** Number of the old identity card (chứng minh nhân dân), printed on papers and sent by the portal as `LoaiDinhDanh` 2. */
export const IDENTITY_CARD = /^[0-9]{9}$/;
/** Number of a passport, without spaces: ICAO Doc 9303 prints nine characters, some issuers keep longer ones. */
export const PASSPORT = /^[A-Z0-9]{5,15}$/;

type Number = Result<{ readonly value: string }>;

const checked = (value: string, pattern: RegExp, error: ReturnType<typeof invalid>): Number =>
  pattern.test(value) ? ok({ value }) : fail(error);

/** Errors: `identity-card-format`. */
export function parseIdentityCard(text: string): Number {
  return checked(
    cleanDigits(text),
    IDENTITY_CARD,
    invalid(
      'identity-card-format',
      'Số chứng minh nhân dân có đúng 9 chữ số.',
      'The number of an old identity card has exactly 9 digits.',
    ),
  );
}

/** Errors: `passport-format`. */
export function parsePassport(text: string): Number {
  return checked(
    cleanIdentifier(text).replace(/[\s-]/g, ''),
    PASSPORT,
    invalid(
      'passport-format',
      'Số hộ chiếu gồm 5 đến 15 chữ cái không dấu và chữ số.',
      'A passport number has 5 to 15 letters and digits.',
    ),
  );
}

/** A household business by its owner's id, which is its tax code since 1 July 2025. Errors: `household-business-format`. */
export function parseHouseholdBusiness(text: string): Number {
  return checked(
    cleanDigits(text),
    PERSONAL_ID,
    invalid(
      'household-business-format',
      'Mã số thuế của hộ kinh doanh là số định danh 12 chữ số của chủ hộ.',
      'The tax code of a household business is the 12-digit personal id of its owner.',
    ),
  );
}

/** An ISO 3166-1 alpha-2 code in either case. Errors: `country-unknown`. */
export function parseCountry(text: string): Number {
  const value = cleanIdentifier(text);
  if (COUNTRIES.includes(value)) return ok({ value });
  return fail(
    invalid(
      'country-unknown',
      'Mã quốc gia gồm hai chữ cái theo tiêu chuẩn quốc tế, ví dụ VN, JP.',
      'A country is its two-letter code of ISO 3166-1, for example VN or JP.',
    ),
  );
}
