import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { defineRoute } from '../../../../shared/platform/http/route.ts';
import { callerFromClaims } from '../../../../shared/platform/identity/claims.ts';
import { agencyIds, inReach, roles } from '../../dossier/roles.ts';

const PROVINCE = 'H50';
const ADMINISTRATOR = { agencyId: 'H50.20', role: 'administrator' };
const AS_CITIZEN = { LoaiTaiKhoan: '1', SoDinhDanh: '045190000123' };

const callerOf = (claims: object) => callerFromClaims({ sub: 'stranger', ...claims }, PROVINCE);

describe('authentication', () => {
  const anyRole = fc.oneof(
    roles,
    fc.record({ agencyId: agencyIds, role: fc.string() }),
    fc.constantFrom(null, 7, 'H50', [], {}, { agencyId: 'H50.12' }, { role: 'approver' }),
  );

  it('keeps only roles at agencies of the province, without duplicates', () => {
    fc.assert(
      fc.property(fc.array(anyRole, { minLength: 1, maxLength: 12 }), (claimed) => {
        const caller = callerOf({ motcua_roles: claimed });
        if (caller?.kind !== 'officer') throw new Error('no officer');
        for (const role of caller.roles) {
          expect(claimed).toContainEqual(role);
          expect(inReach(role.agencyId, PROVINCE)).toBe(true);
        }
        expect(new Set(caller.roles.map((r) => `${r.role} ${r.agencyId}`)).size).toBe(caller.roles.length);
      }),
    );
  });

  it('keeps every role of the province', () => {
    const own = fc.record({
      agencyId: fc.constantFrom('H50', 'H50.1', 'H50.20.1', 'H50.123'),
      role: fc.constantFrom('reception', 'handler', 'approver', 'administrator'),
    });
    fc.assert(
      fc.property(own, fc.array(anyRole, { maxLength: 8 }), fc.nat({ max: 8 }), (mine, others, place) => {
        const claimed = others.toSpliced(place, 0, mine);
        expect(callerOf({ motcua_roles: claimed })).toMatchObject({ roles: expect.arrayContaining([mine]) });
      }),
    );
  });

  it('accepts thousands of roles in one token', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      agencyId: `H${10 + (i % 80)}.${i}`,
      role: 'administrator',
    }));
    const caller = callerOf({ motcua_roles: [...many, ADMINISTRATOR, ADMINISTRATOR, { agencyId: 'H50.20' }] });
    const own = many.filter(({ agencyId }) => agencyId.startsWith('H50.'));
    expect(caller).toMatchObject({
      roles: [...own, ADMINISTRATOR],
      dropped: { outsideProvince: many.length - own.length, malformed: 1 },
    });
  });

  it('treats an e-mail address as the applicant’s only when the provider has verified it', () => {
    const of = (claims: object) => callerOf({ ...AS_CITIZEN, ...claims });
    const named = { ThuDienTu: 'an@example.com' };
    expect(of({ ...named, email_verified: true })).toMatchObject({ verifiedEmail: 'an@example.com' });
    expect(of({ ...named, email: 'b@example.com', email_verified: true })).toMatchObject({
      verifiedEmail: 'b@example.com',
    });
    for (const said of [undefined, false, 'true', 1, null, {}]) {
      expect(of({ ...named, email_verified: said })).toEqual(of({}));
    }
    for (const email of [7, null, ['an@example.com']]) {
      expect(of({ email, email_verified: true })).toEqual(of({}));
    }
  });

  it('says which name a sign-in lacks, and takes an unreadable one for none', () => {
    expect(callerOf(AS_CITIZEN)).toMatchObject({ kind: 'citizen', nameless: 'HoVaTen' });
    expect(callerOf({ ...AS_CITIZEN, HoVaTen: 'x'.repeat(201) })).toMatchObject({ nameless: 'HoVaTen' });
    expect(callerOf({ ...AS_CITIZEN, name: 'Hoàng An' })).toMatchObject({ name: 'Hoàng An' });
    expect(callerOf({ ...AS_CITIZEN, name: 'Hoàng An' })).not.toHaveProperty('nameless');
    const firm = { LoaiTaiKhoan: '2', MaSoThue: '0100109106' };
    expect(callerOf(firm)).toMatchObject({ nameless: 'TenDoanhNghiep' });
    expect(callerOf(firm)).not.toHaveProperty('acting');
  });

  it('knows who signs in for an organisation', () => {
    const firm = { LoaiTaiKhoan: '2', MaSoThue: '0100109106', TenDoanhNghiep: 'Công ty An Bình' };
    const acting = { owner: { kind: 'citizen', identifier: '045081640927' }, name: 'Trần Đức Vượng' };
    expect(callerOf({ ...firm, SoDinhDanh: '045081640927', HoVaTen: 'Trần Đức Vượng' })).toMatchObject({ acting });
    expect(callerOf({ ...firm, SoDinhDanh: '0450', HoVaTen: 'Trần Đức Vượng' })).not.toHaveProperty('acting');
  });

  it('keeps the title of an officer without a name', () => {
    const officer = { motcua_roles: [ADMINISTRATOR], motcua_title: 'Chủ tịch' };
    expect(callerOf(officer)).toMatchObject({ official: { title: 'Chủ tịch' } });
    expect(callerOf({ motcua_roles: [ADMINISTRATOR] })).not.toHaveProperty('official');
  });

  it('treats an officer of another province as an officer without a role, or as a citizen', () => {
    const elsewhere = { motcua_roles: [{ agencyId: 'H01', role: 'administrator' }] };
    const dropped = { outsideProvince: 1, malformed: 0 };
    expect(callerOf(elsewhere)).toEqual({ kind: 'officer', subject: 'stranger', roles: [], dropped });
    expect(callerOf({ ...elsewhere, ...AS_CITIZEN })).toMatchObject({ kind: 'citizen', dropped });
    expect(callerOf({ motcua_roles: [ADMINISTRATOR], ...AS_CITIZEN })).toMatchObject({ kind: 'officer' });
  });

  it('grants no scope to a system of a ministry or another province', () => {
    const system = (motcua_agency: string) => callerOf({ motcua_agency, scope: 'dossiers.read dossiers.act' });
    for (const agency of ['G01', 'H01.5', 'H51', '000.00.00.H50']) {
      expect(system(agency)).toMatchObject({ kind: 'partner', scopes: [], dropped: { outsideProvince: 1 } });
    }
    expect(system('H50.12')).toMatchObject({ scopes: ['dossiers.read', 'dossiers.act'] });
    expect(system('H50.12')).not.toHaveProperty('dropped');
    for (const malformed of ['H5', 'H500', 'h50', 'H50.']) expect(system(malformed)).toBeUndefined();
  });
});

describe('the log of authentication', () => {
  const routes = {
    read: defineRoute({
      method: 'GET',
      cache: 'private-revalidate',
      path: '/v1/inbox',
      access: { kind: 'token', officer: ['administrator'] },
      audit: ['query.agencyId'],
      summary: { vi: 'Thử', en: 'Test' },
      success: { status: 200, description: 'ok' },
    }),
  };

  async function call(claims: object) {
    const logger = new Logger({ logLevel: 'SILENT' });
    const warn = vi.spyOn(logger, 'warn');
    const keys = vi.spyOn(logger, 'appendKeys');
    const verifyToken = async () => {
      const caller = callerOf(claims);
      if (caller === undefined || caller.kind === 'citizen') throw new Error('no officer');
      return caller;
    };
    const handler = apiHandler(
      routes,
      { read: async () => ({ status: 200 }) },
      { logger, admission: byToken(verifyToken, AS_SIGNED_IN) },
    );
    const event = { httpMethod: 'GET', resource: '/v1/inbox', path: '/v1/inbox', headers: {} };
    const result = (await handler(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
    return { status: result.statusCode, warned: warn.mock.calls, keys: keys.mock.calls.flat() };
  }

  it('has the caller and the number of ignored roles, and no claim values', async () => {
    const roleOf = (agencyId: string) => ({ agencyId, role: 'administrator' });
    const { status, warned, keys } = await call({
      motcua_roles: [roleOf('H01.5'), roleOf('G01'), roleOf('Nguyễn Thị Ánh')],
    });
    expect(status).toBe(403);
    expect(warned).toEqual([[expect.any(String), { audit: true, outsideProvince: 2, malformed: 1 }]]);
    expect(keys).toContainEqual({ subject: 'stranger', actorKind: 'officer' });
  });

  it('has no entry when every role is accepted', async () => {
    expect(await call({ motcua_roles: [ADMINISTRATOR] })).toMatchObject({ status: 200, warned: [] });
  });
});
