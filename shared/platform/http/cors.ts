import * as z from 'zod/mini';
import { readEnvironment } from '../config/environment.ts';

/** Response headers that a portal's script may read; by default a browser exposes only a few. */
export const EXPOSED_HEADERS = ['ETag', 'Location', 'Idempotency-Replayed', 'X-Correlation-Id', 'Retry-After'] as const;

/** `https://host[:port]` exactly as a browser sends it: no path, no wildcard. */
const originList = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(',')),
  ),
  z.array(z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/))).check(z.minLength(1)),
);

/** Web portals of the province; the variable is absent if there are none. @throws EnvironmentError */
export function portalOrigins(environment?: NodeJS.ProcessEnv): readonly string[] {
  return readEnvironment({ PORTAL_ORIGINS: z.optional(originList) }, environment).PORTAL_ORIGINS ?? [];
}

/**
 * CORS headers for the requesting portal. The origin is echoed, never `*`, and no credentials are allowed: tokens are sent in
 * `Authorization`. `Vary` is sent to every caller, so that no cache serves one origin's response to another. No headers if the
 * province has no portals.
 * @param vary what else the response depends on
 */
export function crossOrigin(
  allowed: readonly string[],
  origin: string | undefined,
  vary?: string,
): Record<string, string> {
  if (allowed.length === 0) return {};
  const Vary = vary === undefined ? 'Origin' : `Origin, ${vary}`;
  if (origin === undefined || !allowed.includes(origin)) return { Vary };
  return {
    Vary,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(', '),
  };
}
