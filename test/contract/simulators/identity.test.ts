import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  briefToken,
  foreignToken,
  unsignedToken,
  wrongAudienceToken,
} from '../../../local/simulators/identity/bad-tokens.ts';
import { peopleSchema, seededPeople } from '../../../local/simulators/identity/people.ts';
import { clientToken, signIn } from '../../../local/simulators/identity/sign-in.ts';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { eventually } from './province.ts';

const AUDIENCE = 'motcua-quang-tri';

describe('identity provider', () => {
  let identity: RunningSimulator;
  let keys: ReturnType<typeof createRemoteJWKSet>;
  beforeAll(async () => {
    identity = await launch('identity');
    keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`));
  });
  afterAll(() => identity.stop());

  const verified = async (token: string) =>
    (await jwtVerify(token, keys, { issuer: identity.url, audience: AUDIENCE, typ: 'at+jwt' })).payload;

  it('gives a citizen a token with the claims of the national portal, good for an hour at least', async () => {
    const { accessToken, claims } = await signIn(identity.url, 'cong-dan-an');
    const token = await verified(accessToken);
    expect(token).toMatchObject({ LoaiTaiKhoan: '1', HoVaTen: 'Hoàng Bảo An', SoDinhDanh: '045190203817' });
    expect(token.TechID).toMatch(/^TECH-[0-9a-f]{16}$/);
    expect(claims.TechID).toBe(token.TechID);
    expect((token.exp ?? 0) - (token.iat ?? 0)).toBeGreaterThanOrEqual(3600);
  });

  it('gives an organisation its tax code and an officer the roles', async () => {
    expect(await verified((await signIn(identity.url, 'to-chuc-ho-tieu')).accessToken)).toMatchObject({
      LoaiTaiKhoan: '2',
      MaSoThue: '3200526010',
      TenDoanhNghiep: 'Công ty TNHH Hồ tiêu Cùa Xanh',
    });
    const officer = await verified((await signIn(identity.url, 'can-bo-tu-phap')).accessToken);
    expect(officer.motcua_roles).toEqual([{ agencyId: 'H50.12', role: 'handler' }]);
    expect(officer).not.toHaveProperty('TechID');
  });

  it('gives a partner a token with its agency and the scope asked for, and no other scope', async () => {
    const token = await clientToken(identity.url, 'so-tu-phap', 'mo-phong-so-tu-phap', 'dossiers.read');
    expect(await verified(token)).toMatchObject({ motcua_agency: 'H50.12', scope: 'dossiers.read' });
    await expect(
      clientToken(identity.url, 'so-tu-phap', 'mo-phong-so-tu-phap', 'national-portal.push'),
    ).rejects.toThrow('refused');
    await expect(clientToken(identity.url, 'so-tu-phap', 'wrong-secret', 'dossiers.read')).rejects.toThrow('refused');
  });

  it('refuses people it does not know and sign-ins without PKCE', async () => {
    await expect(signIn(identity.url, 'unknown-account')).rejects.toThrow('400');
    const query = new URLSearchParams({
      client_id: 'cong-motcua',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${identity.url}/signed-in`,
    });
    const answer = await fetch(`${identity.url}/auth?${query}`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });

  it('makes the tokens an API has to refuse', async () => {
    const wrong = await wrongAudienceToken(identity.url, 'cong-dan-an');
    await expect(verified(wrong)).rejects.toThrow('aud');
    await expect(jwtVerify(wrong, keys, { issuer: identity.url })).resolves.toBeDefined();
    const foreign = await foreignToken(identity.url, AUDIENCE, { SoDinhDanh: '045190203817' });
    await expect(verified(foreign)).rejects.toThrow();
    const unsigned = unsignedToken(identity.url, AUDIENCE, { SoDinhDanh: '045190203817' });
    await expect(verified(unsigned)).rejects.toThrow();
    const brief = await briefToken(identity.url, 'cong-dan-an');
    await eventually(() => expect(verified(brief)).rejects.toThrow('exp'));
  });

  it('takes people and an audience at run time, and forgets them on reset', async () => {
    const people = seededPeople();
    const officer = {
      personId: 'moi',
      HoVaTen: 'Người Mới',
      ThuDienTu: 'moi@example.org',
      motcua_roles: [] as unknown[],
    };
    officer.motcua_roles.push({ agencyId: 'H35.1', role: 'reception' });
    await identity.control('configure', { audience: 'motcua-lai-chau', people: { ...people, officers: [officer] } });
    const { accessToken } = await signIn(identity.url, 'moi');
    const { payload } = await jwtVerify(accessToken, keys, { audience: 'motcua-lai-chau' });
    expect(payload.motcua_roles).toEqual(officer.motcua_roles);
    await identity.control('reset');
    await expect(signIn(identity.url, 'moi')).rejects.toThrow('400');
  });

  it('seeds only people whose particulars are well formed', () => {
    const people = seededPeople();
    const [first] = people.organisations;
    expect(peopleSchema.safeParse({ ...people, organisations: [{ ...first, MaSoThue: '3200526011' }] }).success).toBe(
      false,
    );
    expect(people.citizens.length).toBeGreaterThanOrEqual(12);
  });
});
