import { ServiceError } from './dynamodb/errors.ts';

/** An EventBridge pattern, or the filter of an event source: leaves are lists of what may be there. */
export type Pattern = { readonly [field: string]: Pattern | readonly Test[] };
type Test = string | number | boolean | null | { readonly [kind: string]: unknown };

/** Whether an event fits a pattern. @throws Error for a kind of test that is not known here: better than a wrong answer. */
export function fits(pattern: Pattern, event: unknown): boolean {
  // An array of objects fits if one of them does with all its fields.
  if (Array.isArray(event) && event.length > 0) return event.some((one) => fits(pattern, one));
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as unknown as readonly Pattern[]).some((one) => fits(one, event));
    const value = typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[field] : undefined;
    if (!Array.isArray(wanted)) return fits(wanted as Pattern, value);
    const values = Array.isArray(value) ? value : [value];
    return (wanted as readonly Test[]).some((test) => values.some((one) => passes(test, one)));
  });
}

/** Reads a pattern as a rule has it. @throws ServiceError for what is none */
export function patternOf(text: string): Pattern {
  const pattern: unknown = JSON.parse(text);
  check(pattern);
  return pattern as Pattern;
}

function check(pattern: unknown): void {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) throw none('Filter is not an object');
  for (const [field, wanted] of Object.entries(pattern)) {
    if (!Array.isArray(wanted)) {
      if (typeof wanted !== 'object') throw none(`"${field}" must be an object or an array`);
      check(wanted);
    } else if (wanted.length === 0) throw none('Empty arrays are not allowed');
    else if (field === '$or') wanted.forEach(check);
    else {
      for (const test of wanted) {
        const kind = typeof test === 'object' && test !== null ? (Object.keys(test)[0] ?? '') : undefined;
        if (kind !== undefined && !(kind in TESTS)) throw none(`Unrecognized match type ${kind}`);
      }
    }
  }
}

const none = (why: string) =>
  new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${why}`);

function passes(test: Test, value: unknown): boolean {
  if (typeof test !== 'object' || test === null) return test === value;
  const [kind = '', argument] = Object.entries(test)[0] ?? [];
  const known = TESTS[kind];
  if (known === undefined) throw new Error(`a pattern with "${kind}" is not simulated`);
  return known(argument, value);
}

/** Asks a text, in any case if the argument says so. */
const text =
  (holds: (value: string, argument: string) => boolean): ((argument: unknown, value: unknown) => boolean) =>
  (argument, value) => {
    if (typeof value !== 'string') return false;
    if (typeof argument === 'string') return holds(value, argument);
    const { 'equals-ignore-case': any } = argument as { readonly 'equals-ignore-case': string };
    return holds(value.toLowerCase(), any.toLowerCase());
  };

const TESTS: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  exists: (argument, value) => (value !== undefined) === argument,
  prefix: text((value, start) => value.startsWith(start)),
  suffix: text((value, end) => value.endsWith(end)),
  'equals-ignore-case': text((value, other) => value.toLowerCase() === other.toLowerCase()),
  wildcard: text((value, form) => wildcard(form).test(value)),
  numeric: (argument, value) => typeof value === 'number' && within(argument as readonly (string | number)[], value),
  'anything-but': (argument, value) => value !== undefined && !excluded(argument, value),
};

const BOUNDS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Whether a number is within bounds such as `['>', 0, '<=', 5]`. */
function within([sign, bound, ...others]: readonly (string | number)[], value: number): boolean {
  if (sign === undefined) return true;
  const holds = BOUNDS[sign];
  if (holds === undefined) throw new Error(`a pattern with the bound "${sign}" is not simulated`);
  return holds(value, Number(bound)) && within(others, value);
}

const wildcard = (form: string) =>
  new RegExp(
    `^${form
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

function excluded(argument: unknown, value: unknown): boolean {
  if (Array.isArray(argument)) return argument.includes(value);
  if (typeof argument === 'object' && argument !== null) {
    const [kind = '', inner] = Object.entries(argument)[0] ?? [];
    const inners = Array.isArray(inner) ? inner : [inner];
    return inners.some((one) => passes({ [kind]: one }, value));
  }
  return argument === value;
}
