import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accountsOf, seededPeople } from '../../../local/simulators/identity/people.ts';
import { type Host, jsonAnswer } from '../world/network.ts';
import type { Scheduler } from '../world/scheduler.ts';

const YEARS = 10 * 365 * 86_400;

/** The world's identity provider: the same people and claims as the simulated one, without the pages to sign in at. */
export async function identityHost(issuer: string, audience: string, scheduler: Scheduler): Promise<Host> {
  const now = () => scheduler.now;
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'world', alg: 'ES256', use: 'sig' }] };
  const people = seededPeople();
  const accounts = accountsOf(people);

  // Signed on the host's threads, while the world's time stands still.
  const token = (subject: string, claims: Readonly<Record<string, unknown>>) =>
    scheduler.outside(
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'world' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(Math.floor(now() / 1000) + YEARS)
        .sign(privateKey),
    );

  return async ({ path, headers, body }) => {
    const url = new URL(path, issuer);
    if (url.pathname === '/jwks') return jsonAnswer(200, jwks);
    if (url.pathname === '/.well-known/openid-configuration') {
      return jsonAnswer(200, { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` });
    }
    const who = url.searchParams.get('who');
    if (who !== null) {
      const account = accounts.get(who);
      if (account === undefined) return jsonAnswer(404, { error_description: `no person named ${who}` });
      return jsonAnswer(200, { access_token: await token(who, account.claims) });
    }
    const [id = ''] = Buffer.from(headers.authorization?.slice('Basic '.length) ?? '', 'base64')
      .toString()
      .split(':');
    const client = people.clients.find(({ clientId }) => clientId === decodeURIComponent(id));
    if (client === undefined) return jsonAnswer(401, { error_description: 'unknown client' });
    const scope = new URLSearchParams(body.toString()).get('scope') ?? client.scope;
    return jsonAnswer(200, { access_token: await token(id, { scope, motcua_agency: client.motcua_agency }) });
  };
}
