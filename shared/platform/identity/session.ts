import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { keys } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import type { Caller } from './claims.ts';
import type { OwnerKeys } from './owner-key.ts';
import { callerReader, UnauthenticatedError } from './verify-token.ts';

/**
 * Name of the cookie. `__Host-` makes browsers refuse it from another host, a subdomain, another path or without TLS
 * (draft-ietf-httpbis-rfc6265bis), so no other site can put its own session in its place.
 */
export const SESSION_COOKIE = '__Host-motcua-session';

export const sessionEnvironment = {
  /** Origin of the province's portal, which the cookie belongs to. */
  PORTAL_ORIGIN: z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/)),
};

/** 32 random bytes in base64url. */
const IDENTIFIER = /^[\w-]{43}$/;

/** What a session's row says of it; `functions/sessions` writes more, for its owner. */
export const heldSession = z.object({
  /** Claims of the access token that it began with, as far as an identity is read from them. */
  claims: z.record(z.string(), z.unknown()),
  /** ISO instants: over when the person has shown no sign until then, and over in any case. */
  idleUntil: z.string(),
  until: z.string(),
});

/** Values of a cookie, in the order they were sent. */
export function cookiesNamed(name: string, { cookie = '' }: { readonly cookie?: string }): readonly string[] {
  return cookie.split(';').flatMap((pair) => {
    const [, key, value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(pair) ?? [];
    return key === name ? [value] : [];
  });
}

/** Every session cookie that a request brings; a browser brings at most one. */
export const sessionCookies = (headers: Readonly<Record<string, string>>) => cookiesNamed(SESSION_COOKIE, headers);

/** The only form in which an identifier is stored. 64 hex digits. */
export const hashOf = (identifier: string): string => createHash('sha256').update(identifier).digest('hex');

/** Hash of the identifier in the cookies; undefined for none, several (another person's may be among them), or a malformed one. */
export function sessionIn(cookies: readonly string[]): string | undefined {
  const [one, ...more] = cookies;
  return one !== undefined && more.length === 0 && IDENTIFIER.test(one) ? hashOf(one) : undefined;
}

/** Whether a session is neither ended by time nor by disuse. */
export const isOpen = ({ idleUntil, until }: Pick<z.infer<typeof heldSession>, 'idleUntil' | 'until'>, now: Date) =>
  now.getTime() < Math.min(Date.parse(idleUntil), Date.parse(until));

/** Sessions of people who use the portal. */
export type Sessions = {
  readonly portalOrigin: string;
  /** @throws UnauthenticatedError when the cookies are no session that is open */
  callerOf(cookies: readonly string[]): Promise<Caller>;
};

type Settings = { readonly PORTAL_ORIGIN: string; readonly PROVINCE_AGENCY: string };

/**
 * Callers by their sessions: one strongly consistent read for each request and nothing kept between requests, so that a session
 * that was ended opens nothing from then on (`docs/decisions/0065-browser-sessions.md`).
 * @param ownerKeys as for tokens
 */
export function sessionsIn(
  table: Table,
  { PORTAL_ORIGIN, PROVINCE_AGENCY }: Settings,
  ownerKeys: OwnerKeys,
  clock: () => Date = () => new Date(),
): Sessions {
  const callerIn = callerReader(PROVINCE_AGENCY, ownerKeys);
  return {
    portalOrigin: PORTAL_ORIGIN,
    async callerOf(cookies) {
      const hash = sessionIn(cookies);
      if (hash === undefined) throw new UnauthenticatedError('no session cookie');
      const row = await readSession(table, hash);
      if (row === undefined) throw new UnauthenticatedError('no such session');
      const held = heldSession.parse(row);
      if (!isOpen(held, clock())) throw new UnauthenticatedError('the session is over');
      return callerIn(held.claims);
    },
  };
}

/** The row of a session, open or not. */
export async function readSession({ client, name }: Table, hash: string): Promise<Record<string, unknown> | undefined> {
  const get = new GetCommand({ TableName: name, Key: keys.session(hash), ConsistentRead: true });
  return (await client.send(get)).Item;
}
