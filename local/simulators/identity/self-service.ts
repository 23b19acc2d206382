import { createHash, randomBytes } from 'node:crypto';
import { BadRequest, type Route } from '../kit/http.ts';
import { tokenPage } from './page.ts';
import { PORTAL_CLIENT } from './provider.ts';

/** `GET /sign-in`: a person signs in and sees the access token, to try the API manually. */
export function signInRoutes(issuer: string): Route[] {
  const verifiers = new Map<string, string>();
  const redirect = `${issuer}/signed-in`;
  return [
    {
      method: 'GET',
      path: '/sign-in',
      handle: () => {
        const state = randomBytes(16).toString('base64url');
        const verifier = randomBytes(32).toString('base64url');
        verifiers.set(state, verifier);
        const query = new URLSearchParams({
          client_id: PORTAL_CLIENT,
          response_type: 'code',
          scope: 'openid',
          redirect_uri: redirect,
          state,
          nonce: state,
          // Forces the account picker: another person may be wanted than last time.
          prompt: 'login',
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        });
        return { status: 303, headers: { location: `/auth?${query}` }, type: 'text/plain', body: '' };
      },
    },
    {
      method: 'GET',
      path: '/signed-in',
      handle: async ({ query }) => {
        const state = query.get('state') ?? '';
        const verifier = verifiers.get(state);
        const code = query.get('code');
        if (!verifier || !code) throw new BadRequest('This sign-in was not begun here. Start at /sign-in.');
        verifiers.delete(state);
        const response = await fetch(`${issuer}/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            client_id: PORTAL_CLIENT,
            code,
            redirect_uri: redirect,
            code_verifier: verifier,
          }),
        });
        const tokens = (await response.json()) as { access_token?: string; error_description?: string };
        if (!tokens.access_token) throw new BadRequest(tokens.error_description ?? 'The code was refused.');
        return { status: 200, type: 'text/html; charset=utf-8', body: tokenPage(tokens.access_token) };
      },
    },
  ];
}
