import { signedIn } from '../../browser.ts';
import { OWNER } from '../callers.ts';
import { NOWHERE } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import type { Provocation } from './kit.ts';

/** Of sessions: requests that another site makes the browser send. */
export const OF_SESSIONS: Readonly<Record<string, Provocation>> = {
  'session.whoAmI not-from-portal': {
    status: 403,
    ask: async () => (await signedIn(OWNER)).ask('GET', '/session', { 'sec-fetch-site': 'cross-site' }),
  },
  'session.noteActivity not-from-portal': {
    status: 403,
    ask: async () => (await signedIn(OWNER)).ask('PUT', '/session/activity'),
  },
  'session.signOut not-from-portal': {
    status: 403,
    ask: async () => (await signedIn(OWNER)).ask('POST', '/session/sign-out'),
  },
  'session.endSession not-found': {
    status: 404,
    ask: () => ask('session.endSession', 'owner', { params: { sessionId: NOWHERE } }),
  },
};
