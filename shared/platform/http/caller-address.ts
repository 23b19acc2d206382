import { isIP } from 'node:net';
import { keyInForce, sameText } from '../secrets/compare.ts';
import { sharedKey } from '../secrets/key.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Call } from './request.ts';

/** Name of the secret by which the API knows the portal's distribution (`infra/constructs/front-key.ts`). */
export const FRONT_KEY = 'portal-front';
/** Header with that secret: only the distribution can set it. */
export const FRONT_KEY_HEADER = 'x-front-key';
/** Header with the address of the caller of the distribution. It counts only beside the right {@link FRONT_KEY_HEADER}. */
export const VIEWER_HEADER = 'x-viewer-address';

/** The address of the person or system that called, also through the portal's distribution. @throws SecretError */
export type CallerAddress = (call: Pick<Call, 'headers' | 'sourceIp'>) => Promise<string>;

/**
 * Behind the distribution the gateway sees the addresses of its edges, which thousands of people share. What a caller claims
 * without the distribution's key is ignored: limits count by the address.
 */
export function callerAddress(secrets: Pick<Secrets, 'get'>): CallerAddress {
  return async ({ headers, sourceIp }) => {
    const { [FRONT_KEY_HEADER]: shown, [VIEWER_HEADER]: viewer = '' } = headers;
    if (shown === undefined || isIP(viewer) === 0) return sourceIp;
    const known = keyInForce(await secrets.get(FRONT_KEY, sharedKey), (key) => sameText(key, shown));
    return known === undefined ? sourceIp : viewer;
  };
}
