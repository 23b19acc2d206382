import { createHmac } from 'node:crypto';
import type { Applicant } from '../../dossier/values.ts';
import type { ProvinceKey } from '../secrets/province-key.ts';

/** Owner of dossiers: a kind of identifier and the identifier. */
export type Owner = { readonly kind: string; readonly identifier: string };

/** Key of an owner's dossiers in the index, 64 hex digits. */
export type OwnerKeys = (owner: Owner) => Promise<string>;

/** Someone with a name and an identity. */
type Named = Pick<Applicant, 'name' | 'identity'>;

/**
 * The owner with an identity. Personal ids and tax codes have the kinds they had before there were other types, so that
 * stored keys stay. An identity without a number is told apart by its name: no account signs in with one.
 */
export function ownerOf({ name, identity: { type, number, country } }: Named): Owner {
  if (number === undefined) return { kind: `${type}:${country}`, identifier: `name:${name.toLowerCase()}` };
  if (type === 'personal-id') return { kind: 'citizen', identifier: number };
  if (type === 'tax-code') return { kind: 'organisation', identifier: number };
  return { kind: `${type}:${country}`, identifier: number };
}

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
