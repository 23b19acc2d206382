import { randomInt } from 'node:crypto';
import { nationalTimestamp } from '../../shared/time/viet-nam.ts';

/**
 * A pattern consists of letters, digits and `{code}` (the dossier code without punctuation), `{timestamp}` (yyyyMMddHHmmss in
 * Viet Nam) and the mandatory `{random:n}` (n capital letters and digits): a second attempt in the same second needs another
 * reference. Known variants: 20 characters; `dvc` + code + timestamp.
 */
export const REFERENCE_PATTERN =
  /^(?:[A-Za-z0-9]|\{code\}|\{timestamp\})*\{random:(?:[4-9]|1[0-6])\}(?:[A-Za-z0-9]|\{code\}|\{timestamp\})*$/;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * Generates a reference by the pattern. `draw(n)` returns a random integer below n. Unique only once its row is in the table.
 */
export function writeReference(
  pattern: string,
  { dossierCode, at }: { readonly dossierCode: string; readonly at: string },
  draw: (below: number) => number = randomInt,
): string {
  return pattern
    .replaceAll('{code}', dossierCode.replaceAll(/[^A-Za-z0-9]/g, ''))
    .replaceAll('{timestamp}', nationalTimestamp(at))
    .replaceAll(/\{random:(\d+)\}/g, (_, n: string) =>
      Array.from({ length: Number(n) }, () => ALPHABET[draw(ALPHABET.length)]).join(''),
    );
}
