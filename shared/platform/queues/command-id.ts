import { createHash } from 'node:crypto';

/** A partner's identifier as part of a command id: unchanged when safe, else its SHA-256. Deterministic. */
export function idPart(text: string): string {
  return /^[A-Za-z0-9._-]{1,60}$/.test(text) ? text : createHash('sha256').update(text, 'utf8').digest('hex');
}
