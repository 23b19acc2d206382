import { decodeJwt } from 'jose';
import { ApiClient } from '../../local/demo/api/client.ts';
import type { Stage } from '../../local/demo/stage.ts';
import type { OfficerRole } from '../../shared/dossier/actor.ts';
import type { Access } from '../../shared/platform/http/route.ts';

/** One of every kind of caller: who it is in `people.json` of the identity simulator, undefined without a token. */
export const ROLES = {
  anonymous: undefined,
  citizen: 'cong-dan-an',
  'reception officer': 'can-bo-tiep-nhan-dong-hoi',
  handler: 'ho-tich-dong-hoi',
  leader: 'lanh-dao-dong-hoi',
  administrator: 'quan-tri',
  'agency, webhooks': 'phuong-dong-hoi',
  'agency, acting': 'cong-an-dong-hoi',
  'agency, reporting': 'dang-ky-kinh-doanh',
  'national portal': 'cong-dvcqg',
} as const;
export type Role = keyof typeof ROLES;

export function clientOf(stage: Stage, role: Role): Promise<ApiClient> {
  const who = ROLES[role];
  return who === undefined ? Promise.resolve(new ApiClient(stage.environment.apiUrl)) : stage.as(who);
}

/** Whether the declaration of a route lets the holder of a token in; read off the token's own claims. */
export function mayCall(access: Access, token: string | undefined): boolean {
  if (access.kind !== 'token') return true;
  if (token === undefined) return false;
  const claims = decodeJwt(token) as { scope?: string; LoaiTaiKhoan?: string; motcua_roles?: { role: OfficerRole }[] };
  if (claims.motcua_roles) return claims.motcua_roles.some(({ role }) => access.officer?.includes(role));
  if (claims.LoaiTaiKhoan) return access.citizen === true;
  return (claims.scope ?? '').split(' ').some((scope) => access.partner?.includes(scope));
}
