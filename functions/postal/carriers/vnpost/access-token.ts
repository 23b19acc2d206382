import * as z from 'zod/mini';
import type { PartnerCall } from '../../../../shared/platform/partners/call.ts';
import { PartnerUnavailableError } from '../../../../shared/platform/partners/outcomes.ts';
import type { VnpostSecret } from './config.ts';

const TIMEOUT_MS = 5_000;
/** A token is renewed this long before it expires. Milliseconds. */
const MARGIN_MS = 30_000;

const answerSchema = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.optional(z.number()) });

export type AccessToken = { get(): Promise<string>; drop(): void };

/** OAuth2 client credentials of the bus; one token per sandbox until shortly before it expires, or until it is rejected. */
export function accessToken(
  url: string,
  call: PartnerCall,
  clients: () => Promise<readonly VnpostSecret[]>,
  clock: () => Date,
): AccessToken {
  let held: { token: string; until: number } | undefined;
  return {
    async get() {
      if (held !== undefined && held.until > clock().getTime()) return held.token;
      // Newest first; during a rotation the carrier may still accept only the previous client.
      for (const { clientId, clientSecret } of await clients()) {
        const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
        const { status, json } = await call(url, {
          timeoutMs: TIMEOUT_MS,
          headers: {
            Authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
            'Content-Type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials',
        });
        const answer = status < 300 ? answerSchema.safeParse(json) : undefined;
        if (answer?.success) {
          const { access_token, expires_in = 60 } = answer.data;
          held = { token: access_token, until: clock().getTime() + expires_in * 1000 - MARGIN_MS };
          return access_token;
        }
      }
      throw new PartnerUnavailableError('vnpost', 'unauthorised');
    },
    drop() {
      held = undefined;
    },
  };
}
