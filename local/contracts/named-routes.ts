import { API_FUNCTIONS } from '../../infra/functions.ts';
import type { Route } from '../../shared/http/route.ts';

export type NamedRoute = { readonly function: string; readonly name: string; readonly route: Route };

/** Every route, as its function declares it. */
export async function namedRoutes(): Promise<NamedRoute[]> {
  const modules = await Promise.all(
    API_FUNCTIONS.map(async (owner) => {
      const address = new URL(`../../functions/${owner}/routes.ts`, import.meta.url);
      const { routes } = (await import(address.href)) as { routes: Record<string, Route> };
      return Object.entries(routes).map(([name, route]) => ({ function: owner, name, route }));
    }),
  );
  return modules.flat();
}
