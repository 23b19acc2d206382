import { invalid } from './errors.ts';
import { at, type Path, readPath, withAt } from './paths.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import type { Item, Value } from './values.ts';

type Change = (before: Item, sofar: Item) => Item;
type Source = (item: Item) => Value;

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

/** An update expression, ready to be applied. All its operands are read from the item as it was before. */
export function updateOf(expression: string, placeholders: Placeholders): (item: Item) => Item {
  const tokens = new Tokens(expression);
  const changes: Change[] = [];
  const touched = new Set<string>();
  while (!tokens.over) {
    const clause = CLAUSES.find((word) => tokens.accept(word));
    if (clause === undefined) throw invalid(`Invalid UpdateExpression: Syntax error; token: "${tokens.peek()}"`);
    do {
      const path = readPath(tokens, placeholders);
      const key = JSON.stringify(path);
      if (touched.has(key)) throw invalid('Invalid UpdateExpression: Two document paths overlap with each other');
      touched.add(key);
      changes.push(changeOf(clause, path, tokens, placeholders));
    } while (tokens.accept(','));
  }
  return (item) => changes.reduce((sofar, change) => change(item, sofar), item);
}

function changeOf(clause: (typeof CLAUSES)[number], path: Path, tokens: Tokens, placeholders: Placeholders): Change {
  if (clause === 'REMOVE') return (_, sofar) => withAt(sofar, path, undefined);
  if (clause === 'SET') {
    tokens.expect('=');
    const source = sum(tokens, placeholders);
    return (before, sofar) => withAt(sofar, path, source(before));
  }
  const value = placeholders.value<Value>(tokens.take());
  if (clause === 'ADD') return (before, sofar) => withAt(sofar, path, added(at(before, path), value));
  return (before, sofar) => {
    const left = at(before, path)?.SS?.filter((one) => !value.SS?.includes(one));
    return withAt(sofar, path, left && left.length > 0 ? { SS: left } : undefined);
  };
}

function added(old: Value | undefined, value: Value): Value {
  if (value.N !== undefined) return numberOf(Number(old?.N ?? 0) + Number(value.N));
  if (value.SS !== undefined) return { SS: [...new Set([...(old?.SS ?? []), ...value.SS])] };
  throw invalid('Incorrect operand type for operator or function; operator: ADD');
}

const numberOf = (value: number): Value => ({ N: String(value) });

function sum(tokens: Tokens, placeholders: Placeholders): Source {
  let left = term(tokens, placeholders);
  for (;;) {
    const sign = tokens.accept('+') ? 1 : tokens.accept('-') ? -1 : 0;
    if (sign === 0) return left;
    const [first, second] = [left, term(tokens, placeholders)];
    left = (item) => numberOf(toNumber(first(item)) + sign * toNumber(second(item)));
  }
}

function toNumber(value: Value): number {
  if (value.N === undefined) throw invalid('An operand in the update expression has an incorrect data type');
  return Number(value.N);
}

function term(tokens: Tokens, placeholders: Placeholders): Source {
  if (tokens.accept('(')) {
    const inner = sum(tokens, placeholders);
    tokens.expect(')');
    return inner;
  }
  const next = tokens.peek() ?? '';
  if (next.startsWith(':')) {
    const value = placeholders.value<Value>(tokens.take());
    return () => value;
  }
  if (tokens.peek(1) === '(') {
    const name = tokens.take();
    tokens.expect('(');
    if (name === 'if_not_exists') {
      const path = readPath(tokens, placeholders);
      tokens.expect(',');
      const otherwise = sum(tokens, placeholders);
      tokens.expect(')');
      return (item) => at(item, path) ?? otherwise(item);
    }
    if (name !== 'list_append') throw invalid(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
    const first = sum(tokens, placeholders);
    tokens.expect(',');
    const second = sum(tokens, placeholders);
    tokens.expect(')');
    return (item) => ({ L: [...(first(item).L ?? []), ...(second(item).L ?? [])] });
  }
  const path = readPath(tokens, placeholders);
  return (item) => {
    const value = at(item, path);
    if (value === undefined) {
      throw invalid('The provided expression refers to an attribute that does not exist in the item');
    }
    return value;
  };
}
