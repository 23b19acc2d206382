import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { cookiesNamed } from '../../shared/platform/identity/session.ts';
import type { ProvinceKey } from '../../shared/platform/secrets/province-key.ts';
import { parseJsonOrNothing } from '../../shared/text/json.ts';
import { clearedCookie, cookie } from './cookies.ts';

/** Cookie of a sign-in under way. It binds the answer of the provider to the browser that asked for it. */
export const SIGN_IN_COOKIE = '__Host-motcua-sign-in';
/** Time to find the telephone, read the code and type it. Seconds. */
export const SIGN_IN_SECONDS = 600;

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  kiosk: z.boolean(),
  /** Epoch milliseconds. */
  until: z.number(),
});
/** What a sign-in must come back with, and where it leads. */
export type Pending = z.infer<typeof pendingSchema>;

const NONCE = 12;
const TAG = 16;

/**
 * Keeps a sign-in in the browser, encrypted (AES-256-GCM, key of the province): strangers begin as many as they like, and none
 * costs a row.
 */
export function pendingSignIns(key: ProvinceKey, clock: () => Date) {
  const secret = () => key.for('sign-in');
  return {
    async cookieOf(pending: Omit<Pending, 'until'>): Promise<string> {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', await secret(), nonce);
      const text = JSON.stringify({ ...pending, until: clock().getTime() + SIGN_IN_SECONDS * 1000 } satisfies Pending);
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return cookie(SIGN_IN_COOKIE, sealed.toString('base64url'), SIGN_IN_SECONDS);
    },

    /** The sign-in that the browser began; undefined when there is none, several, or one that is over or forged. */
    async in(headers: Readonly<Record<string, string>>): Promise<Pending | undefined> {
      const [sealed, ...more] = cookiesNamed(SIGN_IN_COOKIE, headers);
      if (sealed === undefined || more.length > 0) return undefined;
      const text = opened(Buffer.from(sealed, 'base64url'), await secret());
      const pending = pendingSchema.safeParse(parseJsonOrNothing(text ?? '')).data;
      return pending !== undefined && pending.until > clock().getTime() ? pending : undefined;
    },
  };
}

export const noSignIn = clearedCookie(SIGN_IN_COOKIE);

function opened(bytes: Buffer, secret: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
