import * as z from 'zod/mini';

/** Minimum length in characters: a shorter key can be brute-forced offline from a message and its signature. */
export const MIN_KEY_LENGTH = 32;

/** A key or token by which a partner authenticates. Surrounding white space comes from an editor and is removed. */
export const sharedKey = z.string().check(z.minLength(MIN_KEY_LENGTH), z.regex(/^\S.*\S$/s));
