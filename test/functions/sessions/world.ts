import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { SessionLimits } from '../../../functions/sessions/limits.ts';
import { identityProvider } from '../../../functions/sessions/provider.ts';
import { routes } from '../../../functions/sessions/routes.ts';
import { sessions } from '../../../functions/sessions/sessions.ts';
import { sessionStore } from '../../../functions/sessions/store.ts';
import { AS_SIGNED_IN, byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { issuerKeys } from '../../../shared/platform/identity/issuer-keys.ts';
import { sessionsIn } from '../../../shared/platform/identity/session.ts';
import { applicantsVerifier, callerReader, verifiedClaims } from '../../../shared/platform/identity/verify-token.ts';
import { TableDouble } from '../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY, fixedOwnerKeys } from '../../shared/platform/identity/fixed-key.ts';
import type { ProviderDouble } from './provider-double.ts';

export const PORTAL = 'https://motcua.example';
export const AN = { sub: 'tech-an', LoaiTaiKhoan: '1', SoDinhDanh: '045190203817', HoVaTen: 'Hoàng Bảo An' };
export const BINH = { sub: 'tech-binh', LoaiTaiKhoan: '1', SoDinhDanh: '044085127406', HoVaTen: 'Trương Thanh Bình' };
export const RECEPTION = {
  sub: 'can-bo',
  name: 'Lê Thị Cúc',
  motcua_roles: [{ agencyId: 'H50.1', role: 'reception' }],
};
export const OURS = { 'x-requested-by': 'portal', 'sec-fetch-site': 'same-origin' };

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly location: URL };
type Ask = { readonly query?: Record<string, string>; readonly headers?: Record<string, string> };

/** A browser with a cookie jar, in front of the function. */
export type Browser = ReturnType<ReturnType<typeof world>['browser']>;

export function world(provider: ProviderDouble, limits: SessionLimits = {}, secrets: string[] = [provider.secret]) {
  const table = new TableDouble();
  const now = { at: Date.now() };
  const clock = () => new Date(now.at);
  const lines: string[] = [];
  const counted: string[] = [];
  const logger = new Logger({ logLevel: 'INFO' });
  Object.assign(logger, { console: undefined });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said, errorsToo));
  }
  const { client, identity } = provider.settings();
  const settings = { ...identity, PORTAL_ORIGIN: PORTAL };
  const handler = apiHandler(
    routes,
    sessions({
      portalOrigin: PORTAL,
      client,
      limits,
      provider: identityProvider({
        issuer: provider.url,
        client,
        redirectUri: `${PORTAL}/session/callback`,
        secrets: async () => secrets,
      }),
      store: sessionStore(table.table, clock),
      key: FIXED_KEY,
      claimsIn: verifiedClaims(identity, issuerKeys(identity.OIDC_JWKS_URL, Date.now, 500)),
      callerIn: callerReader('H50', fixedOwnerKeys),
      clock,
      count: (metric) => void counted.push(metric),
      logger,
    }),
    {
      logger,
      admission: byToken(
        applicantsVerifier(identity, fixedOwnerKeys),
        AS_SIGNED_IN,
        sessionsIn(table.table, settings, fixedOwnerKeys, clock),
      ),
    },
  );

  function browser(jar = new Map<string, string>()) {
    async function ask(what: string, { query, headers = {} }: Ask = {}): Promise<Answer> {
      const [method = '', path = ''] = what.split(' ');
      const sessionId = /^\/session\/([0-9a-f-]{36})$/.exec(path)?.[1];
      const event = {
        httpMethod: method,
        resource: sessionId === undefined ? path : '/session/{sessionId}',
        path,
        pathParameters: sessionId === undefined ? null : { sessionId },
        queryStringParameters: query ?? null,
        headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36', ...headers },
        ...(jar.size > 0 && {
          multiValueHeaders: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`) },
        }),
        body: null,
      } as unknown as APIGatewayProxyEvent;
      const result = (await handler(event, {} as Context)) as APIGatewayProxyResult;
      for (const line of (result.multiValueHeaders?.['Set-Cookie'] ?? []) as string[]) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/Max-Age=0\b/.test(line)) jar.delete(name);
        else jar.set(name, value);
        lastCookies.push(line);
      }
      return {
        status: result.statusCode,
        body: result.body === '' ? {} : (JSON.parse(result.body) as Record<string, unknown>),
        location: new URL(String(result.headers?.Location ?? 'none:')),
      };
    }
    const lastCookies: string[] = [];

    return {
      jar,
      cookies: lastCookies,
      ask,
      /** Begins, signs in at the provider, and comes back. */
      async signIn(person: Record<string, unknown>, query: Record<string, string> = {}): Promise<Answer> {
        const begun = await ask('GET /session/sign-in', { query });
        return ask('GET /session/callback', { query: provider.approve(begun.location.href, person) });
      },
      who: async () => (await ask('GET /session')).body,
    };
  }
  return { table, now, lines, counted, browser };
}

/** Errors as a log would show them, causes and all. */
const errorsToo = (_: string, value: unknown) =>
  value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value;
