import { hkdfSync } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { awsClient } from '../aws/client.ts';
import { SecretError, type Secrets, secretStore } from './secrets.ts';

/**
 * The province's own secret, under which identifiers of people become keys of rows. It is never rotated: every dossier
 * would lose its owner (`docs/decisions/0018-owner-keys.md`).
 */
export const OWNER_KEY = 'owner-key';

export type ProvinceKey = {
  /** 32 bytes for one purpose. Nobody gets from one purpose's key to another's, or to the secret. @throws SecretError */
  for(purpose: string): Promise<Buffer>;
};

const text = z.string().check(z.minLength(32));

/** Reads the secret at its first use and keeps it as long as the sandbox lives: one request at a cold start. */
export function provinceKey(secrets: Pick<Secrets, 'get'>): ProvinceKey {
  let root: Promise<string> | undefined;

  async function read(): Promise<string> {
    const [current, previous] = await secrets.get(OWNER_KEY, text);
    // What rotates every other secret leaves a previous value: stop before owners are told apart by the new one.
    if (previous !== undefined) throw new SecretError(`secret ${OWNER_KEY} must not be rotated`);
    return current;
  }

  return {
    async for(purpose) {
      root ??= read().catch((error: unknown) => {
        root = undefined;
        throw error;
      });
      return keyFor(await root, purpose);
    },
  };
}

/** For functions that read no other secret. */
export const openProvinceKey = ({ SECRET_PREFIX }: { readonly SECRET_PREFIX: string }): ProvinceKey =>
  provinceKey(secretStore(awsClient(SecretsManagerClient), SECRET_PREFIX));

/** Pure: HKDF-SHA-256 (RFC 5869), the purpose being its `info`. */
export const keyFor = (root: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', root, '', `motcua ${purpose}`, 32));
