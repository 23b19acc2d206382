import { fileURLToPath } from 'node:url';
import { API_FUNCTION_NAMES, fileOf } from '../../../infra/functions.ts';
import type { Route } from '../../../shared/platform/http/route.ts';

const FOLDER = fileURLToPath(new URL('../../../functions', import.meta.url));

export type NamedRoute = { readonly function: string; readonly name: string; readonly route: Route };

/** Every route, as its function declares it. */
export async function namedRoutes(): Promise<NamedRoute[]> {
  const modules = await Promise.all(
    API_FUNCTION_NAMES.map(async (owner) => {
      const { routes } = (await import(fileOf(FOLDER, owner, 'routes.ts'))) as { routes: Record<string, Route> };
      return Object.entries(routes).map(([name, route]) => ({ function: owner, name, route }));
    }),
  );
  return modules.flat();
}
