import { invalid } from './errors.ts';

/** What an expression needs to be read: `#names` and `:values`, each of which must be used. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #used = new Set<string>();
  /** Paths that expressions have named so far. */
  readonly read: (readonly (string | number)[])[] = [];

  constructor(names: Readonly<Record<string, string>> = {}, values: Readonly<Record<string, unknown>> = {}) {
    this.#names = names;
    this.#values = values;
  }

  name(token: string): string {
    this.#used.add(token);
    const name = this.#names[token];
    if (name === undefined)
      throw invalid(`An expression attribute name used in the document path is not defined; attribute name: ${token}`);
    return name;
  }

  value<V>(token: string): V {
    this.#used.add(token);
    const value = this.#values[token];
    if (value === undefined)
      throw invalid(`An expression attribute value used in expression is not defined; attribute value: ${token}`);
    return value as V;
  }

  /** The service refuses what no expression uses. */
  checkAllUsed(): void {
    const unused = (of: object) => Object.keys(of).filter((key) => !this.#used.has(key));
    const names = unused(this.#names);
    if (names.length > 0)
      throw invalid(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(', ')}}`);
    const values = unused(this.#values);
    if (values.length > 0)
      throw invalid(`Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(', ')}}`);
  }
}

const TOKEN = /\s*(?:([#:]?[A-Za-z_][\w-]*|#[\w-]+|:[\w-]+)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;

/** The words of an expression, one after the other. */
export class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(expression: string) {
    if (expression.trim() === '') throw invalid('Invalid expression: The expression can not be empty;');
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    const text = expression.trimEnd();
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) throw invalid(`Invalid expression: Syntax error; token near: "${text.slice(at, at + 20)}"`);
      tokens.push(found[1] ?? found[2] ?? found[3] ?? '');
    }
    this.#tokens = tokens;
  }

  peek(ahead = 0): string | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Whether the next word is this key word (in any case) or sign. */
  is(word: string): boolean {
    return this.peek()?.toUpperCase() === word;
  }

  take(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw invalid('Invalid expression: Syntax error; token: <EOF>');
    this.#at += 1;
    return token;
  }

  accept(word: string): boolean {
    if (!this.is(word)) return false;
    this.#at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.accept(word)) throw invalid(`Invalid expression: Syntax error; token: "${this.peek() ?? '<EOF>'}"`);
  }

  get over(): boolean {
    return this.#at >= this.#tokens.length;
  }
}
