import type { Text } from './text.ts';

/**
 * Why a value was rejected. `code` is stable and may be matched on; `field` is the invalid part or path; `message` is
 * for people and never contains the value, which may be personal data.
 */
export type Invalid = { readonly code: string; readonly field?: string; readonly message: Text };

/** Result of parsing or formatting a value: rejections are values, nothing is thrown. */
export type Result<T, E = Invalid> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** One rejection with its texts in both languages; see {@link Invalid}. */
export function invalid(code: string, vi: string, en: string, field?: string): Invalid {
  return { code, message: { vi, en }, ...(field === undefined ? {} : { field }) };
}
