import { expect, it } from 'vitest';
import document from '../../functions/openapi/generated/openapi.json' with { type: 'json' };

type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly $ref?: string;
} & { readonly [K in 'anyOf' | 'oneOf' | 'allOf']?: readonly Schema[] };

/** Words that say something about a value; a schema without any leaves it to the caller to guess. */
const SAYS = ['type', 'properties', 'anyOf', 'oneOf', 'allOf', '$ref', 'const', 'enum'];

/** Places that a generated client gets as `unknown`, or as an object with any fields. */
function loose(schema: Schema, at: string): string[] {
  if (!SAYS.some((word) => word in schema)) return [at];
  const { type, properties, additionalProperties = true } = schema;
  const open = type === 'object' && (additionalProperties === true || !isTyped(additionalProperties));
  const named = additionalProperties === false && properties !== undefined;
  return [
    ...(open && !named ? [at] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, one]) => loose(one, `${at}.${name}`)),
    ...(typeof additionalProperties === 'object' ? loose(additionalProperties, `${at}.*`) : []),
    ...(type === 'array' ? loose(schema.items ?? {}, `${at}[]`) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => loose(one, at)),
  ];
}

const isTyped = (rest: boolean | Schema) => typeof rest === 'object' && Object.keys(rest).length > 0;

/** Every schema of a document, with its place. */
function schemas(value: unknown, at = ''): [string, Schema][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, Schema][] =>
    key === 'schema' ? [[at, inner as Schema]] : schemas(inner, `${at}/${key}`),
  );
}

it.each([
  ['an object that says nothing', { type: 'object' }],
  ['one with fields and any others', { type: 'object', properties: { a: { type: 'string' } } }],
  ['an array of anything', { type: 'array' }],
  ['no schema at all', {}],
  ['a field without a type', { type: 'object', properties: { a: {} }, additionalProperties: false }],
  ['a choice of something loose', { anyOf: [{ type: 'string' }, { type: 'object' }] }],
])('%s is found', (_, schema) => expect(loose(schema, 'it')).toHaveLength(1));

it('no schema of the API leaves a generated client with an unknown', () => {
  const all = [...schemas(document.paths), ...Object.entries(document.components.schemas as Record<string, Schema>)];
  expect(all.length).toBeGreaterThan(50);
  expect(all.flatMap(([at, schema]) => loose(schema, at))).toEqual([]);
});
