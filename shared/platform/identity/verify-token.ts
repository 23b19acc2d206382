import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { agencyId } from '../../values.ts';
import { type Caller, callerFromClaims } from './claims.ts';
import { IssuerUnavailableError, issuerKeys } from './issuer-keys.ts';
import type { OwnerKeys } from './owner-key.ts';

export const identityEnvironment = {
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().check(z.minLength(1)),
  OIDC_JWKS_URL: z.url(),
  /** The province as a whole, `H50`: roles at agencies outside it are ignored. */
  PROVINCE_AGENCY: agencyId,
};

/** Errors caused by the token itself; all others are failures of the issuer or the network. */
const FAULTS_OF_THE_TOKEN = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

/** Authentication failed. `reason` is for the log; the caller only learns that the token is invalid. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
}

/** Placeholder owner key that no dossier has, for functions whose routes accept no applicants. */
export const NOBODYS = '';

type Identity = z.infer<z.ZodMiniObject<typeof identityEnvironment>>;

export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

/**
 * Verifies OpenID Connect access tokens: signature by the issuer's published keys, issuer, audience, expiry, asymmetric
 * algorithms only. Applicants get no owner key: for functions whose routes accept no applicants.
 */
export function tokenVerifier(config: Identity): TokenVerifier {
  return verifier(config, nobodys);
}

/** As {@link tokenVerifier}, for functions whose routes accept applicants. */
export function applicantsVerifier(config: Identity, ownerKeys: OwnerKeys): TokenVerifier {
  return verifier(config, ownerKeys);
}

/** For functions whose routes accept no applicants. */
export const nobodys: OwnerKeys = () => Promise.resolve(NOBODYS);

function verifier(config: Identity, ownerKeys: OwnerKeys): TokenVerifier {
  const claimsIn = verifiedClaims(config);
  const callerIn = callerReader(config.PROVINCE_AGENCY, ownerKeys);
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthenticatedError('no bearer token');
    return callerIn(await claimsIn(token));
  };
}

/**
 * The caller that verified claims describe: the one way from claims to an identity, for tokens and sessions alike.
 * @throws UnauthenticatedError when they describe no known kind of caller
 */
export function callerReader(province: string, ownerKeys: OwnerKeys): (claims: unknown) => Promise<Caller> {
  return async (claims) => {
    const caller = callerFromClaims(claims, province);
    if (caller === undefined) throw new UnauthenticatedError('claims name no known kind of actor');
    if (caller.kind !== 'citizen') return caller;
    const { owner, acting, ...citizen } = caller;
    const [ownerKey, person] = await Promise.all([ownerKeys(owner), acting && ownerKeys(acting.owner)]);
    const told = acting !== undefined && person !== undefined && person !== NOBODYS;
    const by = told && { acting: { ownerKey: person, name: acting.name } };
    return { ...citizen, ownerKey, ...by };
  };
}

/** Clocks of the issuer and ours may differ by so much. Seconds. */
export const CLOCK_TOLERANCE = 5;
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/**
 * Claims of a token, after its signature, issuer, audience and expiry were verified.
 * @throws UnauthenticatedError for a fault of the token
 * @throws IssuerUnavailableError when its key is unknown and the issuer cannot be reached
 */
export function verifiedClaims(
  { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL }: Omit<Identity, 'PROVINCE_AGENCY'>,
  keys: JWTVerifyGetKey = issuerKeys(OIDC_JWKS_URL),
): (token: string, audience?: string) => Promise<JWTPayload> {
  return async (token, audience = OIDC_AUDIENCE) => {
    const options = {
      issuer: OIDC_ISSUER,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE,
    };
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      const fault = FAULTS_OF_THE_TOKEN.find((kind) => error instanceof kind);
      if (fault !== undefined) throw new UnauthenticatedError(fault.code);
      throw error instanceof IssuerUnavailableError
        ? error
        : new IssuerUnavailableError(error instanceof Error ? error.message : 'keys not usable', { cause: error });
    }
  };
}
