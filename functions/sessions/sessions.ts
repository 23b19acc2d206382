import { createHmac } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { JWTPayload } from 'jose';
import type { Handlers } from '../../shared/platform/http/api.ts';
import { expectFromPortal } from '../../shared/platform/http/portal-request.ts';
import { HttpProblem } from '../../shared/platform/http/problem.ts';
import type { RouteReply } from '../../shared/platform/http/request.ts';
import { type Caller, identityClaims } from '../../shared/platform/identity/claims.ts';
import { IssuerUnavailableError } from '../../shared/platform/identity/issuer-keys.ts';
import { SESSION_COOKIE, sessionCookies, sessionIn } from '../../shared/platform/identity/session.ts';
import { UnauthenticatedError } from '../../shared/platform/identity/verify-token.ts';
import type { Count } from '../../shared/platform/observability/metrics.ts';
import type { ProvinceKey } from '../../shared/platform/secrets/province-key.ts';
import type { ClientConfig } from './client-config.ts';
import { clearedCookie, cookie } from './cookies.ts';
import { deviceOf } from './device.ts';
import { limitsOf, type SessionLimits } from './limits.ts';
import { noSignIn, type Pending, pendingSignIns } from './pending-sign-in.ts';
import { type Provider, ProviderUnavailableError, SignInRefusedError } from './provider.ts';
import type { routes, WhoAmI } from './routes.ts';
import type { Session, SessionStore } from './store.ts';

export type SessionDependencies = {
  readonly portalOrigin: string;
  readonly client: ClientConfig;
  readonly limits: SessionLimits;
  readonly provider: Provider;
  readonly store: SessionStore;
  readonly key: ProvinceKey;
  /** Verified claims of an access token, or of an ID token for the client. */
  readonly claimsIn: (token: string, audience?: string) => Promise<JWTPayload>;
  readonly callerIn: (claims: unknown) => Promise<Caller>;
  readonly clock: () => Date;
  readonly count: Count;
  readonly logger: Logger;
};

type Headers = Readonly<Record<string, string>>;
type Person = Extract<Caller, { kind: 'citizen' | 'officer' }>;
/** Why a sign-in led to nothing, for the portal's page. Public; never changes. */
type Failure = 'expired' | 'cancelled' | 'refused' | 'unavailable';

const noSession = clearedCookie(SESSION_COOKIE);

/** The page of the portal that says why a sign-in led to nothing, and offers another. */
const SIGN_IN_PAGE = '/dang-nhap';

export function sessions(dependencies: SessionDependencies): Handlers<typeof routes> {
  const { portalOrigin, client, limits, provider, store, key, claimsIn, callerIn, clock, count, logger } = dependencies;
  const pending = pendingSignIns(key, clock);

  /** A pseudonym: rows by person must not say who it is. */
  const personOf = async (subject: string) =>
    createHmac('sha256', await key.for('session person'))
      .update(subject)
      .digest('hex');

  /** The session in the cookie; undefined when there is none that is open. @throws HttpProblem `not-from-portal` */
  async function sessionOf(method: string, headers: Headers): Promise<Session | undefined> {
    expectFromPortal(method, headers, portalOrigin);
    const hash = sessionIn(sessionCookies(headers));
    return hash === undefined ? undefined : store.find(hash);
  }

  async function who(session: Session | undefined, headers: Headers): Promise<RouteReply> {
    if (session === undefined) {
      const over = sessionCookies(headers).length > 0;
      const body: WhoAmI = { signedIn: false, reason: over ? 'over' : 'none' };
      return { status: 200, body, cookies: over ? [noSession] : undefined };
    }
    const caller = personIn(await callerIn(session.claims));
    const name = caller.kind === 'citizen' ? caller.name : caller.official?.name;
    const body: WhoAmI = {
      signedIn: true,
      sessionId: session.sessionId,
      kind: caller.kind,
      ...(name !== undefined && { name }),
      roles: caller.kind === 'officer' ? caller.roles.map(({ agencyId, role }) => ({ agencyId, role })) : [],
      idleUntil: session.idleUntil,
      until: session.until,
    };
    return { status: 200, body };
  }

  /** The identity in the tokens, both verified and of the same person. @throws UnauthenticatedError, IssuerUnavailableError */
  async function signedIn(
    answer: Headers,
    held: Pending,
  ): Promise<{ caller: Person; claims: Record<string, unknown> }> {
    const { accessToken, idToken } = await provider.finish(answer, held);
    const [claims, idClaims] = [await claimsIn(accessToken), await claimsIn(idToken, client.clientId)];
    if (claims.sub !== idClaims.sub) throw new UnauthenticatedError('tokens of two people');
    return { caller: personIn(await callerIn(claims)), claims: identityClaims(claims) };
  }

  const to = (path: string, cookies: readonly string[]): RouteReply => ({
    status: 303,
    headers: { Location: `${portalOrigin}${path}` },
    cookies,
  });
  const failed = (reason: Failure, returnTo = '/'): RouteReply =>
    to(`${SIGN_IN_PAGE}?${new URLSearchParams({ reason, return: returnTo })}`, [noSignIn]);

  function failure(error: unknown, { returnTo }: Pending): RouteReply {
    const [name, reason] = error instanceof Error ? [error.name, error.message] : ['', ''];
    if (error instanceof SignInRefusedError || error instanceof UnauthenticatedError) {
      logger.info('sign-in refused', { audit: true, reason });
      return failed(error instanceof SignInRefusedError && error.cancelled ? 'cancelled' : 'refused', returnTo);
    }
    if (error instanceof ProviderUnavailableError || error instanceof IssuerUnavailableError) {
      logger.error('identity provider unavailable', { name, reason });
      count('IdentityProviderUnavailable');
      return failed('unavailable', returnTo);
    }
    throw error;
  }

  return {
    signIn: async ({ query: { return: returnTo = '/', kiosk } }) => {
      const begun = await provider.begin(kiosk !== undefined);
      const held = { ...begun.pending, returnTo, kiosk: kiosk !== undefined };
      return { status: 303, headers: { Location: begun.url }, cookies: [await pending.cookieOf(held)] };
    },

    callback: async ({ rawQuery, headers }) => {
      const held = await pending.in(headers);
      if (held === undefined) return failed('expired');
      try {
        const { caller, claims } = await signedIn(answerIn(rawQuery), held);
        const person = await personOf(caller.subject);
        const former = sessionIn(sessionCookies(headers));
        const before = former === undefined ? undefined : await store.find(former);
        const { identifier, sessionId } = await store.begin({
          claims,
          person,
          device: deviceOf(headers['user-agent']),
          limits: limitsOf(caller, held.kiosk, limits),
        });
        // A new sign-in leaves no former session in this browser.
        if (before !== undefined) await store.end(before);
        const { subject, kind: actorKind } = caller;
        logger.info('signed in', { audit: true, subject, actorKind, sessionId, kiosk: held.kiosk });
        return to(held.returnTo, [cookie(SESSION_COOKIE, identifier), noSignIn]);
      } catch (error) {
        return failure(error, held);
      }
    },

    whoAmI: async ({ headers }) => who(await sessionOf('GET', headers), headers),

    noteActivity: async ({ headers }) => {
      const session = await sessionOf('PUT', headers);
      return who(session && (await store.touch(session)), headers);
    },

    signOut: async ({ headers }) => {
      const session = await sessionOf('POST', headers);
      if (session !== undefined) {
        await store.end(session);
        logger.info('signed out', { audit: true, subject: session.claims.sub, sessionId: session.sessionId });
      }
      return {
        status: 200,
        body: { signOutUrl: signOutUrl(client, portalOrigin) },
        // Browsers keep personal answers for the next question; the next person must not find them.
        headers: { 'Clear-Site-Data': '"cache"' },
        cookies: [noSession],
      };
    },

    listSessions: async ({ actor, headers }) => {
      const current = sessionIn(sessionCookies(headers));
      const items = (await store.list(await personOf(actor.subject))).map(
        ({ hash, sessionId, device, startedAt, activeAt, until }) => {
          return { sessionId, device, startedAt, activeAt, until, current: hash === current };
        },
      );
      return { status: 200, body: { items } };
    },

    endSession: async ({ actor, params: { sessionId }, headers }) => {
      const person = await personOf(actor.subject);
      const hash = await store.named(person, sessionId);
      if (hash === undefined) throw new HttpProblem('not-found');
      await store.end({ hash, person, sessionId });
      return { status: 204, cookies: hash === sessionIn(sessionCookies(headers)) ? [noSession] : undefined };
    },
  };
}

/** Parameters of an answer; providers add others of their own. */
const ANSWER = ['code', 'state', 'iss', 'error'];
const answerIn = (query: Headers) =>
  Object.fromEntries(Object.entries(query).filter(([name]) => ANSWER.includes(name)));

/** @throws UnauthenticatedError for a system of a partner, which has no browser */
function personIn(caller: Caller): Person {
  if (caller.kind === 'citizen' || caller.kind === 'officer') return caller;
  throw new UnauthenticatedError('not a person');
}

/** Without the ID token, which is full of personal data, the provider asks the person whether to sign out there, too. */
function signOutUrl({ endSessionUrl, clientId }: ClientConfig, portalOrigin: string): string {
  if (endSessionUrl === undefined) return `${portalOrigin}/`;
  const url = new URL(endSessionUrl);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', `${portalOrigin}/`);
  return url.href;
}
