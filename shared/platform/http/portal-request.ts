import type { Headers } from './headers.ts';
import { HttpProblem } from './problem.ts';

/** A form of another site cannot send it, and a script of one only after a preflight, which the API does not grant. */
export const PORTAL_HEADER = { name: 'X-Requested-By', value: 'portal' } as const;

/**
 * Refuses what another site makes a browser send with the cookie. `Sec-Fetch-Site` says where a request comes from, and no
 * page can change it; browsers that do not know it (before 2023) say the `Origin` of every request that changes something.
 * Reading answers nothing to other sites, so only a request that admits to come from one is refused; `none` is the address
 * bar. A request that changes something needs the header of the portal's own script, too.
 * @throws HttpProblem `not-from-portal`
 */
export function expectFromPortal(method: string, headers: Headers, portalOrigin: string): void {
  const site = headers['sec-fetch-site'];
  const reading = method === 'GET';
  const fits = reading
    ? site === undefined || site === 'same-origin' || site === 'none'
    : headers[PORTAL_HEADER.name.toLowerCase()] === PORTAL_HEADER.value &&
      (site === undefined ? headers.origin === portalOrigin : site === 'same-origin');
  if (!fits) throw new HttpProblem('not-from-portal');
}
