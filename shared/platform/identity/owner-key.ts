import { createHmac } from 'node:crypto';
import type { Applicant } from '../../dossier/values.ts';
import type { ProvinceKey } from '../secrets/province-key.ts';

/** Owner of dossiers: a person by personal id, an organisation by tax code. */
export type Owner = { readonly kind: Applicant['kind']; readonly identifier: string };

/** Key of an owner's dossiers in the index, 64 hex digits. */
export type OwnerKeys = (owner: Owner) => Promise<string>;

export const ownerOf = (applicant: Applicant): Owner => ({
  kind: applicant.kind,
  identifier: applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode,
});

/**
 * HMAC-SHA-256 with the province's secret: a plain hash of twelve digits can be brute-forced in minutes, and row keys end up
 * in diagnostics, backups and cursors.
 */
export const ownerKeys =
  (key: ProvinceKey): OwnerKeys =>
  async ({ kind, identifier }) =>
    createHmac('sha256', await key.for('owner'))
      .update(`${kind}:${identifier}`)
      .digest('hex');
