/** Evaluates the part of DynamoDB's expression language that the product uses; anything else throws. */

export type Row = Record<string, unknown>;
type Scope = { readonly row: Row; readonly values: Row; readonly names: Record<string, string> };

const TOKEN = /\s*(<=|>=|<>|=|<|>|\(|\)|,|\+|-|[:#]?[A-Za-z_]\w*(?:\.#?[A-Za-z_]\w*)*)/y;

/** Reserved words of DynamoDB: a likely subset of its 573. */
const RESERVED = new Set(
  'NAME STATUS TYPE VERSION OWNER STATE TOKEN VALUE DATE TIME TTL SOURCE COUNT UNKNOWN'.split(' '),
);

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`cannot read expression: ${text}`);
    found.push(match[1] as string);
  }
  return found;
}

class Parser {
  readonly #tokens: string[];
  readonly #scope: Scope;
  #at = 0;

  constructor(text: string, scope: Scope) {
    this.#tokens = tokens(text);
    this.#scope = scope;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  next(expected?: string): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`expected ${expected ?? 'more'}, found ${token}`);
    }
    this.#at += 1;
    return token;
  }

  /** A path, name by name: `answer.#reference`. */
  path(): string[] {
    return this.next()
      .split('.')
      .map((name) => {
        if (name.startsWith('#')) return this.#scope.names[name] ?? fail(`no name ${name}`);
        if (RESERVED.has(name.toUpperCase())) fail(`${name} is a reserved word`);
        return name;
      });
  }

  name(): string {
    const [name = '', ...deeper] = this.path();
    return deeper.length === 0 ? name : fail('only whole attributes are written here');
  }

  attribute(): unknown {
    return this.path().reduce<unknown>((value, name) => (value as Row | undefined)?.[name], this.#scope.row);
  }

  operand(): unknown {
    const token = this.peek() ?? '';
    if (token === 'if_not_exists') {
      this.next();
      this.next('(');
      const there = this.attribute();
      this.next(',');
      const fallback = this.operand();
      this.next(')');
      return there ?? fallback;
    }
    if (token.startsWith(':')) {
      this.next();
      return token in this.#scope.values ? this.#scope.values[token] : fail(`no value ${token}`);
    }
    return this.attribute();
  }

  sum(): unknown {
    let value = this.operand();
    while (this.peek() === '+') {
      this.next();
      value = (value as number) + (this.operand() as number);
    }
    return value;
  }

  condition(): boolean {
    let value = this.conjunction();
    while (this.peek() === 'OR') {
      this.next();
      const right = this.conjunction();
      value = value || right;
    }
    return value;
  }

  conjunction(): boolean {
    let value = this.comparison();
    while (this.peek() === 'AND') {
      this.next();
      const right = this.comparison();
      value = value && right;
    }
    return value;
  }

  comparison(): boolean {
    if (this.peek() === '(') {
      this.next();
      const value = this.condition();
      this.next(')');
      return value;
    }
    const call = this.peek();
    if (call === 'attribute_exists' || call === 'attribute_not_exists') {
      this.next();
      this.next('(');
      const there = this.attribute() !== undefined;
      this.next(')');
      return call === 'attribute_exists' ? there : !there;
    }
    if (call === 'begins_with') {
      this.next();
      this.next('(');
      const text = this.attribute();
      this.next(',');
      const prefix = this.operand();
      this.next(')');
      return String(text).startsWith(String(prefix));
    }
    const left = this.operand();
    const operator = this.next();
    if (operator === 'BETWEEN') {
      const low = this.operand();
      this.next('AND');
      const high = this.operand();
      return compare(left, '>=', low) && compare(left, '<=', high);
    }
    return compare(left, operator, this.operand());
  }
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  // A comparison with an attribute that is not there, or of another type, does not hold.
  if (left === undefined || typeof left !== typeof right) return false;
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '=':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return fail(`no operator ${operator}`);
  }
}

function fail(message: string): never {
  throw new Error(message);
}

export function holds(text: string | undefined, row: Row, values: Row = {}, names: Record<string, string> = {}) {
  if (text === undefined) return true;
  const parser = new Parser(text, { row, values, names });
  const value = parser.condition();
  if (!parser.done) fail(`left over in ${text}`);
  return value;
}

/** The row after an update expression with SET, ADD and REMOVE clauses. */
export function updated(text: string, row: Row, values: Row = {}, names: Record<string, string> = {}): Row {
  const parser = new Parser(text, { row, values, names });
  const result = { ...row };
  while (!parser.done) {
    const clause = parser.next();
    do {
      if (parser.peek() === ',') parser.next();
      const name = parser.name();
      if (clause === 'SET') {
        parser.next('=');
        result[name] = parser.sum();
      } else if (clause === 'ADD') {
        result[name] = ((result[name] as number | undefined) ?? 0) + (parser.operand() as number);
      } else if (clause === 'REMOVE') delete result[name];
      else fail(`no clause ${clause}`);
    } while (parser.peek() === ',');
  }
  return result;
}
