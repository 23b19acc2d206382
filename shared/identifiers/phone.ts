import { cleanDigits } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';

/** Vietnamese mobile (10 digits) or landline (11 digits, `02…`), national form without separators. */
export const MOBILE_OR_LANDLINE = /^0(?:[35789][0-9]{8}|2[0-9]{9})$/;

/** {@link MOBILE_OR_LANDLINE}, or a number of another country in E.164: `+`, country code, 7 to 15 digits in all. */
export const PHONE = /^(?:0(?:[35789][0-9]{8}|2[0-9]{9})|\+(?:[1-79][0-9]|8[0-36-9]|85[02356])[0-9]{5,12})$/;

export type Phone = {
  /** National form without separators, `0912345678`; of another country in E.164, `+81312345678`. */
  readonly value: string;
  readonly kind: 'mobile' | 'landline' | 'foreign';
};

/** `+84`, `0084` or `84` before the subscriber's number, optionally with `(0)`. */
const COUNTRY_PREFIX = /^(?:\+84|0084|84(?=0?[35789]\d{8}$|0?2\d{9}$))0?/;

/**
 * Parses a number: Vietnamese as of {@link parseVietnamesePhone}, or of another country, beginning with `+` or `00`. Errors:
 * `phone-format`.
 */
export function parsePhone(text: string): Result<Phone> {
  const value = cleanDigits(text)
    .replace(/[()]/g, '')
    .replace(/^00(?=[1-9])/, '+');
  return value.startsWith('+') && PHONE.test(value) ? ok({ value, kind: 'foreign' }) : parseVietnamesePhone(text);
}

/**
 * Parses a Vietnamese number: national or with the country code, grouped by spaces, dots, hyphens or brackets. Errors:
 * `phone-format`.
 */
export function parseVietnamesePhone(text: string): Result<Phone> {
  const value = cleanDigits(text).replace(/[()]/g, '').replace(COUNTRY_PREFIX, '0');
  if (!MOBILE_OR_LANDLINE.test(value)) {
    return fail(
      invalid(
        'phone-format',
        'Số điện thoại không hợp lệ. Số di động có 10 chữ số (03, 05, 07, 08, 09), số cố định có 11 chữ số (02). Số nước ngoài bắt đầu bằng + và mã quốc gia.',
        'Not a phone number: a Vietnamese mobile has 10 digits (03, 05, 07, 08, 09), a landline 11 (02). A foreign number begins with + and its country code.',
      ),
    );
  }
  return ok({ value, kind: value.startsWith('02') ? 'landline' : 'mobile' });
}

/** International form (E.164), `+84912345678`. */
export function formatPhone(phone: Phone): string {
  return phone.kind === 'foreign' ? phone.value : `+84${phone.value.slice(1)}`;
}
