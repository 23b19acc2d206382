import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_SIGNED_IN, byToken, type Presented } from '../../../../shared/platform/http/access.ts';
import { tokenVerifier } from '../../../../shared/platform/identity/verify-token.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'motcua-test';
const presenting = (authorization?: string): Presented => ({
  method: 'GET',
  headers: authorization === undefined ? {} : { authorization },
});
const access = { kind: 'token', officer: ['reception'] } as const;

describe('an access token', () => {
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let server: Server;
  let status = 200;
  let url = '';

  beforeAll(async () => {
    keys = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' };
    server = createServer((_, response) => response.writeHead(status).end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterAll(() => server.close());

  const verifier = (jwks = url) =>
    tokenVerifier({
      OIDC_ISSUER: ISSUER,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_JWKS_URL: jwks,
      PROVINCE_AGENCY: 'H50',
    });

  async function bearer(claims: Record<string, unknown> = {}, expires = '1h', audience = AUDIENCE): Promise<string> {
    const token = await new SignJWT({ motcua_roles: [{ agencyId: 'H50.1', role: 'reception' }], ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject('officer')
      .setExpirationTime(expires)
      .sign(keys.privateKey);
    return `Bearer ${token}`;
  }

  const codeOf = (authorization: string | undefined, jwks?: string) =>
    byToken(verifier(jwks), AS_SIGNED_IN)(access, presenting(authorization)).then(
      () => 'admitted',
      (error: { code?: string }) => error.code,
    );

  it('of the issuer, for our audience, unexpired and with a role is accepted', async () => {
    expect(await codeOf(await bearer())).toBe('admitted');
  });

  it('that is expired, for another audience, changed or missing is the caller’s fault', async () => {
    const good = await bearer();
    const bad = [
      await bearer({}, '-1h'),
      await bearer({}, '1h', 'other'),
      `${good.slice(0, -6)}AAAAAA`,
      'Bearer x',
      undefined,
    ];
    for (const authorization of bad) expect(await codeOf(authorization)).toBe('unauthenticated');
  });

  it('with claims that name no actor opens nothing, with another role not this', async () => {
    expect(await codeOf(await bearer({ motcua_roles: [] }))).toBe('unauthenticated');
    expect(await codeOf(await bearer({ motcua_roles: [{ agencyId: 'H50.1', role: 'handler' }] }))).toBe('forbidden');
  });

  it('cannot be verified while the issuer is down: reported as our failure, not the caller’s', async () => {
    const good = await bearer();
    expect(await codeOf(good, 'http://127.0.0.1:9/jwks')).toBe('upstream-unavailable');
    status = 500;
    expect(await codeOf(good)).toBe('upstream-unavailable');
    status = 200;
  });
});
