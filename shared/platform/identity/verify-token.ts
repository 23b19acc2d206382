import { errors, jwtVerify } from 'jose';
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

export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

/**
 * Verifies OpenID Connect access tokens: signature by the issuer's published keys, issuer, audience, expiry, asymmetric
 * algorithms only. Applicants get no owner key: for functions whose routes accept no applicants.
 */
export function tokenVerifier(config: z.infer<z.ZodMiniObject<typeof identityEnvironment>>): TokenVerifier {
  const claimedBy = claimsVerifier(config);
  return async (authorization) => {
    const caller = await claimedBy(authorization);
    if (caller.kind !== 'citizen') return caller;
    const { owner: _, acting: __, ...citizen } = caller;
    return { ...citizen, ownerKey: NOBODYS };
  };
}

/** As {@link tokenVerifier}, for functions whose routes accept applicants. */
export function applicantsVerifier(
  config: z.infer<z.ZodMiniObject<typeof identityEnvironment>>,
  ownerKeys: OwnerKeys,
): TokenVerifier {
  const claimedBy = claimsVerifier(config);
  return async (authorization) => {
    const caller = await claimedBy(authorization);
    if (caller.kind !== 'citizen') return caller;
    const { owner, acting, ...citizen } = caller;
    const [ownerKey, person] = await Promise.all([ownerKeys(owner), acting && ownerKeys(acting.owner)]);
    const by = acting !== undefined && person !== undefined && { acting: { ownerKey: person, name: acting.name } };
    return { ...citizen, ownerKey, ...by };
  };
}

function claimsVerifier(config: z.infer<z.ZodMiniObject<typeof identityEnvironment>>) {
  const keys = issuerKeys(config.OIDC_JWKS_URL);
  const options = {
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    requiredClaims: ['exp', 'sub'],
    clockTolerance: 5,
  };
  return async (authorization: string | undefined) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthenticatedError('no bearer token');
    try {
      const caller = callerFromClaims((await jwtVerify(token, keys, options)).payload, config.PROVINCE_AGENCY);
      if (caller === undefined) throw new UnauthenticatedError('claims name no known kind of actor');
      return caller;
    } catch (error) {
      if (error instanceof UnauthenticatedError) throw error;
      const fault = FAULTS_OF_THE_TOKEN.find((kind) => error instanceof kind);
      if (fault !== undefined) throw new UnauthenticatedError(fault.code);
      throw error instanceof IssuerUnavailableError
        ? error
        : new IssuerUnavailableError(error instanceof Error ? error.message : 'keys not usable', { cause: error });
    }
  };
}
