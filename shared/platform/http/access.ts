import type { Actor } from '../../dossier/actor.ts';
import type { Caller } from '../identity/claims.ts';
import { IssuerUnavailableError } from '../identity/issuer-keys.ts';
import { NOBODYS, type TokenVerifier, UnauthenticatedError } from '../identity/verify-token.ts';
import { HttpProblem } from './problem.ts';
import type { Access } from './route.ts';

/** Authentication of a function whose routes require tokens; other functions do not bundle it. */
export type Admission = (
  access: Access,
  authorization: string | undefined,
  /** Receives the caller as soon as it is authenticated, whether authorized or not. */
  known?: (caller: Caller) => void,
) => Promise<Actor | undefined>;

/** Adds what a caller's agency may do for agencies that were closed. */
export type Acting = (caller: Caller) => Promise<Caller>;

/** For a function whose routes are about no agency's dossiers, or that let only applicants in. */
export const AS_SIGNED_IN: Acting = async (caller) => caller;

/**
 * Authorizes a caller for a route. Deny by default: anything the declaration does not grant is refused.
 * @returns a function that returns the actor for token routes, undefined for the others; it throws HttpProblem
 * `unauthenticated` or `forbidden`
 */
export function byToken(verify: TokenVerifier, acting: Acting): Admission {
  return async (access, authorization, known = () => undefined) => {
    if (access.kind !== 'token') return undefined;
    const caller = await verify(authorization).catch((error: unknown) => {
      if (error instanceof UnauthenticatedError) {
        throw new HttpProblem('unauthenticated', [], { 'WWW-Authenticate': 'Bearer' });
      }
      if (error instanceof IssuerUnavailableError) {
        throw new HttpProblem('upstream-unavailable', [], { 'Retry-After': '5' });
      }
      throw error;
    });
    known(caller);
    if (!grants(access, caller)) throw new HttpProblem('forbidden');
    if (caller.kind === 'citizen' && caller.ownerKey === NOBODYS) {
      throw new Error('a route lets applicants in but the function cannot tell them apart');
    }
    return acting(caller);
  };
}

export function grants(access: Extract<Access, { kind: 'token' }>, actor: Actor): boolean {
  switch (actor.kind) {
    case 'citizen':
      return access.citizen === true;
    case 'officer':
      return actor.roles.some((r) => access.officer?.includes(r.role));
    case 'partner':
      return actor.scopes.some((scope) => access.partner?.includes(scope));
    case 'system':
      return false;
  }
}
