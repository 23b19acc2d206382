import { parseSync } from 'oxc-parser';
import { isNode, reachableWaits, type Walked } from './reach.ts';

/** Where a program waits: names without line numbers, so that they outlive a change elsewhere in the file. */
export type Marked = { readonly text: string; readonly sites: readonly string[] };

/** Begins the name of a place that the program carries and nothing in it leads to. */
export const CARRIED = 'carried: ';

type Insertion = { readonly at: number; readonly text: string };

/**
 * Makes every `await` of a bundled module pass by `$wait(site, value)` first, which may end the program there: a function
 * can crash not only at its outgoing calls but at every await. Libraries are not in the text. The name of a place that
 * nothing leads to begins with {@link CARRIED}.
 */
export function withAwaitsMarked(module: string): Marked {
  const { program, errors } = parseSync('handler.js', module, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`a bundle cannot be read: ${errors[0]?.message}`);
  const files = filesIn(module);
  const counts = new Map<string, number>();
  const sites: string[] = [];
  const insertions: Insertion[] = [];

  const reachable = reachableWaits(program as unknown as Walked);

  const mark = (within: string, at: number, value: Walked, more: string) => {
    const place = `${fileAt(files, value.start)} ${within}`;
    const nth = (counts.get(place) ?? 0) + 1;
    counts.set(place, nth);
    insertions.push({ at: value.start, text: `$wait(${sites.length}, ` }, { at: value.end, text: `${more})` });
    sites.push(`${reachable.has(at) ? '' : CARRIED}${place}${nth === 1 ? '' : ` (${nth})`}`);
  };
  const walk = (node: Walked, within: string) => {
    const inside = nameOf(node) ?? within;
    if (node.type === 'AwaitExpression') mark(inside, node.start, node.argument as Walked, '');
    if (node.type === 'ForOfStatement' && node.await) mark(inside, node.start, node.right as Walked, ', true');
    for (const [key, child] of Object.entries(node)) {
      if (key === 'parent') continue;
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one, inside);
    }
  };
  walk(program as unknown as Walked, 'module');
  return { text: inserted(module, insertions), sites };
}

/** What a function is called, by itself or by what it is given to. */
function nameOf(node: Walked): string | undefined {
  const named = (given: unknown) => (isNode(given) && /Identifier$/.test(given.type) ? String(given.name) : undefined);
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return named(node.id);
  const makes = (given: unknown) =>
    isNode(given) && ['ArrowFunctionExpression', 'FunctionExpression'].includes(given.type);
  if (node.type === 'VariableDeclarator' && makes(node.init)) return named(node.id);
  if ((node.type === 'Property' || node.type === 'MethodDefinition') && makes(node.value)) return named(node.key);
  return undefined;
}

type File = { readonly from: number; readonly name: string };

/** The files a bundle is made of, as the bundler's comments say. */
const filesIn = (module: string): readonly File[] =>
  [...module.matchAll(/^\/\/ ((?:\.\.\/)*[\w@./-]+\.ts)$/gm)].map(({ index, 1: name = '' }) => ({
    from: index,
    name: name.replace(/^(\.\.\/)+/, ''),
  }));

const fileAt = (files: readonly File[], offset: number): string =>
  files.findLast(({ from }) => from <= offset)?.name ?? '';

function inserted(text: string, insertions: readonly Insertion[]): string {
  let [made, from] = ['', 0];
  // Of two at one place the one that closes comes first: it belongs to what lies inside.
  const order = insertions
    .map((one, index) => ({ ...one, index }))
    .toSorted(
      (a, b) => a.at - b.at || Number(a.text.startsWith('$')) - Number(b.text.startsWith('$')) || a.index - b.index,
    );
  for (const { at, text: more } of order) {
    made += text.slice(from, at) + more;
    from = at;
  }
  return made + text.slice(from);
}
