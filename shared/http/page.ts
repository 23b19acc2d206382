import * as z from 'zod/mini';
import type { Language } from '../text.ts';
import { HttpProblem } from './problem.ts';

/** Query parameters of a list. `cursor` is what the page before gave as `next`. */
export const pageQuery = {
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
  cursor: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,1000}$/))),
};

const NOT_OF_THIS_LIST = {
  vi: 'Vị trí này không thuộc danh sách. Hãy đọc danh sách từ đầu.',
  en: 'This cursor is not one of this list. Read the list from its start.',
};

export const cursorProblem = (language: Language) =>
  new HttpProblem('invalid-request', [{ field: 'query.cursor', rule: 'cursor', message: NOT_OF_THIS_LIST[language] }]);
