import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  ClientSecretPost,
  type CustomFetchOptions,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  OperationProcessingError,
  PARSE_ERROR,
  processAuthorizationCodeResponse,
  RESPONSE_IS_NOT_CONFORM,
  RESPONSE_IS_NOT_JSON,
  ResponseBodyError,
  validateAuthResponse,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import { CLOCK_TOLERANCE } from '../../shared/platform/identity/verify-token.ts';
import { correlationHeader } from '../../shared/platform/observability/correlation.ts';
import { type Exchange, exchange, OutboundError, readAll } from '../../shared/platform/partners/exchange.ts';
import type { ClientConfig } from './client-config.ts';
import type { Pending } from './pending-sign-in.ts';

/** The provider, or the person there, did not let the sign-in through. `reason` is for the log and no personal data. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError';
  readonly cancelled: boolean;

  constructor(reason: string, cancelled = false) {
    super(reason);
    this.cancelled = cancelled;
  }
}

/** The provider gives no usable answer: not the person's fault, and it may work later. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
}

export type Tokens = { readonly accessToken: string; readonly idToken: string };
export type Provider = ReturnType<typeof identityProvider>;

type Settings = {
  readonly issuer: string;
  readonly client: ClientConfig;
  readonly redirectUri: string;
  /** The client's secret, and during a rotation the former one. */
  readonly secrets: () => Promise<readonly string[]>;
};

/** Time limit of the code's exchange: below the function's own (20 s), twice. Milliseconds. */
const TIMEOUT_MS = 6_000;
/** The national portal's tokens have some kB. Bytes. */
const LONGEST_ANSWER = 65_536;
const SCOPE = 'openid';

/**
 * The portal's dealings with the identity provider: authorization code with PKCE, state and nonce, as a client with a secret
 * (RFC 9700; OAuth 2.0 for Browser-Based Applications, section 6.1). Signatures of the tokens are verified by the caller.
 */
export function identityProvider({ issuer, client, redirectUri, secrets }: Settings, send: Exchange = exchange) {
  const server = {
    issuer,
    authorization_endpoint: client.authorizationUrl,
    token_endpoint: client.tokenUrl,
    id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  };
  const self = { client_id: client.clientId, [clockTolerance]: CLOCK_TOLERANCE };
  const options = {
    [customFetch]: (url: string, request: CustomFetchOptions<'POST', URLSearchParams>) => fetched(send, url, request),
    // Only a test environment has such an address: a province's file with one does not load.
    [allowInsecureRequests]: client.tokenUrl.startsWith('http:'),
  };

  return {
    /** Address of the provider's sign-in page, and what its answer must fit. */
    async begin(again: boolean): Promise<{ url: string; pending: Pick<Pending, 'state' | 'nonce' | 'verifier'> }> {
      const [state, nonce, verifier] = [generateRandomState(), generateRandomNonce(), generateRandomCodeVerifier()];
      const url = new URL(client.authorizationUrl);
      const query = {
        response_type: 'code',
        client_id: client.clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // At a kiosk the provider may still know the person before.
        ...(again && { prompt: 'login' }),
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return { url: url.href, pending: { state, nonce, verifier } };
    },

    /**
     * Exchanges the code for tokens.
     * @throws SignInRefusedError, ProviderUnavailableError
     */
    async finish(answer: Readonly<Record<string, string>>, pending: Pending): Promise<Tokens> {
      const parameters = accepted(answer, pending);
      const [current, former] = await secrets();
      const exchanged = async (secret: string) => {
        const way = ClientSecretPost(secret);
        const grant = [server, self, way, parameters, redirectUri, pending.verifier, options] as const;
        const response = await authorizationCodeGrantRequest(...grant);
        return processAuthorizationCodeResponse(server, self, response, { expectedNonce: pending.nonce });
      };
      const tokens = await exchanged(current ?? '')
        .catch((error: unknown) => {
          // In a rotation the provider may know the former secret only, and then the code is not spent yet.
          if (former === undefined || !unknownClient(error)) throw error;
          return exchanged(former);
        })
        .catch(reported);
      return { accessToken: tokens.access_token, idToken: tokens.id_token ?? '' };
    },
  };

  function accepted(answer: Readonly<Record<string, string>>, { state }: Pending): URLSearchParams {
    try {
      return validateAuthResponse(server, self, new URLSearchParams(answer), state);
    } catch (error) {
      const said = error instanceof AuthorizationResponseError ? error.error : undefined;
      throw new SignInRefusedError(codeOf(said) ?? 'not-the-answer', said === 'access_denied');
    }
  }
}

/** As `fetch`, by the bounded exchange that every call to partners uses. */
async function fetched(
  send: Exchange,
  url: string,
  { method, headers, body }: CustomFetchOptions<'POST', URLSearchParams>,
): ReturnType<typeof authorizationCodeGrantRequest> {
  const answer = await send(new URL(url), {
    method,
    headers: { ...headers, ...correlationHeader(), 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
    timeoutMs: TIMEOUT_MS,
    maxBytes: LONGEST_ANSWER,
  });
  if (answer.status >= 500) {
    answer.discard();
    throw new ProviderUnavailableError(`the provider answers ${answer.status}`);
  }
  // biome-ignore lint/style/noRestrictedGlobals: the library reads one; only here, in one request of a sign-in
  return new Response(await readAll(answer.body), { status: answer.status, headers: answer.headers });
}

/** An error code of OAuth may be logged, the rest of what a provider says may not. */
const codeOf = (said: unknown): string | undefined =>
  typeof said === 'string' && /^[a-z_]{1,60}$/.test(said) ? said : undefined;

/** RFC 6749, section 5.2: with a challenge when the secret was in a header, which some providers send in any case. */
const unknownClient = (error: unknown): boolean =>
  error instanceof WWWAuthenticateChallengeError ||
  (error instanceof ResponseBodyError && error.error === 'invalid_client');

const NOT_AN_ANSWER: readonly unknown[] = [RESPONSE_IS_NOT_JSON, RESPONSE_IS_NOT_CONFORM, PARSE_ERROR];

/** No error of the library is passed on: its cause may hold the tokens or the provider's own words. */
function reported(error: unknown): never {
  if (error instanceof ProviderUnavailableError) throw error;
  if (error instanceof ResponseBodyError) {
    const code = codeOf(error.error) ?? 'refused';
    if (code === 'invalid_grant') throw new SignInRefusedError(code);
    // The portal is not known there, or its request is wrong: an operator's matter, not the person's.
    throw new ProviderUnavailableError(`the provider refuses the portal: ${code}`);
  }
  // What the library finds wrong with the tokens themselves: nonce, audience, issuer, time.
  if (error instanceof OperationProcessingError && !NOT_AN_ANSWER.includes(error.code)) {
    throw new SignInRefusedError(String(error.code));
  }
  const cause = error instanceof OutboundError ? error.message : 'no answer of OAuth';
  throw new ProviderUnavailableError(`the provider does not answer: ${cause}`);
}
