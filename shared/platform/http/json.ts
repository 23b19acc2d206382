/** Why a text is not taken as JSON. */
export type JsonFault =
  /** A byte of it was not UTF-8: gateways and decoders put U+FFFD in its place. */
  | { readonly fault: 'not-utf-8' }
  | { readonly fault: 'malformed' }
  /** RFC 8259 leaves open which of two members of one name counts, so that two systems may read it differently. */
  | { readonly fault: 'duplicate-name'; readonly name: string }
  | { readonly fault: 'too-deep' };

/** No message of anybody is deeper than a handful. */
export const MOST_LEVELS = 32;

/** Reads JSON that everybody reads the same way. A byte order mark before it is forgiven, as RFC 8259 allows. */
export function readJson(text: string): { readonly value: unknown } | JsonFault {
  if (/\uFFFD|\p{Cs}/u.test(text)) return { fault: 'not-utf-8' };
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { fault: 'malformed' };
  }
  return structureFault(json) ?? { value };
}

/** For messages that are refused in their sender's own words: undefined for whatever is not JSON. */
export function jsonOrNothing(text: string): unknown {
  const read = readJson(text);
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
      const name = JSON.parse(json.slice(found.index, end)) as string;
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
