import { fail, invalid, ok, type Result } from '../text/result.ts';

/** E-mail address without quoting, in ASCII, deliverable by all mail services; at most {@link EMAIL_LENGTH} characters. */
export const EMAIL =
  /^[A-Za-z0-9_+-]+(?:['.][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
export const EMAIL_LENGTH = 254;
/** Of the part before the `@`. Characters. */
const MOST_LOCAL = 64;

/** Parses an address; removes surrounding white space and invisible characters. Errors: `email-format`. */
export function parseEmail(text: string): Result<{ readonly value: string }> {
  const value = text.replace(/\p{Cf}/gu, '').trim();
  if (value.length > EMAIL_LENGTH || value.indexOf('@') > MOST_LOCAL || !EMAIL.test(value)) {
    return fail(
      invalid(
        'email-format',
        'Địa chỉ thư điện tử không hợp lệ, ví dụ đúng: ten@example.com.',
        'Not an e-mail address; right is for example name@example.com.',
      ),
    );
  }
  return ok({ value });
}
