import { invalid } from './errors.ts';
import { addNumbers } from './numbers.ts';
import { at, type Path, readPath, withAt } from './paths.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import { type Item, memberOf, type Value } from './values.ts';

type Change = (before: Item, sofar: Item) => Item;
type Source = (item: Item) => Value;

export type Update = {
  /** All operands are read from the item as it was before. */
  readonly apply: (item: Item) => Item;
  readonly touched: readonly Path[];
};

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
const SETS = ['SS', 'NS', 'BS'] as const;

/** An update expression, ready to be applied. */
export function updateOf(expression: string, placeholders: Placeholders): Update {
  const tokens = new Tokens(expression);
  const changes: Change[] = [];
  const removals: Path[] = [];
  const touched: Path[] = [];
  const seen = new Set<string>();
  while (!tokens.over) {
    const clause = CLAUSES.find((word) => tokens.accept(word));
    if (clause === undefined) throw invalid(`Invalid UpdateExpression: Syntax error; token: "${tokens.peek()}"`);
    if (seen.has(clause))
      throw invalid(`Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`);
    seen.add(clause);
    do {
      const path = readPath(tokens, placeholders);
      if (touched.some((other) => overlap(path, other)))
        throw invalid('Invalid UpdateExpression: Two document paths overlap with each other');
      touched.push(path);
      if (clause === 'REMOVE') removals.push(path);
      else changes.push(changeOf(clause, path, tokens, placeholders));
    } while (tokens.accept(','));
  }
  // Positions are those of the lists as they were: the last go first.
  const last = (path: Path) => Number(path.at(-1)) || 0;
  removals.sort((a, b) => last(b) - last(a));
  const apply = (item: Item) =>
    removals.reduce(
      (sofar, path) => withAt(sofar, path, undefined),
      changes.reduce((sofar, change) => change(item, sofar), item),
    );
  return { apply, touched };
}

/** Whether one path lies within the other. */
const overlap = (a: Path, b: Path) => a.slice(0, b.length).every((part, index) => part === b[index]);

function changeOf(
  clause: Exclude<(typeof CLAUSES)[number], 'REMOVE'>,
  path: Path,
  tokens: Tokens,
  placeholders: Placeholders,
): Change {
  if (clause === 'SET') {
    tokens.expect('=');
    const source = sum(tokens, placeholders);
    return (before, sofar) => withAt(sofar, path, source(before));
  }
  const value = placeholders.value<Value>(tokens.take());
  const kind = SETS.find((set) => value[set] !== undefined);
  if (kind === undefined && (clause === 'DELETE' || value.N === undefined)) {
    throw invalid(`Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${clause}`);
  }
  return (before, sofar) => {
    const old = at(before, path);
    if (old !== undefined && old[kind ?? 'N'] === undefined)
      throw invalid('An operand in the update expression has an incorrect data type');
    if (kind === undefined) return withAt(sofar, path, { N: addNumbers(old?.N ?? '0', value.N ?? '') });
    const [had, given] = [old?.[kind] ?? [], value[kind] ?? []];
    if (clause === 'ADD') {
      return withAt(sofar, path, { [kind]: [...had, ...given.filter((one) => !memberOf(kind, had, one))] });
    }
    if (old === undefined) return sofar;
    const left = had.filter((one) => !memberOf(kind, given, one));
    return withAt(sofar, path, left.length > 0 ? { [kind]: left } : undefined);
  };
}

function sum(tokens: Tokens, placeholders: Placeholders): Source {
  let left = term(tokens, placeholders);
  for (;;) {
    const sign = tokens.accept('+') ? 1 : tokens.accept('-') ? -1 : 0;
    if (sign === 0) return left;
    const [first, second] = [left, term(tokens, placeholders)];
    left = (item) => ({ N: addNumbers(numberIn(first(item)), numberIn(second(item)), sign) });
  }
}

function numberIn({ N }: Value): string {
  if (N === undefined) throw invalid('An operand in the update expression has an incorrect data type');
  return N;
}

function listIn({ L }: Value): readonly Value[] {
  if (L === undefined) throw invalid('An operand in the update expression has an incorrect data type');
  return L;
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
    return (item) => ({ L: [...listIn(first(item)), ...listIn(second(item))] });
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
