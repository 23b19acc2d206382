/**
 * Cache of values that are expensive to compute, by text. Keeps at least the most recently used ones up to a total number of
 * characters, and at most twice as many. Two generations instead of an LRU list, so that a hit costs one look-up.
 */
export class Remembered<V> {
  #young = new Map<string, V>();
  #old: ReadonlyMap<string, V> = new Map();
  #characters = 0;
  readonly #limit: number;

  constructor(characters: number) {
    this.#limit = characters;
  }

  get(text: string, make: () => V): V {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const value = this.#old.get(text) ?? make();
    if (this.#characters + text.length > this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    this.#young.set(text, value);
    this.#characters += text.length;
    return value;
  }
}
