import fc from 'fast-check';
import type { Invalid, Result } from '../../../shared/text/result.ts';

/** The value of a success; fails the test with the refusal otherwise. */
export function accepted<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The refusal; fails the test if there is none. */
export function refused<E = Invalid>(result: Result<unknown, E>): E {
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(result.value)}`);
  return result.error;
}

/** Identifiers of both forms. */
export const anyAgencyId = fc.oneof(
  fc.stringMatching(/^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}$/),
  fc.stringMatching(/^[A-Y]\d{2}(?:\.[0-9A-Z]{1,10}){0,8}$/).filter((text) => text.length <= 35),
);
