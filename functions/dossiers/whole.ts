import type * as z from 'zod/mini';

/**
 * A schema of an answer that names every field of the record it shows: a new field of the record does not compile until it is
 * in the API's description, or is left out on the way there.
 */
export const whole =
  <T extends object>() =>
  <S extends z.ZodMiniObject>(schema: S & Names<T, z.output<S>>): S =>
    schema;

type Names<T, O> = [Exclude<keyof T, keyof O>] extends [never]
  ? unknown
  : { readonly missing: Exclude<keyof T, keyof O> };

/** What an answer may be made of: the schema's input, of which nothing is changed any more. */
export type Shown<T> = T extends readonly (infer E)[]
  ? readonly Shown<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shown<T[K]> }
    : T;
