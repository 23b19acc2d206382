import * as z from 'zod/mini';
import { OFFICER_ROLES } from '../../shared/dossier/actor.ts';
import { pageQuery } from '../../shared/platform/http/page.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { agencyId } from '../../shared/values.ts';

const officer = OFFICER_ROLES;
const roles = z.array(z.enum(OFFICER_ROLES));

const meView = z.object({
  kind: z.enum(['citizen', 'officer']),
  /** Subject of an officer's account: the `assignee` of dossiers and the `officer` of delegations. */
  officer: z.optional(z.string()),
  name: z.optional(z.string()),
  title: z.optional(z.string()),
  /** By the cookie of the portal, whose end `GET /session` tells, or by an access token. */
  signedInBy: z.enum(['session', 'token']),
  agencies: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      roles,
      /** Agencies below it, which the officer reads as well: `GET /v1/agencies?within=`. */
      below: z.int(),
    }),
  ),
  /** In force now, of the officer's work and of work that the officer stands in for. */
  delegations: z.array(
    z.object({
      agencyId: z.string(),
      /** The absent officer. */
      officer: z.string(),
      /** The substitute. */
      delegate: z.string(),
      from: z.string(),
      until: z.string(),
    }),
  ),
});
export type Me = z.infer<typeof meView>;

export const routes = {
  readMe: defineRoute({
    method: 'GET',
    path: '/v1/me',
    cache: 'private-revalidate',
    access: { kind: 'token', citizen: true, officer },
    audit: { nothing: 'People read what they signed in with.' },
    summary: { vi: 'Xem thông tin của người đang đăng nhập', en: 'Who is signed in, and for which agencies' },
    success: { status: 200, description: 'Name, roles and reach of the person.', body: meView },
  }),
  listOfficers: defineRoute({
    method: 'GET',
    path: '/v1/agencies/{agencyId}/officers',
    cache: 'private-revalidate',
    access: { kind: 'token', officer },
    audit: ['path.agencyId'],
    summary: { vi: 'Danh sách cán bộ của cơ quan', en: 'List the officers of an agency, to assign and delegate work' },
    params: z.strictObject({ agencyId }),
    query: z.strictObject(pageQuery),
    paged: true,
    success: {
      status: 200,
      description: 'One page by given name: those who signed in within 90 days.',
      body: z.object({
        items: z.array(
          z.object({
            officer: z.string(),
            name: z.optional(z.string()),
            title: z.optional(z.string()),
            roles,
            /** Day of the last sign-in, in Viet Nam. */
            seenOn: z.string(),
          }),
        ),
        next: z.optional(z.string()),
      }),
    },
  }),
};
