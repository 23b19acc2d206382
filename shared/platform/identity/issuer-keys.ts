import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { askJson } from '../partners/json.ts';

/** The issuer's keys are unavailable: a failure on our side, not the caller's. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
}

/** Keys younger than this are used without a refresh. Milliseconds. */
const FRESH_MS = 600_000;
/** Maximum age of cached keys while the issuer is unreachable. Milliseconds. */
const KEPT_MS = 12 * 3_600_000;
/** Minimum interval between requests, after a success or a failure. Milliseconds. */
const COOLDOWN_MS = { answered: 30_000, failed: 5_000 } as const;
/** Time-out of the whole exchange. Milliseconds. */
const TIMEOUT_MS = 3_000;
/** Size limit: a dozen keys with certificates; the largest providers publish a tenth of it. Bytes. */
const LONGEST_SET = 262_144;

type Held = { readonly keyOf: JWTVerifyGetKey; readonly fetchedAt: number };

/**
 * The keys an issuer publishes (RFC 7517), fetched once and then refreshed in the background. While the issuer is down, tokens
 * with known keys stay valid: the cached keys are used for hours. An unknown key is fetched immediately, but not once per
 * request.
 * @throws IssuerUnavailableError when a token's key is unknown and the issuer cannot be reached; jose's `JWKSNoMatchingKey`
 * when the issuer responded and does not have it.
 */
export function issuerKeys(
  url: string,
  clock: () => number = Date.now,
  timeoutMs: number = TIMEOUT_MS,
): JWTVerifyGetKey {
  let held: Held | undefined;
  let asking: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: Error | undefined;

  async function fetchKeys(): Promise<void> {
    try {
      const { status, json } = await askJson(url, { method: 'GET', timeoutMs, maxBytes: LONGEST_SET });
      if (status !== 200 || !isKeySet(json)) throw new Error(`the key set answers ${status} and no keys`);
      held = { keyOf: createLocalJWKSet(json), fetchedAt: clock() };
      failure = undefined;
    } catch (error) {
      failure = error as Error;
    }
  }

  /** Fetches the keys; concurrent callers share one request, and recent results are reused. */
  function ask(): Promise<void> {
    if (asking !== undefined) return asking;
    const since = clock() - askedAt;
    if (since < (failure === undefined ? COOLDOWN_MS.answered : COOLDOWN_MS.failed)) return Promise.resolve();
    askedAt = clock();
    asking = fetchKeys().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  const usable = (): Held | undefined => (held !== undefined && clock() - held.fetchedAt < KEPT_MS ? held : undefined);
  const unavailable = () => new IssuerUnavailableError('keys not available', { cause: failure });

  return async (header, token) => {
    if (usable() === undefined) await ask();
    else if (clock() - (held?.fetchedAt ?? 0) >= FRESH_MS) void ask();
    const known = usable();
    if (known === undefined) throw unavailable();
    try {
      return await known.keyOf(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await ask();
      // No successful fetch since: the issuer may have this key by now.
      if (failure !== undefined) throw unavailable();
      return (usable() ?? known).keyOf(header, token);
    }
  };
}

function isKeySet(json: unknown): json is JSONWebKeySet {
  const { keys } = (json ?? {}) as { keys?: unknown };
  return Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === 'object' && key !== null);
}
