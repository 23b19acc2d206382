import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { inject } from 'vitest';
import document from '../../functions/openapi/generated/openapi.json' with { type: 'json' };

type Content = { readonly [type: string]: { readonly schema?: object } };
type Operation = { readonly responses: Readonly<Record<string, { readonly content?: Content }>> };

/** Runs in every file of the emulator: each answer of the API is what its description says, or the call fails. */
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<object, ValidateFunction>();
const { components } = document;
const OF_THE_GATEWAY: Content = { 'application/problem+json': { schema: components.schemas.Problem } };

/** A path without parameters goes before one with them (OpenAPI 3.1, Paths Object): `/session/list` is no `/session/{sessionId}`. */
const paths = Object.entries(document.paths as unknown as Record<string, Record<string, Operation>>);
const operations = paths
  .toSorted(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')))
  .map(([path, methods]) => ({ pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`), methods }));

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile({ ...schema, components });
  compiled.set(schema, known);
  return known;
}

/** Why an answer is not as described; undefined: it is. */
function faultOf(method: string, path: string, status: number, type: string, text: string): string | undefined {
  // The document does not describe itself.
  if (path === '/openapi.json') return undefined;
  const operation = operations.find(({ pattern }) => pattern.test(path))?.methods[method.toLowerCase()];
  // What is no route the gateway answers itself, also where its path looks like a route's.
  const { content } = operation?.responses[String(status)] ?? { content: OF_THE_GATEWAY };
  const schema = content?.[type]?.schema;
  if (schema === undefined)
    return text === '' || !type.includes('json') ? undefined : `${status} ${type} is not described`;
  const validate = validatorOf(schema);
  return validate(JSON.parse(text)) ? undefined : ajv.errorsText(validate.errors);
}

const { apiUrl } = inject('environment');
const plain = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const response = await plain(input, init);
  const url = input instanceof Request ? input.url : String(input);
  if (!url.startsWith(apiUrl)) return response;
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  const [path = ''] = url.slice(apiUrl.length).split('?');
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const fault = faultOf(method, path, response.status, type, await response.clone().text());
  if (fault !== undefined)
    throw new Error(`${method} ${path} answers ${response.status} otherwise than described: ${fault}`);
  return response;
};
