/** Why a text is not taken as JSON. */
export type JsonFault =
  /** A byte of it was not UTF-8: gateways and decoders put U+FFFD in its place. */
  | { readonly fault: 'not-utf-8' }
  | { readonly fault: 'malformed' }
  /** RFC 8259 leaves open which of two members of one name counts, so that two systems may read it differently. */
  | { readonly fault: 'duplicate-name'; readonly name: string }
  | { readonly fault: 'too-deep' };

/** A text that is not JSON. The message names what was to be read and holds nothing of it: it may be logged. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly #detail: string;

  constructor(what: string, detail: string) {
    super(`${what} is not JSON`);
    this.#detail = detail;
  }

  /** The parser's own words, which quote the text: for whoever edits a file, never for a log. */
  get detail(): string {
    return this.#detail;
  }
}

/** No message of anybody is deeper than a handful. */
export const MOST_LEVELS = 32;

/** The one call of the parser. A byte order mark is forgiven, as RFC 8259 allows. */
function parse(text: string): { readonly value: unknown } | { readonly detail: string } {
  try {
    return { value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) };
  } catch (error) {
    return { detail: (error as SyntaxError).message };
  }
}

/** JSON of our own, of an operator or of a partner's answer. @param what names the text in the error @throws JsonError */
export function parseJson(text: string, what: string): unknown {
  const read = parse(text);
  if ('value' in read) return read.value;
  throw new JsonError(what, read.detail);
}

/** As {@link parseJson}, where whatever is not JSON is refused like any other wrong shape: undefined. */
export function parseJsonOrNothing(text: string): unknown {
  const read = parse(text);
  return 'value' in read ? read.value : undefined;
}

/** Reads a message that others send us: JSON that everybody reads the same way. */
export function readStrictJson(text: string): { readonly value: unknown } | JsonFault {
  if (/\uFFFD|\p{Cs}/u.test(text)) return { fault: 'not-utf-8' };
  const read = parse(text);
  return 'value' in read ? (structureFault(text) ?? read) : { fault: 'malformed' };
}

/** As {@link readStrictJson}, for messages that are refused in their sender's own words: undefined. */
export function strictJsonOrNothing(text: string): unknown {
  const read = readStrictJson(text);
  return 'value' in read ? read.value : undefined;
}

/** Walks well-formed JSON once, from string to string and bracket to bracket. */
function structureFault(json: string): JsonFault | undefined {
  /** Names seen so far in each object that is open; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  const token = /["{}[\]]/g;
  const colon = /\s*:/y;
  for (let found = token.exec(json); found !== null; found = token.exec(json)) {
    const [sign] = found;
    if (sign === '{' || sign === '[') open.push(sign === '{' ? new Set() : undefined);
    else if (sign !== '"') open.pop();
    else {
      const end = endOfString(json, found.index);
      token.lastIndex = end;
      const names = open.at(-1);
      colon.lastIndex = end;
      if (names === undefined || !colon.test(json)) continue;
      const name = String(parseJsonOrNothing(json.slice(found.index, end)));
      if (names.has(name)) return { fault: 'duplicate-name', name };
      names.add(name);
    }
    if (open.length > MOST_LEVELS) return { fault: 'too-deep' };
  }
  return undefined;
}

/** @param start of the opening quote. @returns the place after the closing one */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}
