import * as z from 'zod/mini';
import type { Language } from '../../text/text.ts';
import { wireForms } from '../../text/wire-form.ts';
import { HttpProblem } from './problem.ts';

const WHOLE = {
  vi: 'Phải là số nguyên viết bằng các chữ số từ 0 đến 9.',
  en: 'Must be a whole number written in the digits 0 to 9.',
};

/** A whole number in a query: digits only, so that `0x10`, `1e1` and `+5` are rejected. */
export const queryInteger = (minimum: number, maximum: number, standard: number) => {
  const written = z
    .pipe(
      z.string().check(
        z.refine((text) => /^(?:0|[1-9][0-9]{0,8})$/.test(text), {
          params: { rule: 'whole-number', message: WHOLE },
        }),
      ),
      z.pipe(z.transform(Number), z.int().check(z.minimum(minimum), z.maximum(maximum))),
    )
    .register(wireForms, { sent: { type: 'integer', minimum, maximum, default: standard } });
  return z._default(written, standard);
};

export const cursorQuery = z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,1000}$/)));

/** Query parameters of a list. `cursor` is the `next` value of the previous page. */
export const pageQuery = {
  limit: queryInteger(1, 100, 25),
  cursor: cursorQuery,
};

const NOT_OF_THIS_LIST = {
  vi: 'Vị trí này không thuộc danh sách. Hãy đọc danh sách từ đầu.',
  en: 'This cursor is not one of this list. Read the list from its start.',
};

/** @param parameter that had the cursor */
export const cursorProblem = (language: Language, parameter: 'cursor' | 'since') =>
  new HttpProblem('invalid-request', [
    { field: `query.${parameter}`, rule: 'cursor', message: NOT_OF_THIS_LIST[language] },
  ]);
