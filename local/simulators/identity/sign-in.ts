import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';

const CLIENT = 'cong-motcua';

export type SignedIn = { readonly accessToken: string; readonly idToken: string; readonly claims: JWTPayload };
export type SignInOptions = {
  /** Resource the access token is for; absent: the province's API. See `provider.ts` for the others. */
  readonly resource?: string;
};

type Metadata = { authorization_endpoint: string; token_endpoint: string; jwks_uri: string; issuer: string };

/**
 * Signs a person in as a browser would: authorization code with PKCE, the account picked on the sign-in page, state,
 * nonce and id token verified.
 * @param personId as in `people.json`.
 * @throws when any step of the flow fails.
 */
export async function signIn(issuer: string, personId: string, options: SignInOptions = {}): Promise<SignedIn> {
  const metadata = await discover(issuer);
  const [state, nonce, verifier] = [secret(), secret(), secret()];
  const redirect = `${issuer}/signed-in`;
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirect,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...options,
  });
  const back = await throughTheBrowser(`${metadata.authorization_endpoint}?${query}`, redirect, personId);
  const code = back.searchParams.get('code');
  if (!code) throw new Error(`Sign-in of ${personId} was refused: ${back.searchParams.get('error_description')}`);
  if (back.searchParams.get('state') !== state) throw new Error('The state came back changed.');
  const tokens = await tokenRequest(metadata, {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code,
    redirect_uri: redirect,
    code_verifier: verifier,
  });
  const { payload } = await jwtVerify(tokens.id_token ?? '', createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer: metadata.issuer,
    audience: CLIENT,
  });
  if (payload.nonce !== nonce) throw new Error('The id token is for another sign-in: its nonce differs.');
  return { accessToken: tokens.access_token, idToken: tokens.id_token ?? '', claims: payload };
}

/** Client-credentials token of a partner's system. @throws when the provider rejects the request. */
export async function clientToken(
  issuer: string,
  clientId: string,
  clientSecret: string,
  scope: string,
): Promise<string> {
  const tokens = await tokenRequest(
    await discover(issuer),
    { grant_type: 'client_credentials', scope },
    {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
    },
  );
  return tokens.access_token;
}

const secret = () => randomBytes(32).toString('base64url');

async function discover(issuer: string): Promise<Metadata> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`${issuer} does not tell its configuration: ${response.status}`);
  return (await response.json()) as Metadata;
}

async function tokenRequest(
  metadata: Metadata,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ access_token: string; id_token?: string }> {
  const response = await fetch(metadata.token_endpoint, { method: 'POST', headers, body: new URLSearchParams(form) });
  const answer = (await response.json()) as { access_token: string; id_token?: string; error_description?: string };
  if (!response.ok) throw new Error(`The token endpoint refused: ${answer.error_description}`);
  return answer;
}

/** Follows redirects with a cookie jar, picks the account when asked, and stops at the redirect address. */
async function throughTheBrowser(start: string, redirect: string, personId: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 10; step += 1) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form ?? null,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      form = undefined;
      if (url.href.startsWith(redirect)) return url;
    } else if (response.ok && form === undefined) {
      form = new URLSearchParams({ personId });
    } else {
      throw new Error(`The sign-in page answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    }
  }
  throw new Error('The sign-in goes round in circles.');
}
