import { invalid } from './errors.ts';
import { readPath } from './paths.ts';
import type { KeyNames } from './rows.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import { compare, type Item, type Value } from './values.ts';

/** One demand on a part of a key. */
type Term = { readonly name: string; readonly equals?: Value; readonly holds: (value: Value) => boolean };

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/**
 * Which partition is queried, and which of its items: equality of the partition key, and one demand at most on the sort key.
 * @throws ServiceError for anything else
 */
export function keyConditionOf(expression: string, placeholders: Placeholders, names: KeyNames) {
  const tokens = new Tokens(expression);
  const terms = termsOf(tokens, placeholders);
  if (!tokens.over) throw invalid(`Invalid KeyConditionExpression: Syntax error; token: "${tokens.peek()}"`);
  const of = (name: string) => terms.filter((term) => term.name === name);
  const [[partition, ...twice], [sort, ...more]] = [of(names.partition), of(names.sort)];
  if (partition === undefined) throw invalid(`Query condition missed key schema element: ${names.partition}`);
  if (partition.equals === undefined) throw invalid('Query key condition not supported');
  if (twice.length + more.length > 0) throw invalid('KeyConditionExpressions must only contain one condition per key');
  if (terms.length > (sort === undefined ? 1 : 2)) {
    throw invalid(`Query condition missed key schema element: ${names.sort}`);
  }
  const holds = (item: Item) => sort === undefined || sort.holds(item[names.sort] ?? {});
  return { partition: partition.equals, holds };
}

function termsOf(tokens: Tokens, placeholders: Placeholders): readonly Term[] {
  const terms: Term[] = [];
  do {
    if (tokens.accept('(')) {
      terms.push(...termsOf(tokens, placeholders));
      tokens.expect(')');
    } else terms.push(termOf(tokens, placeholders));
  } while (tokens.accept('AND'));
  return terms;
}

function termOf(tokens: Tokens, placeholders: Placeholders): Term {
  if (tokens.peek() === 'begins_with' && tokens.peek(1) === '(') {
    tokens.take();
    tokens.expect('(');
    const name = nameOf(tokens, placeholders);
    tokens.expect(',');
    const start = boundOf(tokens, placeholders);
    tokens.expect(')');
    return { name, holds: ({ S }) => S?.startsWith(start.S ?? '') === true };
  }
  const name = nameOf(tokens, placeholders);
  if (tokens.accept('BETWEEN')) {
    const low = boundOf(tokens, placeholders);
    tokens.expect('AND');
    const high = boundOf(tokens, placeholders);
    return { name, holds: (value) => (compare(low, value) ?? 1) <= 0 && (compare(value, high) ?? 1) <= 0 };
  }
  const sign = tokens.take();
  const holds = COMPARISONS[sign];
  if (holds === undefined) throw invalid(`Invalid operator used in KeyConditionExpression: ${sign}`);
  const bound = boundOf(tokens, placeholders);
  return { name, ...(sign === '=' && { equals: bound }), holds: (value) => holds(compare(value, bound) ?? Number.NaN) };
}

function nameOf(tokens: Tokens, placeholders: Placeholders): string {
  const [name, ...inner] = readPath(tokens, placeholders);
  if (typeof name !== 'string' || inner.length > 0)
    throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
  return name;
}

function boundOf(tokens: Tokens, placeholders: Placeholders): Value {
  const value = placeholders.value<Value>(tokens.take());
  if (value.S === undefined) throw invalid('Condition parameter type does not match schema type');
  return value;
}
