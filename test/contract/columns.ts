/** Columns that a row type asks for, by its declaration; those with a question mark it does not ask for. */
export function columnsOf(text: string, type: string): readonly string[] {
  const body = new RegExp(`type ${type}(?:<[^{]*>)? = (?:\\w+ & )?\\{\\n(.*?)\\n\\};`, 's').exec(text)?.[1];
  if (body === undefined) throw new Error(`no type ${type}`);
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?=[:(])/gm)].map(([, name = '']) => name);
}

const CLOSES: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };

/** The text without the first property of that name behind a place: to its comma, or to the end of its object. */
export function without(text: string, place: string, property: string): string {
  const from = text.indexOf(place);
  const found = from < 0 ? null : new RegExp(`[{\\s]${property}(?=[:,(])`).exec(text.slice(from + place.length));
  if (found === null) throw new Error(`no ${property} behind ${place}`);
  const start = from + place.length + found.index + 1;
  let depth = 0;
  for (let at = start + property.length; at < text.length; at += 1) {
    const char = text[at] as string;
    if (depth === 0 && char === ',') return text.slice(0, start) + text.slice(at + 1);
    depth += CLOSES[char] ?? 0;
    if (depth < 0) return text.slice(0, start) + text.slice(at);
    // Quoted text and comments are passed over: they may hold anything.
    const end = ["'", '"', '`'].includes(char) ? char : text.startsWith('//', at) ? '\n' : undefined;
    if (end === undefined) continue;
    at = text.indexOf(end, at + 1);
    if (at < 0) break;
  }
  throw new Error(`${property} has no end`);
}
