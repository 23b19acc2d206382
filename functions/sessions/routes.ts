import * as z from 'zod/mini';
import { OFFICER_ROLES } from '../../shared/dossier/actor.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { deviceSchema } from './device.ts';
import { returnPath } from './return-path.ts';

const ITS_OWN_COOKIE = 'It answers about the session in the cookie it is called with, and a person may have none.';
const people = { kind: 'token', citizen: true, officer: OFFICER_ROLES } as const;

const instant = z.iso.datetime();
const signedIn = z.object({
  signedIn: z.literal(true),
  sessionId: z.uuid(),
  kind: z.enum(['citizen', 'officer']),
  name: z.optional(z.string()),
  roles: z.array(z.object({ agencyId: z.string(), role: z.enum(OFFICER_ROLES) })),
  /** Over then, unless the person shows a sign before. */
  idleUntil: instant,
  until: instant,
});
/** `over`: the browser still brings the cookie of a session that was ended, or that time has ended. */
const notSignedIn = z.object({ signedIn: z.literal(false), reason: z.enum(['none', 'over']) });
export type WhoAmI = z.infer<typeof signedIn> | z.infer<typeof notSignedIn>;

export const routes = {
  signIn: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/session/sign-in',
    access: { kind: 'public', reason: 'The person is not signed in yet.' },
    audit: { nothing: 'Who it is shows in the callback, which is audited.' },
    summary: { vi: 'Bắt đầu đăng nhập trên trình duyệt', en: 'Begin to sign in with a browser' },
    query: z.strictObject({
      return: z.optional(returnPath),
      /** On a device that strangers share: shorter limits, and the provider asks again who it is. */
      kiosk: z.optional(z.literal('true')),
    }),
    success: { status: 303, description: 'To the sign-in page of the identity provider.' },
  }),
  callback: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/session/callback',
    access: { kind: 'public', reason: 'The person is not signed in yet; the code of the provider is verified.' },
    audit: { nothing: 'The function itself writes an audit line, with who signed in.' },
    summary: { vi: 'Nhận kết quả đăng nhập', en: 'Take the answer of the identity provider' },
    success: { status: 303, description: 'To where the person came from, or to `/dang-nhap?reason=…`.' },
  }),
  whoAmI: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/session',
    access: { kind: 'public', reason: ITS_OWN_COOKIE },
    audit: { nothing: 'A person reads their own name.' },
    summary: { vi: 'Người đang đăng nhập', en: 'Who is signed in' },
    success: {
      status: 200,
      description: 'Who is signed in, or that the browser has no session: never a 401.',
      body: z.union([signedIn, notSignedIn]),
    },
    problems: ['not-from-portal'],
  }),
  noteActivity: defineRoute({
    method: 'PUT',
    path: '/session/activity',
    access: { kind: 'public', reason: ITS_OWN_COOKIE },
    audit: { nothing: 'That a person is at the keyboard.' },
    summary: { vi: 'Báo người dùng đang thao tác', en: 'Say that the person is active' },
    success: {
      status: 200,
      description:
        'The limits as they are now; the portal calls it while the person types or clicks, at most once a minute.',
      body: z.union([signedIn, notSignedIn]),
    },
    problems: ['not-from-portal'],
  }),
  signOut: defineRoute({
    method: 'POST',
    path: '/session/sign-out',
    access: { kind: 'public', reason: ITS_OWN_COOKIE },
    audit: { nothing: 'The function itself writes an audit line, with who signed out.' },
    summary: { vi: 'Đăng xuất', en: 'Sign out' },
    success: {
      status: 200,
      description: "The session is ended; the browser goes on to the provider's sign-out page.",
      body: z.object({ signOutUrl: z.url() }),
    },
    problems: ['not-from-portal'],
  }),
  listSessions: defineRoute({
    method: 'GET',
    cache: 'never',
    path: '/session/list',
    access: people,
    audit: { nothing: 'A person reads their own sessions.' },
    summary: { vi: 'Các phiên đăng nhập của tôi', en: 'List my sessions' },
    success: {
      status: 200,
      description: 'The open sessions of the person, the latest first.',
      body: z.object({
        items: z.array(
          z.object({
            sessionId: z.uuid(),
            device: deviceSchema,
            startedAt: instant,
            activeAt: instant,
            until: instant,
            /** The one that asks. */
            current: z.boolean(),
          }),
        ),
      }),
    },
  }),
  endSession: defineRoute({
    method: 'DELETE',
    path: '/session/{sessionId}',
    access: people,
    audit: ['path.sessionId'],
    summary: { vi: 'Kết thúc một phiên đăng nhập của tôi', en: 'End one of my sessions' },
    params: z.strictObject({ sessionId: z.uuid() }),
    success: { status: 204, description: 'It opens nothing from now on.' },
    problems: ['not-found'],
  }),
};
