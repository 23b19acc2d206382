import fc from 'fast-check';
import { EMAIL } from '../../shared/identifiers/email.ts';
import { taxCodeCheckDigit } from '../../shared/identifiers/tax-code.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** Checked beyond the pattern, as the description says; a generator has to know the rule. */
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'tax-code': fc
    .tuple(fc.stringMatching(/^[0-9]{9}$/), fc.option(fc.stringMatching(/^[0-9]{2}[1-9]$/), { nil: undefined }))
    .filter(([nine]) => taxCodeCheckDigit(nine) !== undefined)
    .map(([nine, branch]) => `${nine}${taxCodeCheckDigit(nine)}${branch === undefined ? '' : `-${branch}`}`),
  email: fc.stringMatching(EMAIL).filter((text) => text.length <= 254 && text.indexOf('@') <= 64),
  uri: fc.webUrl({ validSchemes: ['https'] }),
};

/**
 * Any value that a schema of the API's description allows, by what the description alone says. Throws on a keyword it
 * does not know: what it would leave out could be what makes a value good.
 */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { description, title, default: _, ...rest } = schema;
  if ('const' in rest) return fc.constant(rest.const);
  if ('enum' in rest) return fc.constantFrom(...(rest.enum as unknown[]));
  const either = (rest.oneOf ?? rest.anyOf) as readonly Schema[] | undefined;
  if (either !== undefined && rest.type === undefined) {
    known(rest, 'oneOf', 'anyOf');
    return fc.oneof(...either.map(valuesOf));
  }
  switch (rest.type) {
    case 'string':
      return stringsOf(rest);
    case 'integer':
    case 'number':
      known(rest, 'type', 'minimum', 'maximum');
      return fc.integer({
        min: Math.max((rest.minimum as number | undefined) ?? -1e6, -(2 ** 31)),
        max: Math.min((rest.maximum as number | undefined) ?? 1e6, 2 ** 31 - 1),
      });
    case 'boolean':
      known(rest, 'type');
      return fc.boolean();
    case 'null':
      known(rest, 'type');
      return fc.constant(null);
    case 'array':
      known(rest, 'type', 'items', 'minItems', 'maxItems');
      return fc.array(valuesOf(rest.items as Schema), {
        minLength: (rest.minItems as number | undefined) ?? 0,
        maxLength: Math.min((rest.maxItems as number | undefined) ?? 4, 4),
      });
    case 'object':
      return objectsOf(rest);
    default:
      throw new Error(`not a schema this test can read: ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

function stringsOf(schema: Schema): fc.Arbitrary<string> {
  known(schema, 'type', 'pattern', 'format', 'minLength', 'maxLength');
  const {
    pattern,
    format,
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
  } = schema as {
    pattern?: string;
    format?: string;
    minLength?: number;
    maxLength?: number;
  };
  const special = FORMATS[format ?? ''];
  if (special !== undefined) return special;
  if (pattern === undefined) throw new Error(`any string at all? ${JSON.stringify(schema)}`);
  return fc.stringMatching(new RegExp(pattern)).filter((text) => {
    const length = [...text].length;
    return length >= minLength && length <= maxLength;
  });
}

function objectsOf(schema: Schema): fc.Arbitrary<unknown> {
  known(schema, 'type', 'properties', 'required', 'additionalProperties', 'propertyNames', 'oneOf');
  const {
    properties,
    required = [],
    oneOf,
    propertyNames,
    additionalProperties,
  } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
    oneOf?: readonly { readonly required: string[] }[];
    propertyNames?: Schema;
    additionalProperties?: Schema | false;
  };
  if (properties === undefined) {
    if (propertyNames === undefined || !additionalProperties) throw new Error('any object at all?');
    return fc.dictionary(valuesOf(propertyNames) as fc.Arbitrary<string>, valuesOf(additionalProperties), {
      maxKeys: 3,
    });
  }
  if (oneOf !== undefined) {
    const alternatives = new Set(oneOf.flatMap((one) => one.required));
    return fc.oneof(
      ...oneOf.map((one) => {
        const kept = Object.entries(properties).filter(([key]) => !alternatives.has(key) || one.required.includes(key));
        return objectsOf({
          type: 'object',
          properties: Object.fromEntries(kept),
          required: [...required, ...one.required],
        });
      }),
    );
  }
  const fields = Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, valuesOf(one)]));
  return fc.record(fields, { requiredKeys: required });
}

function known(schema: Schema, ...keywords: readonly string[]): void {
  const unknown = Object.keys(schema).filter((key) => !keywords.includes(key));
  if (unknown.length > 0) throw new Error(`keywords this test does not read: ${unknown} in ${JSON.stringify(schema)}`);
}
