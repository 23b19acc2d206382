import type { vi } from './vi.ts';

type Loose<T> = T extends string
  ? string
  : T extends (...args: never[]) => unknown
    ? T
    : { [K in keyof T]: Loose<T[K]> };

/** The texts of a language: a missing key, or one too many, does not compile. */
export type Texts = { readonly [K in keyof typeof vi]: Loose<(typeof vi)[K]> };
