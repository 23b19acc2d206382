import type { Actor } from '../../dossier/actor.ts';
import type { Caller } from '../identity/claims.ts';
import { IssuerUnavailableError } from '../identity/issuer-keys.ts';
import { type Sessions, sessionCookies } from '../identity/session.ts';
import { NOBODYS, type TokenVerifier, UnauthenticatedError } from '../identity/verify-token.ts';
import type { Headers } from './headers.ts';
import { expectFromPortal } from './portal-request.ts';
import { HttpProblem, type HttpProblemCode } from './problem.ts';
import type { Access } from './route.ts';

/** What a request is authenticated by. */
export type Presented = { readonly method: string; readonly headers: Headers };

/** Authentication of a function whose routes require tokens; other functions do not bundle it. */
export type Admission = (
  access: Access,
  presented: Presented,
  /** Receives the caller as soon as it is authenticated, whether authorized or not. */
  known?: (caller: Caller) => void,
) => Promise<Actor | undefined>;

/** Adds what a caller's agency may do for agencies that were closed. */
export type Acting = (caller: Caller) => Promise<Caller>;

/** For a function whose routes are about no agency's dossiers, or that let only applicants in. */
export const AS_SIGNED_IN: Acting = async (caller) => caller;

/**
 * Authorizes a caller for a route, by a bearer token or by the cookie of a session. Deny by default: anything the declaration
 * does not grant is refused.
 * @param sessions for functions whose routes people call from a browser
 * @returns a function that returns the actor for token routes, undefined for the others; it throws HttpProblem
 * `unauthenticated`, `forbidden`, `two-credentials` or `not-from-portal`
 */
export function byToken(verify: TokenVerifier, acting: Acting, sessions?: Sessions): Admission {
  async function callerOf({ method, headers }: Presented): Promise<Caller> {
    const cookies = sessions === undefined ? [] : sessionCookies(headers);
    if (sessions === undefined || cookies.length === 0) return verify(headers.authorization);
    // RFC 6750, section 2: one way only. Which of the two meant the request would be a guess.
    if (headers.authorization !== undefined) throw new HttpProblem('two-credentials');
    expectFromPortal(method, headers, sessions.portalOrigin);
    return sessions.callerOf(cookies);
  }

  return async (access, presented, known = () => undefined) => {
    if (access.kind !== 'token') return undefined;
    const caller = await callerOf(presented).catch((error: unknown) => {
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

/** Problems of routes that people call from the portal: their cookie may come along where it should not. */
export const COOKIE_PROBLEMS = ['two-credentials', 'not-from-portal'] as const satisfies readonly HttpProblemCode[];

/** Whether a session opens a route: it is a person's, and partners' systems have none. */
export const takesSessions = (access: Access): boolean =>
  access.kind === 'token' && (access.citizen === true || access.officer !== undefined);

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
