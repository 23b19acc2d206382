import type { Text } from './text.ts';

/**
 * Why a value was refused. `code` is stable and may be matched on; `field` is the part or path at fault; `message` is
 * for people and never repeats the value itself, which may be personal data.
 */
export type Invalid = { readonly code: string; readonly field?: string; readonly message: Text };

/** Outcome of reading or writing a value: refusals are values, nothing is thrown. */
export type Result<T, E = Invalid> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** One refusal with its two texts; see {@link Invalid}. */
export function invalid(code: string, vi: string, en: string, field?: string): Invalid {
  return { code, message: { vi, en }, ...(field === undefined ? {} : { field }) };
}
