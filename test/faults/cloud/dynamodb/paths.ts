import { invalid } from './errors.ts';
import { RESERVED } from './reserved.ts';
import type { Placeholders, Tokens } from './tokens.ts';
import type { Item, Value } from './values.ts';

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
    } else break;
  }
  placeholders.read.push(path);
  return path;
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

/** The item with a value put (or, undefined, taken away) at a path. @throws ServiceError for a path that leads nowhere */
export const withAt = (item: Item, path: Path, value: Value | undefined): Item =>
  replaced({ M: item }, path, value).M ?? {};

function replaced(holder: Value | undefined, [part, ...rest]: Path, value: Value | undefined): Value {
  if (typeof part === 'string' && holder?.M !== undefined) {
    const { [part]: old, ...others } = holder.M;
    const next = rest.length === 0 ? value : replaced(old, rest, value);
    return { M: next === undefined ? others : { ...holder.M, [part]: next } };
  }
  if (typeof part === 'number' && holder?.L !== undefined) {
    const { L } = holder;
    if (rest.length === 0 && value === undefined) return { L: L.filter((_, index) => index !== part) };
    const next = rest.length === 0 ? value : replaced(L[part], rest, value);
    return { L: part >= L.length ? [...L, next as Value] : L.with(part, next as Value) };
  }
  throw invalid('The document path provided in the update expression is invalid for update');
}
