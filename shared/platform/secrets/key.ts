import * as z from 'zod/mini';

/** Characters. One who knows a message and its signature tries keys at home: a shorter one is found that way. */
export const MIN_KEY_LENGTH = 32;

/** A key or token that a partner proves itself with. White space at an end comes from the editor, not from the partner. */
export const sharedKey = z.string().check(z.minLength(MIN_KEY_LENGTH), z.regex(/^\S.*\S$/s));
