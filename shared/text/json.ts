/** Why a text is rejected as JSON. */
export type JsonFault =
  /** Contains invalid UTF-8: gateways and decoders replace it by U+FFFD. */
  | { readonly fault: 'not-utf-8' }
  | { readonly fault: 'malformed' }
  /** RFC 8259 leaves duplicate member names undefined, so two systems may read them differently. */
  | { readonly fault: 'duplicate-name'; readonly name: string }
  | { readonly fault: 'too-deep' };

/** A text that is not JSON. The message names the input and contains none of its text: it may be logged. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly #detail: string;

  constructor(what: string, detail: string) {
    super(`${what} is not JSON`);
    this.#detail = detail;
  }

  /** The parser's own message, which quotes the text: for the editor of a file, never for a log. */
  get detail(): string {
    return this.#detail;
  }
}

/** Nesting limit; genuine messages have a handful of levels. */
export const MOST_LEVELS = 32;

/** The only call of the parser. A byte order mark is accepted, as RFC 8259 allows. */
function parse(text: string): { readonly value: unknown } | { readonly detail: string } {
  try {
    return { value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) };
  } catch (error) {
    return { detail: (error as SyntaxError).message };
  }
}

/** Parses our own, an operator's or a partner's JSON. @param what names the text in the error @throws JsonError */
export function parseJson(text: string, what: string): unknown {
  const read = parse(text);
  if ('value' in read) return read.value;
  throw new JsonError(what, read.detail);
}

/** As {@link parseJson}, but returns undefined for invalid JSON, which is then rejected by its schema. */
export function parseJsonOrNothing(text: string): unknown {
  const read = parse(text);
  return 'value' in read ? read.value : undefined;
}

/** Parses an external message strictly: only JSON that all parsers read the same way. */
export function readStrictJson(text: string): { readonly value: unknown } | JsonFault {
  if (/\uFFFD|\p{Cs}/u.test(text)) return { fault: 'not-utf-8' };
  const read = parse(text);
  return 'value' in read ? (structureFault(text) ?? read) : { fault: 'malformed' };
}

/** As {@link readStrictJson}, for messages whose rejection uses the sender's own format: undefined. */
export function strictJsonOrNothing(text: string): unknown {
  const read = readStrictJson(text);
  return 'value' in read ? read.value : undefined;
}

/** Scans well-formed JSON once, by strings and brackets. */
function structureFault(json: string): JsonFault | undefined {
  /** Names seen so far in each open object; undefined for an array. */
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

/** @param start index of the opening quote. @returns the index after the closing one */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}
