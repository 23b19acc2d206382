import { hkdfSync } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { awsClient } from '../aws/client.ts';
import { SecretError, type Secrets, secretStore } from './secrets.ts';

/**
 * The province's own secret, used to derive row keys from personal identifiers. It is never rotated: every dossier would lose
 * its owner (`docs/decisions/0018-owner-keys.md`).
 */
export const OWNER_KEY = 'owner-key';

export type ProvinceKey = {
  /** 32-byte key for one purpose. Other purposes' keys and the secret cannot be derived from it. @throws SecretError */
  for(purpose: string): Promise<Buffer>;
};

const text = z.string().check(z.minLength(32));

/** Reads the secret on first use and caches it for the sandbox's lifetime: one request at a cold start. */
export function provinceKey(secrets: Pick<Secrets, 'get'>): ProvinceKey {
  let root: Promise<string> | undefined;

  async function read(): Promise<string> {
    const [current, previous] = await secrets.get(OWNER_KEY, text);
    // Rotation, as for other secrets, leaves a previous value: fail before owner keys are derived from the new one.
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

/** Pure: HKDF-SHA-256 (RFC 5869) with the purpose as `info`. */
export const keyFor = (root: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', root, '', `motcua ${purpose}`, 32));
