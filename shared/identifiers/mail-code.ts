import { cleanDigits } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';

/** The code in a confirmation e-mail, without the gap it is displayed with. */
export const MAIL_CODE = /^[0-9]{8}$/;

/** Parses a code as people copy it, grouped by spaces, dots or hyphens. Errors: `mail-code-format`. */
export function parseMailCode(text: string): Result<{ readonly value: string }> {
  const value = cleanDigits(text);
  if (MAIL_CODE.test(value)) return ok({ value });
  return fail(
    invalid('mail-code-format', 'Mã xác nhận gồm 8 chữ số.', 'The code of a confirmation letter has 8 digits.'),
  );
}
