/** An EventBridge pattern, or the filter of an event source: leaves are lists of what may be there. */
export type Pattern = { readonly [field: string]: Pattern | readonly Test[] };
type Test =
  | string
  | number
  | boolean
  | null
  | {
      readonly prefix?: string | { readonly 'equals-ignore-case': string };
      readonly suffix?: string;
      readonly exists?: boolean;
      readonly wildcard?: string;
      readonly 'anything-but'?: unknown;
      readonly numeric?: readonly (string | number)[];
      readonly 'equals-ignore-case'?: string;
    };

/** Whether an event fits a pattern. @throws Error for a kind of test that is not known here: better than a wrong answer. */
export function fits(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as unknown as readonly Pattern[]).some((one) => fits(one, event));
    const value = typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[field] : undefined;
    if (!Array.isArray(wanted)) return fits(wanted as Pattern, value);
    const values = Array.isArray(value) ? value : [value];
    return (wanted as readonly Test[]).some((test) => values.some((one) => passes(test, one)));
  });
}

function passes(test: Test, value: unknown): boolean {
  if (typeof test !== 'object' || test === null) return test === value;
  const [kind = '', argument] = Object.entries(test)[0] ?? [];
  switch (kind) {
    case 'exists':
      return (value !== undefined) === argument;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(argument));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase();
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(argument)).test(value);
    case 'anything-but':
      return value !== undefined && !excluded(argument, value);
    default:
      throw new Error(`a pattern with "${kind}" is not simulated`);
  }
}

const wildcard = (text: string) =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

function excluded(argument: unknown, value: unknown): boolean {
  if (Array.isArray(argument)) return argument.includes(value);
  if (typeof argument === 'object' && argument !== null) {
    const [kind = '', inner] = Object.entries(argument)[0] ?? [];
    const inners = Array.isArray(inner) ? inner : [inner];
    return inners.some((one) => passes({ [kind]: one } as Test, value));
  }
  return argument === value;
}
