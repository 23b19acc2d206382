import { createHash } from 'node:crypto';
import type { Applicant } from '../dossier/values.ts';

/**
 * Key under which an applicant's dossiers are listed: SHA-256 over the kind of applicant and the personal id or tax
 * code. Not a secret (twelve digits can be tried out); it keeps readable identifiers out of table keys, which the
 * platform copies into its own diagnostics.
 */
export function ownerKey(kind: Applicant['kind'], identifier: string): string {
  return createHash('sha256').update(`${kind}:${identifier}`).digest('hex');
}

export function ownerKeyOf(applicant: Applicant): string {
  return ownerKey(applicant.kind, applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode);
}
