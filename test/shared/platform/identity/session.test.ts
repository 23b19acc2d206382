import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { headersOf } from '../../../../shared/platform/http/headers.ts';
import { callerFromClaims, identityClaims } from '../../../../shared/platform/identity/claims.ts';
import { hashOf, SESSION_COOKIE, sessionCookies, sessionsIn } from '../../../../shared/platform/identity/session.ts';
import { callerReader } from '../../../../shared/platform/identity/verify-token.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { TableDouble } from '../delivery/table-double.ts';
import { fixedOwnerKeys } from './fixed-key.ts';

const IDENTIFIER = 'k'.repeat(43);
const NOW = new Date('2026-11-28T03:00:00.000Z');
const PORTAL_ORIGIN = 'https://motcua.example';
const OURS = { 'x-requested-by': 'portal', 'sec-fetch-site': 'same-origin' };
const HANDLER = { sub: 'o', motcua_roles: [{ agencyId: 'H50.20', role: 'handler' }] };

/** The admission of a function, with one session of these claims in the table. */
function admission(claims: Record<string, unknown>, idleUntil = '2026-11-28T03:30:00.000Z', until = idleUntil) {
  const table = new TableDouble();
  table.put({ ...keys.session(hashOf(IDENTIFIER)), claims, idleUntil, until });
  const settings = { PORTAL_ORIGIN, PROVINCE_AGENCY: 'H50' };
  const verify = () => Promise.resolve({ kind: 'officer', subject: 'by token', roles: HANDLER.motcua_roles } as never);
  const admit = byToken(
    verify,
    AS_SIGNED_IN,
    sessionsIn(table.table, settings, fixedOwnerKeys, () => NOW),
  );
  const access = { kind: 'token', citizen: true, officer: ['handler'] } as const;
  const ask = (method: string, headers: Record<string, string>) =>
    admit(access, { method, headers }).then(
      (actor) => actor?.subject,
      (error: { code?: string }) => error.code,
    );
  return { table, admit, access, ask };
}
const cookie = `${SESSION_COOKIE}=${IDENTIFIER}`;

describe('a request with the cookie of a session', () => {
  it('is the person’s, whatever else the browser keeps', async () => {
    const { ask, table } = admission(HANDLER);
    expect(await ask('GET', { cookie })).toBe('o');
    expect(await ask('GET', { cookie: `a=b; ${cookie} ; theme=dark` })).toBe('o');
    expect(await ask('POST', { cookie, ...OURS })).toBe('o');
    expect(table.requests).toEqual(['Get', 'Get', 'Get']);
  });

  it('and a token at the same time is refused', async () => {
    expect(await admission(HANDLER).ask('GET', { cookie, authorization: 'Bearer x' })).toBe('two-credentials');
  });

  it('from another site is refused before the session is read', async () => {
    const { ask, table } = admission(HANDLER);
    expect(await ask('POST', { cookie })).toBe('not-from-portal');
    expect(await ask('GET', { cookie, 'sec-fetch-site': 'cross-site' })).toBe('not-from-portal');
    expect(table.requests).toEqual([]);
  });

  it('that is ended, over, unknown, malformed or there twice is nobody’s', async () => {
    const { ask, table } = admission(HANDLER);
    const bad = [
      `${SESSION_COOKIE}=`,
      `${SESSION_COOKIE}=${'x'.repeat(43)}`,
      `${SESSION_COOKIE}=a#b`,
      `${cookie}; ${cookie}`,
    ];
    for (const one of bad) expect(await ask('GET', { cookie: one }), one).toBe('unauthenticated');
    table.rows.clear();
    expect(await ask('GET', { cookie })).toBe('unauthenticated');
    const at = NOW.toISOString();
    expect(await admission(HANDLER, at).ask('GET', { cookie })).toBe('unauthenticated');
    expect(await admission(HANDLER, '2026-11-28T03:30:00.000Z', at).ask('GET', { cookie })).toBe('unauthenticated');
  });

  it('has the rights of its claims and no others', async () => {
    const reception = { ...HANDLER, motcua_roles: [{ agencyId: 'H50.20', role: 'reception' }] };
    expect(await admission(reception).ask('GET', { cookie })).toBe('forbidden');
    const abroad = { ...HANDLER, motcua_roles: [{ agencyId: 'H51.20', role: 'handler' }] };
    expect(await admission(abroad).ask('GET', { cookie })).toBe('forbidden');
  });

  it('without the cookie is by token', async () => {
    expect(await admission(HANDLER).ask('POST', { authorization: 'Bearer x' })).toBe('by token');
    expect(await admission(HANDLER).ask('POST', { cookie: 'theme=dark', authorization: 'Bearer x' })).toBe('by token');
  });
});

describe('cookies', () => {
  it('of several header fields are all seen', () => {
    const headers = headersOf({ headers: { Cookie: 'b=2' }, multiValueHeaders: { Cookie: [cookie, 'b=2'] } });
    expect(sessionCookies(headers)).toEqual([IDENTIFIER]);
  });

  it('with names that only look alike are not the session’s', () => {
    const alike = [`x${cookie}`, cookie.toLowerCase(), `motcua-session=${IDENTIFIER}`, `a="; ${SESSION_COOKIE}x=1"`];
    expect(sessionCookies({ cookie: alike.join('; ') })).toEqual([]);
  });
});

const text = fc.oneof(fc.string(), fc.constantFrom('1', '2', '045190203817', '3200526010', 'Hoàng Bảo An'));
const anyClaims = fc.record(
  {
    sub: fc.string({ maxLength: 20 }),
    LoaiTaiKhoan: fc.constantFrom('1', '2', '3'),
    SoDinhDanh: text,
    MaSoThue: text,
    HoVaTen: text,
    TenDoanhNghiep: text,
    name: text,
    email: text,
    ThuDienTu: text,
    email_verified: fc.constantFrom(true, false, 'true'),
    motcua_title: text,
    phone_number: text,
    motcua_agency: fc.constantFrom('H50.1', 'H51.1', 'x'),
    scope: fc.constantFrom('dossiers.read', ''),
    motcua_roles: fc.array(
      fc.record({ agencyId: fc.constantFrom('H50.20', 'H51'), role: fc.constantFrom('handler', 'mayor') }),
    ),
    DiaChi: text,
    iat: fc.integer(),
  },
  { requiredKeys: ['sub'] },
);

describe('what a session keeps of a token', () => {
  it('describes the same caller as the token, and keeps nothing that describes none', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        expect(callerFromClaims(identityClaims(claims), 'H50')).toEqual(callerFromClaims(claims, 'H50'));
        expect(identityClaims(claims)).not.toHaveProperty('DiaChi');
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same owner key', async () => {
    const claims = { sub: 'a', LoaiTaiKhoan: '1', SoDinhDanh: '045190203817', exp: 1, DiaChi: 'x' };
    const { admit, access } = admission(identityClaims(claims));
    const byCookie = await admit(access, { method: 'GET', headers: { cookie } });
    expect(byCookie).toEqual(await callerReader('H50', fixedOwnerKeys)(claims));
  });
});
