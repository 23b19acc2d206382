import type { Paging } from '../table/page.ts';
import { ANYBODY, type Cursors } from './cursor.ts';
import type { Call, RouteReply } from './request.ts';
import type { Route } from './route.ts';

/** Responds with a page of a list, for functions that have lists. */
export type Lists = (route: Route, call: Call, handle: (call: Call) => Promise<RouteReply>) => Promise<RouteReply>;

/** Decrypts the request's cursor and encrypts the response's cursor. */
export function listsBy(cursors: Cursors): Lists {
  return async (route, call, handle) => {
    const actor = route.access.kind === 'public' ? ANYBODY : call.actor;
    if (actor === undefined) throw new Error('a list needs a caller its cursors are for');
    const query = call.query as unknown as {
      readonly limit: number;
      readonly cursor?: string;
      /** Of changes: the place is a moment, not a page. */
      readonly since?: string;
    };
    // Criteria in a body belong to the list as those in a query do.
    const bound = {
      route,
      actor,
      query: call.body === undefined ? query : { ...query, body: JSON.stringify(call.body) },
    };
    const cursor = query.cursor ?? query.since;
    const after = cursor === undefined ? undefined : await cursors.open(cursor, bound);
    const page: Paging = { limit: query.limit, after };
    const { next, body, ...reply } = await handle({ ...call, page } as unknown as Call);
    const sealed = next === undefined ? {} : { next: await cursors.seal(next, bound) };
    return { ...reply, body: { ...(body as object), ...sealed } };
  };
}
