import { expect } from 'vitest';
import { namedRoutes } from '../../../local/checks/contracts/named-routes.ts';
import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { REJECTIONS } from '../../../shared/dossier/rejections.ts';
import { COOKIE_PROBLEMS, takesSessions } from '../../../shared/platform/http/access.ts';
import { HTTP_PROBLEMS } from '../../../shared/platform/http/problem.ts';
import type { Route } from '../../../shared/platform/http/route.ts';

/** Every route of every function, `intake.createDossier`, as the functions themselves declare it. */
export const declared: ReadonlyMap<string, Route> = new Map(
  (await namedRoutes()).map(({ function: owner, name, route }) => [`${owner}.${name}`, route]),
);

export function routeOf(name: string): Route {
  const route = declared.get(name);
  if (route === undefined) throw new Error(`no function declares the route ${name}`);
  return route;
}

/** A table of tests must have exactly the declared routes: a new route without a row fails here. */
export function expectRows(rows: Iterable<string>, routes: Iterable<string> = declared.keys()): void {
  expect([...new Set(rows)].toSorted()).toEqual([...routes].toSorted());
}

export type Parts = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
};

/** Path and query of a call of the route. Parameters go in as they are, so that a test may write any trick into them. */
export function pathOf(name: string, { params = {}, query }: Parts = {}): string {
  const path = routeOf(name).path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined) throw new Error(`${name} needs the parameter ${key}`);
    return value;
  });
  return query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
}

/** Problems any route may answer: they belong to HTTP and tokens, not to what the route does. */
export const COMMON_PROBLEMS = [
  'unauthenticated',
  'forbidden',
  'invalid-request',
  'malformed-json',
  'not-utf-8',
  'unsupported-media-type',
  'body-too-large',
  'idempotency-key-required',
  'idempotency-key-reused',
  'if-match-required',
  'too-many-requests',
  'internal-error',
  'upstream-unavailable',
];

/** Holds a refusal against what is promised of every problem, and of this route's problems. */
export function expectProblem(name: string, answer: ApiAnswer, status: number, code: string): void {
  const { body, headers } = answer;
  expect({ status: answer.status, code: body.code }, `${name}: ${JSON.stringify(body)}`).toEqual({ status, code });
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ type: `urn:motcua:problem:${code}`, status });
  expect(body.correlationId).toBe(headers.get('x-correlation-id'));
  const texts = { ...HTTP_PROBLEMS, ...REJECTIONS }[code as keyof typeof REJECTIONS];
  expect(body.title).toBe(headers.get('content-language') === 'en' ? texts.en : texts.vi);
  const { access, problems = [] } = routeOf(name);
  const promised = [...COMMON_PROBLEMS, ...(takesSessions(access) ? COOKIE_PROBLEMS : []), ...problems];
  expect(promised, `${name} answers a problem that its declaration does not name`).toContain(code);
}
