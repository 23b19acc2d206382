import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { API_FUNCTION_NAMES, type ApiFunctionName, fileOf } from './functions.ts';

/** What the API needs of a route; the declaration itself (`shared/platform/http/route.ts`) holds more. */
export type RouteDeclaration = { readonly method: string; readonly path: string; readonly access: unknown };
export type FunctionRoutes = { readonly function: ApiFunctionName; readonly routes: readonly RouteDeclaration[] };

/** Path prefix of partner callbacks, and of nothing else. */
const CALLBACKS = '/webhooks/';
export const isCallback = ({ path }: RouteDeclaration): boolean => path.startsWith(CALLBACKS);

/** Functions that take callbacks; they have no other routes (`checkRoutes`). */
export const takingCallbacks = (all: readonly FunctionRoutes[]): ReadonlySet<ApiFunctionName> =>
  new Set(all.filter(({ routes }) => routes.some(isCallback)).map(({ function: name }) => name));

/** A set of routes that must not be deployed. */
export class RouteError extends Error {
  override readonly name = 'RouteError';
}

/** Reads `routes.ts` of each API function. @throws {RouteError} if there is none or a route breaks a rule. */
export async function loadRoutes(root: string): Promise<readonly FunctionRoutes[]> {
  const loaded = await Promise.all(
    API_FUNCTION_NAMES.map(async (name) => {
      const file = fileOf(root, name, 'routes.ts');
      if (!existsSync(file)) throw new RouteError(`${name} answers the API but has no ${file}`);
      const module: { routes?: Record<string, RouteDeclaration> } = await import(pathToFileURL(file).href);
      if (!module.routes) throw new RouteError(`${file} does not export "routes"`);
      return { function: name, routes: Object.values(module.routes) };
    }),
  );
  checkRoutes(loaded);
  return loaded;
}

/** @throws {RouteError} for a route without `access`, with an invalid path, declared twice, or a callback among other routes. */
export function checkRoutes(all: readonly FunctionRoutes[]): void {
  const owners = new Map<string, string>();
  for (const { function: owner, routes } of all) {
    if (routes.length === 0) throw new RouteError(`${owner} answers the API but declares no route`);
    if (routes.some(isCallback) && !routes.every(isCallback)) {
      throw new RouteError(
        `${owner} answers partners below ${CALLBACKS} and others elsewhere: one could starve the other`,
      );
    }
    for (const declared of routes) {
      const { method, path, access } = declared;
      const route = `${method} ${path}`;
      if (access === undefined || access === null || access === '') {
        throw new RouteError(`${owner}: ${route} does not declare who may call it (access)`);
      }
      if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method) || !/^(\/([a-z0-9.-]+|\{[a-zA-Z]+\}))+$/.test(path)) {
        throw new RouteError(`${owner}: ${route} is not a method and a path the API can serve`);
      }
      const { kind } = access as { readonly kind?: unknown };
      if (kind === 'partner-signature' && !isCallback(declared)) {
        throw new RouteError(`${owner}: ${route} is a partner's callback and must lie below ${CALLBACKS}`);
      }
      // API Gateway rejects two parameter names at one position, so parameter names do not distinguish routes.
      const shape = route.replace(/\{[^}]+\}/g, '{}');
      const other = owners.get(shape);
      if (other) throw new RouteError(`${route} is claimed by both ${other} and ${owner}`);
      owners.set(shape, owner);
    }
  }
}
