import { type Path, readPath } from './paths.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import type { Item, Value } from './values.ts';

/** Paths of a projection, in its order. */
export function projectionOf(expression: string, placeholders: Placeholders): readonly Path[] {
  const tokens = new Tokens(expression);
  const paths = [readPath(tokens, placeholders)];
  while (tokens.accept(',')) paths.push(readPath(tokens, placeholders));
  return paths;
}

/** What is kept below a place: all of it (no entries), or these parts. */
type Kept = Map<string | number, Kept>;

/** Of an item what lies at some paths, each in its place; of lists the positions that are named, closed up. */
export function pick(item: Item, paths: readonly Path[]): Item {
  const kept: Kept = new Map();
  for (const path of paths) {
    let place = kept;
    for (const part of path) {
      const inner: Kept = place.get(part) ?? new Map();
      place.set(part, inner);
      place = inner;
    }
  }
  return pruned({ M: item }, kept)?.M ?? {};
}

function pruned(value: Value | undefined, kept: Kept): Value | undefined {
  if (kept.size === 0 || value === undefined) return value;
  if (value.M !== undefined) {
    const { M } = value;
    const parts = [...kept].map(([part, inner]) => [part, pruned(M[part], inner)] as const);
    const found = parts.filter(([, one]) => one !== undefined);
    return found.length === 0 ? undefined : { M: Object.fromEntries(found) as Item };
  }
  const { L } = value;
  if (L === undefined) return undefined;
  const positions = [...kept].toSorted(([a], [b]) => Number(a) - Number(b));
  const found = positions.flatMap(([part, inner]) => pruned(L[Number(part)], inner) ?? []);
  return found.length === 0 ? undefined : { L: found };
}
