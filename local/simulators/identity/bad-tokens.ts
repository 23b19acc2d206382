import { generateKeyPair, SignJWT } from 'jose';
import { BRIEF_API, OTHER_API } from './provider.ts';
import { signIn } from './sign-in.ts';

/** Tokens an API has to reject. */

/** Correct claims, signed with a key the issuer does not have. */
export async function foreignToken(
  issuer: string,
  audience: string,
  claims: Record<string, unknown>,
  algorithm: 'RS256' | 'ES256' = 'RS256',
): Promise<string> {
  const { privateKey } = await generateKeyPair(algorithm);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: 'foreign' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(String(claims.sub ?? 'unknown'))
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
}

/** Correct claims, unsigned (`alg` none). */
export function unsignedToken(issuer: string, audience: string, claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ iss: issuer, aud: audience, exp, ...claims })}.`;
}

/** Signed by the issuer, for another province's API. */
export async function wrongAudienceToken(issuer: string, personId: string): Promise<string> {
  return (await signIn(issuer, personId, { resource: OTHER_API })).accessToken;
}

/** Signed by the issuer for the right API, expired one second after it was issued: wait until `exp` is past. */
export async function briefToken(issuer: string, personId: string): Promise<string> {
  return (await signIn(issuer, personId, { resource: BRIEF_API })).accessToken;
}
