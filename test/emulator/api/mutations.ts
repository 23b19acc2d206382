type Json = Readonly<Record<string, unknown>>;

/** One way in which a request is wrong, and which field the answer has to name. */
export type Mutation = {
  readonly what: string;
  /** Sent as it is. */
  readonly rawBody: string;
  /** Dotted path; the answer names it or something inside it. Absent: the body as a whole. */
  readonly field?: string;
  readonly rule?: RegExp;
};

/** Stands for what a person typed; no answer may repeat it. */
export const MARK = 'dau-vet-8472';

/** Path of every value inside, containers before what they contain. */
export function pathsOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])]);
}

function valueAt(body: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown>)[key], body);
}

/** A copy with the value at the path put in place; undefined takes it out. */
export function put<T>(body: T, path: readonly string[], value: unknown): T {
  const copy = structuredClone(body);
  const last = path.at(-1) ?? '';
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

const WRONG_TYPES = [null, true, 8472.5, MARK, [MARK], { [MARK]: MARK }] as const;

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

/** Characters no text of the platform may hold. */
const UNWANTED = { NUL: '\u0000', escape: '\u001b', 'half a character': '\ud83d' } as const;

/** Whether names of fields are fixed at a path: it is not inside an object whose names are data. */
const isFixed = (free: readonly string[]) => (path: readonly string[]) =>
  !free.some((one) => path.join('.').startsWith(`${one}.`));

/** Every required field left out. An element of a list is not a field. @param free objects whose names are data */
export function missing(body: Json, optional: readonly string[], free: readonly string[] = []): Mutation[] {
  const required = pathsOf(body)
    .filter(isFixed(free))
    .filter((path) => !optional.includes(path.join('.')) && !/^\d+$/.test(path.at(-1) ?? ''));
  return required.map((path) => mutation('without', path, put(body, path, undefined)));
}

/** Every field as each other type. */
export function wrongTypes(body: Json, free: readonly string[] = []): Mutation[] {
  return pathsOf(body)
    .filter(isFixed(free))
    .flatMap((path) => {
      const others = WRONG_TYPES.filter((other) => kindOf(other) !== kindOf(valueAt(body, path)));
      return others.map((other) => mutation(`${kindOf(other)} as`, path, put(body, path, other)));
    });
}

/** Every text much too long, or with characters that are not text. */
export function badTexts(body: Json, mostBytes: number): Mutation[] {
  const texts = pathsOf(body).filter((path) => typeof valueAt(body, path) === 'string');
  return texts.flatMap((path) => [
    mutation('very long', path, put(body, path, MARK.repeat(Math.min(500, mostBytes / 2 / MARK.length)))),
    mutation('empty', path, put(body, path, '')),
    mutation('blank', path, put(body, path, ' \t ')),
    ...Object.entries(UNWANTED).map(([name, character]) =>
      mutation(`${name} in`, path, put(body, path, `${valueAt(body, path)}${character}${MARK}`)),
    ),
  ]);
}

/** Every number out of its range or not whole. */
export function badNumbers(body: Json): Mutation[] {
  const numbers = pathsOf(body).filter((path) => typeof valueAt(body, path) === 'number');
  return numbers.flatMap((path) =>
    [-1, 0.5, 1e15, Number.MAX_SAFE_INTEGER + 2].map((number) =>
      mutation(`${number} as`, path, put(body, path, number)),
    ),
  );
}

/** An unknown field in every object, names with a meaning in JavaScript among them. */
export function unknownFields(body: Json, free: readonly string[] = []): Mutation[] {
  const fixed = [...pathsOf(body)].filter((path) => isFixed(free)([...path, '']));
  const objects = [[], ...fixed.filter((path) => kindOf(valueAt(body, path)) === 'object')];
  return objects.flatMap((path) =>
    ['khongBiet', '__proto__', 'constructor', 'prototype', 'toString'].map((name) => {
      const placeholder = 'an-unused-name';
      const rawBody = JSON.stringify(put(body, [...path, placeholder], { admin: MARK })).replace(placeholder, name);
      const field = [...path, name].join('.');
      return { what: `unknown ${field}`, rawBody, field, rule: /^unknown-field$/ };
    }),
  );
}

function mutation(what: string, path: readonly string[], body: unknown): Mutation {
  const field = path.join('.');
  return { what: `${what} ${field}`, rawBody: JSON.stringify(body), field };
}

/** Bodies that are no JSON object at all. */
export const NO_OBJECTS: readonly { readonly rawBody: string; readonly code: string }[] = [
  ...['{', '{"a":}', "{'a':1}", '{"a":1,}', '', ' ', 'undefined', 'NaN', '\u0000', '<a/>', `${'['.repeat(20_000)}`].map(
    (rawBody) => ({ rawBody, code: 'malformed-json' }),
  ),
  ...['null', '[]', '"text"', '7', 'true', '[{}]', `${'['.repeat(20_000)}${']'.repeat(20_000)}`].map((rawBody) => ({
    rawBody,
    code: 'invalid-request',
  })),
];

export const MEDIA_TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json; charset=utf-8; profile=x',
  'application/problem+json',
];

/** Texts in the place of an identifier in the path. */
export const BAD_IDS = [
  'x',
  '0',
  'null',
  'undefined',
  '..%2f',
  '..%2f..%2fetc%2fpasswd',
  '%252e%252e%252f',
  '..%5c',
  '%00',
  '%0a',
  '%ff',
  '%',
  '*',
  "' OR 1=1--",
  '__proto__',
  'SNAPSHOT',
  'a'.repeat(500),
  '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b%20',
  '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b%23SNAPSHOT',
  '7b1e4a526d0c4f4e9a3b2c5d8e9f0a1b',
  '%7B7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b%7D',
  '7B1E4A52-6D0C-4F4E-9A3B-2C5D8E9F0A1B',
] as const;

const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Places of no list, and of another one. */
const BAD_CURSORS: readonly string[] = [
  'x',
  '!',
  '..%2f',
  'a'.repeat(2000),
  cursorOf(null),
  cursorOf([]),
  cursorOf('text'),
  cursorOf({}),
  cursorOf({ pk: 'DOSSIER#x', sk: 'SNAPSHOT' }),
  cursorOf({ pk: 'DOSSIER#x', sk: 'SNAPSHOT', gsi1pk: 'INBOX#H50.21', gsi1sk: 'a' }),
  cursorOf({ pk: 'DOSSIER#x', sk: 'SNAPSHOT', gsi2pk: 'OWNER#x', gsi2sk: 'a' }),
  cursorOf({ pk: 1, sk: { S: 'x' } }),
];

const BAD_AGENCIES: readonly string[] = [
  '',
  'x',
  'H50,20',
  'H50.20#',
  'H50/20',
  `H50.${'1'.repeat(40)}`,
  'H50.20\u0000',
];

/** Wrong query parameters by the field that is wrong. */
export const BAD_QUERIES: Readonly<Record<string, readonly string[]>> = {
  return: [
    '',
    'ho-so',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example/',
    '/session/sign-in',
  ],
  kiosk: ['', 'false', '1', 'TRUE'],
  limit: [
    '0',
    '-1',
    '101',
    '1000000000',
    '1e9',
    '1.5',
    '0x10',
    '1e1',
    '+5',
    ' 5',
    '05',
    'NaN',
    'Infinity',
    '',
    ' ',
    'abc',
    '5;6',
    '9'.repeat(400),
  ],
  from: ['0', '-1', '1.5', '0x10', '+1', '100000000', '1e30', 'Infinity', 'x', ''],
  to: [
    '',
    'x',
    '0',
    '2026-13-01',
    '2026-02-30',
    '1026-01-01',
    '2026-11-24T00:00:00Z',
    '24/11/2026',
    '2027-11-30',
    '2026-10-31',
  ],
  groupBy: ['', 'x', 'Agency', 'agency,field', 'subject'],
  cursor: BAD_CURSORS,
  since: BAD_CURSORS,
  agencyId: BAD_AGENCIES,
  within: BAD_AGENCIES,
  compare: ['', 'x', 'period', 'previous'],
  q: ['', ' ', 'a'.repeat(201), 'a\u0000b', '\u202ea'],
  field: ['', 'A', 'hộ tịch', 'a#b', 'a'.repeat(65)],
  level: ['', 'district', 'Commune', 'province,commune'],
  applicant: ['', 'Citizen', 'person'],
  channel: ['', 'Online', 'fax'],
  kind: ['', 'Reception', 'court', 'reception,commune'],
  commune: ['', '1933', '193333', '1933x', ' 19333', '１９３３３'],
  stepId: ['', 'A', '../x', 'a#b', 'a'.repeat(65)],
};
