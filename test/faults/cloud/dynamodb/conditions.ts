import { invalid } from './errors.ts';
import { at, type Path, readPath } from './paths.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import { compare, equal, type Item, typeOf, type Value } from './values.ts';

export type Condition = (item: Item) => boolean;
type Operand = (item: Item) => Value | undefined;

/** A condition, filter or key condition, ready to be asked of items. */
export function conditionOf(expression: string, placeholders: Placeholders): Condition {
  const tokens = new Tokens(expression);
  const condition = either(tokens, placeholders);
  if (!tokens.over) throw invalid(`Invalid expression: Syntax error; token: "${tokens.peek()}"`);
  return condition;
}

function either(tokens: Tokens, placeholders: Placeholders): Condition {
  let left = both(tokens, placeholders);
  while (tokens.accept('OR')) {
    const [first, second] = [left, both(tokens, placeholders)];
    left = (item) => first(item) || second(item);
  }
  return left;
}

function both(tokens: Tokens, placeholders: Placeholders): Condition {
  let left = single(tokens, placeholders);
  while (tokens.accept('AND')) {
    const [first, second] = [left, single(tokens, placeholders)];
    left = (item) => first(item) && second(item);
  }
  return left;
}

function single(tokens: Tokens, placeholders: Placeholders): Condition {
  if (tokens.accept('NOT')) {
    const inner = single(tokens, placeholders);
    return (item) => !inner(item);
  }
  if (tokens.accept('(')) {
    const inner = either(tokens, placeholders);
    tokens.expect(')');
    return inner;
  }
  const test = tokens.peek(1) === '(' ? TESTS[tokens.peek() ?? ''] : undefined;
  if (test !== undefined) {
    tokens.take();
    tokens.expect('(');
    const path = readPath(tokens, placeholders);
    const argument = tokens.accept(',') ? operand(tokens, placeholders) : () => undefined;
    tokens.expect(')');
    return (item) => test(at(item, path), argument(item));
  }
  return comparison(tokens, placeholders);
}

const TESTS: Readonly<Record<string, (value: Value | undefined, argument: Value | undefined) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => value !== undefined && typeOf(value) === type?.S,
  begins_with: (value, start) => value?.S !== undefined && start?.S !== undefined && value.S.startsWith(start.S),
  contains: (value, part) => {
    if (value?.S !== undefined) return part?.S !== undefined && value.S.includes(part.S);
    if (value?.L !== undefined) return value.L.some((one) => equal(one, part));
    return value?.SS?.includes(part?.S ?? '') ?? value?.NS?.includes(part?.N ?? '') ?? false;
  },
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function comparison(tokens: Tokens, placeholders: Placeholders): Condition {
  const left = operand(tokens, placeholders);
  if (tokens.accept('BETWEEN')) {
    const low = operand(tokens, placeholders);
    tokens.expect('AND');
    const high = operand(tokens, placeholders);
    return (item) => {
      const value = left(item);
      return inOrder(low(item), value) && inOrder(value, high(item));
    };
  }
  if (tokens.accept('IN')) {
    tokens.expect('(');
    const options = [operand(tokens, placeholders)];
    while (tokens.accept(',')) options.push(operand(tokens, placeholders));
    tokens.expect(')');
    return (item) => options.some((option) => equal(left(item), option(item)));
  }
  const sign = tokens.take();
  const right = operand(tokens, placeholders);
  if (sign === '=') return (item) => equal(left(item), right(item));
  // An absent attribute differs from nothing: as with AWS, a comparison with it is false.
  if (sign === '<>') return (item) => differ(left(item), right(item));
  const holds = COMPARISONS[sign];
  if (holds === undefined) throw invalid(`Invalid expression: Syntax error; token: "${sign}"`);
  return (item) => {
    const [a, b] = [left(item), right(item)];
    const order = a && b && compare(a, b);
    return order !== undefined && holds(order);
  };
}

function differ(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && !equal(a, b);
}

function inOrder(a: Value | undefined, b: Value | undefined): boolean {
  const order = a && b && compare(a, b);
  return order !== undefined && order <= 0;
}

/** A value or a path, or the size of what is at a path. */
function operand(tokens: Tokens, placeholders: Placeholders): Operand {
  const next = tokens.peek() ?? '';
  if (next.startsWith(':')) {
    const value = placeholders.value<Value>(tokens.take());
    return () => value;
  }
  if (next === 'size' && tokens.peek(1) === '(') {
    tokens.take();
    tokens.expect('(');
    const path = readPath(tokens, placeholders);
    tokens.expect(')');
    return (item) => sizeOf(at(item, path));
  }
  const path: Path = readPath(tokens, placeholders);
  return (item) => at(item, path);
}

/** Texts count in units of UTF-16, as recorded from AWS (ExtendDB/extenddb, pull request 67). */
function sizeOf({ S, B, L, M, SS, NS, BS }: Value = {}): Value | undefined {
  const measured =
    S ?? (B === undefined ? undefined : Buffer.from(B, 'base64')) ?? L ?? (M && Object.keys(M)) ?? SS ?? NS ?? BS;
  return measured === undefined ? undefined : { N: String(measured.length) };
}
