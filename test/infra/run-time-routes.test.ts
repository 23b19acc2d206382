import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { BUNDLING } from '../../infra/bundle.ts';
import { API_FUNCTION_NAMES, type ApiFunctionName, fileOf } from '../../infra/functions.ts';
import { atRunTime } from '../../infra/run-time-routes.ts';
import { ROOT } from './support.ts';

type Routes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const sourceOf = (name: ApiFunctionName) => fileOf(join(ROOT, 'functions'), name, 'routes.ts');

/** The routes of a function as its bundle has them. */
async function bundledRoutes(name: ApiFunctionName): Promise<Routes> {
  const { outputFiles = [] } = await build({ ...BUNDLING, entryPoints: [sourceOf(name)], write: false });
  const module = { exports: {} as { routes?: Routes } };
  const load = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  load(module, module.exports, createRequire(import.meta.url));
  return module.exports.routes ?? {};
}

const DESCRIBES = ['summary', 'success', 'problems'];
const withoutDescription = (route: object) =>
  Object.fromEntries(Object.entries(route).filter(([key]) => !DESCRIBES.includes(key)));
/** Schemas as whether they are there: two copies of one are not equal. */
const comparable = (route: object) => JSON.parse(JSON.stringify(route, (_, v) => (v?.safeParse ? 'a schema' : v)));

describe('the routes of a bundle', () => {
  const done = (routes: Routes) =>
    comparable(Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, withoutDescription(route)])));

  test.each(API_FUNCTION_NAMES)('%s do what they are declared to do', async (name) => {
    const { routes } = (await import(sourceOf(name))) as { routes: Routes };
    const bundled = await bundledRoutes(name);
    expect(Object.keys(bundled).length).toBeGreaterThan(0);
    expect(done(bundled)).toEqual(done(routes));
  });

  test('describe nothing', async () => {
    const bundled = await bundledRoutes('intake');
    expect(
      Object.values(bundled)
        .flatMap(Object.keys)
        .filter((key) => DESCRIBES.includes(key)),
    ).toEqual([]);
  });

  test('no handler reads what they lose', () => {
    const [api, request] = ['api.ts', 'request.ts'].map((file) =>
      readFileSync(join(ROOT, 'shared/platform/http', file), 'utf8'),
    );
    expect(`${api}${request}`).not.toMatch(/route\.(?:summary|success|problems)/);
  });
});

test('only declarations of routes lose anything', () => {
  const kept = 'const other = {summary: 1, problems: [defineOther({ success: 2 })]};\n';
  const route = "export const r = defineRoute({ ...shared, summary: { vi: 'x' }, path: '/p', success: s() });";
  expect(atRunTime('routes.ts', kept + route)).toBe(`${kept}export const r = defineRoute({ ...shared, path: '/p', });`);
});
