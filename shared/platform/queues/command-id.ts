import { createHash } from 'node:crypto';

/** A partner's identifier as a part of a command id: as it is when harmless, else its SHA-256. The same every time. */
export function idPart(text: string): string {
  return /^[A-Za-z0-9._-]{1,60}$/.test(text) ? text : createHash('sha256').update(text, 'utf8').digest('hex');
}
