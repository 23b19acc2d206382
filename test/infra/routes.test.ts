import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleFunctions, MissingHandlerError } from '../../infra/bundle.ts';
import { fileOf } from '../../infra/functions.ts';
import { checkRoutes, loadRoutes, RouteError } from '../../infra/routes.ts';
import { ROOT, ROUTES } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'functions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const access = { kind: 'public', reason: 'test' };
const lookup = (...routes: { method: string; path: string; access?: unknown }[]) => [
  { function: 'lookup' as const, routes: routes.map((route) => ({ access: undefined, ...route })) },
];

describe('declared routes', () => {
  test('of all functions can be deployed', async () => {
    const loaded = await loadRoutes(join(ROOT, 'functions'));
    expect(loaded.flatMap(({ routes }) => routes).length).toBeGreaterThan(20);
  });

  test('without access are refused by name', () => {
    expect(() => checkRoutes(lookup({ method: 'POST', path: '/v1/lookup' }))).toThrow(
      'lookup: POST /v1/lookup does not declare who may call it (access)',
    );
  });

  test('claimed by two functions are refused, regardless of parameter names', () => {
    const other = { function: 'intake' as const, routes: [{ method: 'GET', path: '/v1/dossiers/{id}', access }] };
    expect(() => checkRoutes([other, ...lookup({ method: 'GET', path: '/v1/dossiers/{dossierId}', access })])).toThrow(
      'GET /v1/dossiers/{dossierId} is claimed by both intake and lookup',
    );
    expect(() => checkRoutes([other, ...lookup({ method: 'POST', path: '/v1/dossiers/{id}', access })])).not.toThrow();
  });

  test.each(['v1/x', '/v1/', '/v1/{a b}', '/v1//x', ''])('with the path "%s" are refused', (path) => {
    expect(() => checkRoutes(lookup({ method: 'GET', path, access }))).toThrow(RouteError);
  });

  test('of the test fixture pass, so that the refusals above mean something', () => {
    expect(() => checkRoutes(ROUTES)).not.toThrow();
  });
});

describe('a function that is deployed but not there', () => {
  test('stops the bundling, with the file that is missing', async () => {
    const bundling = bundleFunctions(folder, join(folder, 'out'), ['intake']);
    await expect(bundling).rejects.toThrow(MissingHandlerError);
    await expect(bundling).rejects.toThrow(fileOf(folder, 'intake', 'handler.ts'));
  });

  test('stops the routes too', async () => {
    mkdirSync(join(folder, 'intake'), { recursive: true });
    await expect(loadRoutes(folder)).rejects.toThrow(/has no .*routes\.ts/);
  });
});
