import { fail, invalid, ok, type Result } from '../text/result.ts';

/** Address of a mailbox without quoting, in ASCII, as mail services everywhere deliver to; at most {@link EMAIL_LENGTH}. */
export const EMAIL =
  /^[A-Za-z0-9_+-]+(?:['.][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
export const EMAIL_LENGTH = 254;
/** Of the part before the `@`. */
const MOST_LOCAL = 64;

/** Reads an address; white space around it and unseen characters are forgiven. Errors: `email-format`. */
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
