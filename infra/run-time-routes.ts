import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { type CallExpression, parseSync, Visitor } from 'oxc-parser';

/** Of a route, what is said of it and not done: the API's description is generated from it, at build time. */
const DESCRIBES: ReadonlySet<string> = new Set(['summary', 'success', 'problems']);

/**
 * Pure: the source of a function's routes without what only the API's description reads, so that texts, lists of problems and
 * schemas of answers stay out of its bundle. Answers are not validated at run time. What several routes share by a spread stays.
 * @param file its name, which says the language
 */
export function atRunTime(file: string, source: string): string {
  const { program } = parseSync(file, source);
  const cuts: { readonly start: number; readonly end: number }[] = [];
  const visit = (call: CallExpression) => {
    const [declared] = call.arguments;
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'defineRoute') return;
    if (declared?.type !== 'ObjectExpression') return;
    for (const [index, property] of declared.properties.entries()) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      if (!DESCRIBES.has(property.key.name)) continue;
      const next = declared.properties[index + 1];
      cuts.push({ start: property.start, end: next?.start ?? declared.end - 1 });
    }
  };
  new Visitor({ CallExpression: visit }).visit(program);
  return cuts
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), source);
}

/** Bundles routes as {@link atRunTime} says. */
export const runTimeRoutes: Plugin = {
  name: 'run-time-routes',
  setup(build) {
    build.onLoad({ filter: /\/functions\/.*\/(?:[a-z]+-)?routes\.ts$/ }, ({ path }) => ({
      contents: atRunTime(path, readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
