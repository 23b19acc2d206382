import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../../functions/openapi/generated/openapi.json' with { type: 'json' };
import { API_FUNCTION_NAMES, fileOf } from '../../infra/functions.ts';
import { findPython } from '../../local/launcher/python/find.ts';
import { CODE_FRAGMENT, DOSSIER_CODE_LENGTH } from '../../shared/identifiers/dossier-code.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import { ROOT } from '../infra/support.ts';
import { type Schema, valuesOf } from './schema-values.ts';

type Parameter = { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema };
type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
};

const operations = Object.values(document.paths as Record<string, Record<string, Operation>>).flatMap((path) =>
  Object.values(path),
);
const routes = new Map<string, Route>();
for (const name of API_FUNCTION_NAMES) {
  const module = (await import(fileOf(join(ROOT, 'functions'), name, 'routes.ts'))) as {
    routes: Record<string, Route>;
  };
  for (const [key, route] of Object.entries(module.routes)) routes.set(key, route);
}
const routeOf = ({ operationId }: Operation): Route => {
  const route = routes.get(operationId);
  if (route === undefined) throw new Error(`no route ${operationId}`);
  return route;
};

/** All input that the description allows is accepted; issues list what the description lacks. */
function expectTaken(schema: Route['body'], values: fc.Arbitrary<unknown>): void {
  fc.assert(
    fc.property(values, (value) => {
      const parsed = schema?.safeParse(value);
      expect(parsed?.error?.issues ?? []).toEqual([]);
      expect(parsed?.success).toBe(true);
    }),
    { numRuns: 200 },
  );
}

describe('a generator that reads only the description', () => {
  const withBody = operations.filter(({ requestBody }) => requestBody !== undefined);
  it.each(withBody.map((one) => [one.operationId, one] as const))('makes bodies that %s takes', (_, operation) => {
    const schema = operation.requestBody?.content['application/json'].schema ?? {};
    expectTaken(routeOf(operation).body, valuesOf(schema).filter(RULES[operation.operationId] ?? (() => true)));
  });

  const withParameters = operations.flatMap((operation) =>
    (['path', 'query'] as const)
      .map((where) => [where, operation, operation.parameters?.filter((one) => one.in === where) ?? []] as const)
      .filter(([, , parameters]) => parameters.length > 0),
  );
  it.each(withParameters.map(([where, one, parameters]) => [where, one.operationId, one, parameters] as const))(
    'makes the %s that %s takes',
    (where, _, operation, parameters) => {
      const values = fc.record(
        Object.fromEntries(parameters.map(({ name, schema }) => [name, valuesOf(schema).map(String)])),
        { requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name) },
      );
      const route = routeOf(operation);
      const schema = where === 'path' ? route.params : route.query;
      expectTaken(schema, values.map(PERIODS[operation.operationId] ?? ((one) => one)));
    },
  );
});

/** Rules between fields, which a schema cannot say; the descriptions do. */
const RULES: Readonly<Record<string, (body: unknown) => boolean>> = {
  putDelegation: (body) => {
    const { from, until } = body as { from: string; until: string };
    return Date.parse(from) < Date.parse(until);
  },
  searchDossiers: (body) => {
    const { status, ...given } = body as Readonly<Record<string, unknown>>;
    // Beside an address the pattern leaves room for a code that is too long.
    const code =
      String(given.code ?? '')
        .split(CODE_FRAGMENT)
        .at(-1) ?? '';
    if (code.length > DOSSIER_CODE_LENGTH) return false;
    const ended = status === 'rejected' || status === 'returned';
    return !ended || ['code', 'identity', 'phone', 'name'].some((one) => one in given);
  },
};
const november = (query: object) => ({ ...query, from: '2026-11-01', to: '2026-11-30' });
const PERIODS: Readonly<Record<string, (query: object) => object>> = {
  readFigures: november,
  readFiguresTable: november,
  readQualityIndex: november,
  readPublicFigures: november,
};

/** Every pattern of the document with the place where it stands. */
function patterns(value: unknown, at = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    key === 'pattern' && typeof inner === 'string' ? [[at, inner]] : patterns(inner, `${at}/${key}`),
  );
}

describe('patterns', () => {
  const all = [...new Set(patterns(document).map(([, pattern]) => pattern))];

  it('are anchored, and of what every language’s expressions have in common', () => {
    expect(all.length).toBeGreaterThan(10);
    for (const pattern of all) {
      expect(pattern).toMatch(/^\^.*\$$/s);
      // Classes by property or of one language, code points by number, looking around, names, references, laziness.
      expect(pattern).not.toMatch(/\\[pPdDwWsSbBuxkcAzZ1-9]|\(\?[^:]|[*+?}][+?]/);
      // Beyond the first plane a class is read as two halves by expressions without the `u` flag.
      expect(pattern).not.toMatch(/[\u{10000}-\u{10FFFF}]|\p{Cs}/u);
      expect(() => [new RegExp(pattern), new RegExp(pattern, 'u')]).not.toThrow();
    }
  });

  it('mean the same to Python', async () => {
    const { path } = await findPython(process.env);
    const cases = all.flatMap((pattern) =>
      fc.sample(fc.stringMatching(new RegExp(pattern)), 40).map((text) => [pattern, text]),
    );
    const program =
      'import json, re, sys\nprint(json.dumps([c for c in json.load(open(0, encoding="utf-8")) if not re.search(c[0], c[1])]))';
    const asked = promisify(execFile)(path, ['-c', program]);
    asked.child.stdin?.end(JSON.stringify(cases));
    expect(JSON.parse((await asked).stdout)).toEqual([]);
  });
});
