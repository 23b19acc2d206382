import { invalid } from './errors.ts';
import { RESERVED } from './reserved.ts';
import type { Placeholders, Tokens } from './tokens.ts';
import type { Item, MutableItem, Value } from './values.ts';

/** Names of attributes and positions in lists, from the item inwards. */
export type Path = readonly (string | number)[];

/** Reads a path. A bare name that is one of the service's reserved words is refused, as the service does. */
export function readPath(tokens: Tokens, placeholders: Placeholders): Path {
  const path: (string | number)[] = [nameOf(tokens.take(), placeholders)];
  for (;;) {
    if (tokens.accept('.')) path.push(nameOf(tokens.take(), placeholders));
    else if (tokens.accept('[')) {
      path.push(Number(tokens.take()));
      tokens.expect(']');
    } else return path;
  }
}

function nameOf(token: string, placeholders: Placeholders): string {
  if (token.startsWith('#')) return placeholders.name(token);
  if (!/^[A-Za-z_]\w*$/.test(token)) throw invalid(`Invalid expression: Syntax error; token: "${token}"`);
  if (RESERVED.has(token.toUpperCase())) {
    throw invalid(`Invalid expression: Attribute name is a reserved keyword; reserved keyword: ${token}`);
  }
  return token;
}

export function at(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = { M: item };
  for (const part of path) value = typeof part === 'number' ? value?.L?.[part] : value?.M?.[part];
  return value;
}

/** The item with a value put (or, undefined, taken away) at a path. */
export function withAt(item: Item, path: Path, value: Value | undefined): Item {
  const [first, ...rest] = path;
  if (typeof first !== 'string')
    throw invalid('The document path provided in the update expression is invalid for update');
  const changed: MutableItem = { ...item };
  if (rest.length === 0) {
    if (value === undefined) delete changed[first];
    else changed[first] = value;
    return changed;
  }
  const inner = item[first];
  if (inner?.M !== undefined) changed[first] = { M: withAt(inner.M, rest, value) };
  else if (inner?.L !== undefined && typeof rest[0] === 'number')
    changed[first] = { L: withInList(inner.L, rest, value) };
  else throw invalid('The document path provided in the update expression is invalid for update');
  return changed;
}

function withInList(list: readonly Value[], [index, ...rest]: Path, value: Value | undefined): readonly Value[] {
  const position = Number(index);
  if (rest.length > 0) {
    return list.map((one, i) => (i === position ? { M: withAt(one.M ?? {}, rest, value) } : one));
  }
  if (value === undefined) return list.filter((_, i) => i !== position);
  return position >= list.length ? [...list, value] : list.map((one, i) => (i === position ? value : one));
}
