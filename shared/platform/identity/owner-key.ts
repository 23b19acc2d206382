import { createHmac } from 'node:crypto';
import type { Applicant } from '../../dossier/values.ts';
import type { ProvinceKey } from '../secrets/province-key.ts';

/** Whom dossiers belong to: a person by personal id, an organisation by tax code. */
export type Owner = { readonly kind: Applicant['kind']; readonly identifier: string };

/** The key under which an owner's dossiers are listed, 64 hex digits. */
export type OwnerKeys = (owner: Owner) => Promise<string>;

export const ownerOf = (applicant: Applicant): Owner => ({
  kind: applicant.kind,
  identifier: applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode,
});

/**
 * HMAC-SHA-256 under the province's secret: twelve digits can be tried out against a mere hash in minutes, and keys of
 * rows end up in diagnostics, backups and cursors.
 */
export const ownerKeys =
  (key: ProvinceKey): OwnerKeys =>
  async ({ kind, identifier }) =>
    createHmac('sha256', await key.for('owner'))
      .update(`${kind}:${identifier}`)
      .digest('hex');
