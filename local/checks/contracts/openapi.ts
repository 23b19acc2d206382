import * as z from 'zod/mini';
import { REJECTIONS, type RejectionCode } from '../../../shared/dossier/rejections.ts';
import { COOKIE_PROBLEMS, takesSessions } from '../../../shared/platform/http/access.ts';
import { CACHE_CONTROL, type Cache } from '../../../shared/platform/http/caching.ts';
import { PORTAL_HEADER } from '../../../shared/platform/http/portal-request.ts';
import { HTTP_PROBLEMS } from '../../../shared/platform/http/problem.ts';
import { problemOfRejection } from '../../../shared/platform/http/rejected.ts';
import type { Access, Route } from '../../../shared/platform/http/route.ts';
import { SESSION_COOKIE } from '../../../shared/platform/identity/session.ts';
import { wireForms } from '../../../shared/text/wire-form.ts';
import type { NamedRoute } from './named-routes.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      const form = wireForms.get(zodSchema);
      const keywords = io === 'input' ? form?.sent : (form?.kept ?? form?.sent);
      // A format with a type is complete; one without a type adds to what the schema itself says.
      if (keywords?.type !== undefined) for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      Object.assign(jsonSchema, keywords);
      if (typeof jsonSchema.pattern === 'string') jsonSchema.pattern = portable(jsonSchema.pattern);
    },
  });
  return rest;
}

/** In other regex dialects `\d` matches the digits of every script. */
const portable = (pattern: string) => pattern.replaceAll('[\\d', '[0-9').replaceAll('\\d', '[0-9]');

const header = (name: string, description: string, pattern: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', pattern },
});

/** May be left out, as it says nothing about what is asked. */
const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'ETags of answers that the caller still has: 304 when one of them is the answer.',
  schema: { type: 'string' },
};

function parameters({ params, query, idempotent, ifMatch, cache }: Route): Json[] {
  const fields = (schema: z.ZodMiniType | undefined, where: string) => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, shape]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: shape,
    }));
  };
  return [
    ...fields(params, 'path'),
    ...fields(query, 'query'),
    ...(idempotent
      ? [header('Idempotency-Key', 'Same key, same answer, for two weeks.', '^[A-Za-z0-9_-]{1,100}$')]
      : []),
    ...(ifMatch
      ? [
          header(
            'If-Match',
            'The version that was read, or its ETag, which begins with the version; the weak form is understood.',
            '^"[0-9]{1,9}(-[A-Za-z0-9_-]{1,64})?"$',
          ),
        ]
      : []),
    ...(kept(cache) ? [ifNoneMatch] : []),
  ];
}

function security(access: Access): Json[] {
  if (access.kind !== 'token') return [];
  return [{ accessToken: access.partner ?? [] }, ...(takesSessions(access) ? [{ session: [] }] : [])];
}

function whoMayCall(access: Access): string {
  if (access.kind === 'public') return `Anybody: ${access.reason}`;
  if (access.kind === 'partner-signature') return `${access.partner}, proven by its own signature or token.`;
  const who = [
    access.citizen && 'the applicant',
    access.officer && `officers (${access.officer.join(', ')})`,
    access.partner && `systems with scope ${access.partner.join(' or ')}`,
  ];
  return `May be called by ${who.filter(Boolean).join('; ')}.`;
}

/** The problem codes a route may answer, grouped by status. */
function problems(route: Route): Map<number, string[]> {
  const codes: string[] = ['internal-error', 'too-many-requests', 'upstream-unavailable'];
  if (route.access.kind === 'token') codes.push('unauthenticated', 'forbidden');
  if (takesSessions(route.access)) codes.push(...COOKIE_PROBLEMS);
  if (route.params || route.query || route.body) codes.push('invalid-request');
  if (route.method !== 'GET') codes.push('body-too-large');
  if (route.body) codes.push('malformed-json', 'not-utf-8', 'unsupported-media-type');
  if (route.idempotent) codes.push('idempotency-key-required', 'idempotency-key-reused');
  if (route.ifMatch) codes.push('if-match-required');
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...codes, ...(route.problems ?? [])])) {
    const status = statusOf(code, route.ifMatch === true);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function statusOf(code: string, conditional: boolean): number {
  if (code in HTTP_PROBLEMS) return HTTP_PROBLEMS[code as keyof typeof HTTP_PROBLEMS].status;
  if (code in REJECTIONS) return problemOfRejection({ code: code as RejectionCode }, 'en', conditional).status;
  throw new Error(`route names an unknown problem: ${code}`);
}

function operation({ function: owner, name, route }: NamedRoute): Json {
  const { body, success } = route;
  const failures = [...problems(route)].map(([status, codes]) => [
    String(status),
    {
      description: `Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      ...(codes.includes('documents-pending') && { headers: { 'Retry-After': retryAfter } }),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return {
    operationId: name,
    tags: [owner],
    summary: `${route.summary.vi} · ${route.summary.en}`,
    description: whoMayCall(route.access),
    security: security(route.access),
    ...(parameters(route).length > 0 && { parameters: parameters(route) }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [String(success.status)]: {
        description: success.description,
        ...(kept(route.cache) && { headers: cacheHeaders(route.cache) }),
        ...(success.body && { content: { 'application/json': { schema: schemaOf(success.body, 'output') } } }),
        ...(success.files && { content: Object.fromEntries(success.files.map((type) => [type, {}])) }),
      },
      ...(kept(route.cache) && {
        304: { description: 'The caller still has the answer.', headers: cacheHeaders(route.cache) },
      }),
      ...Object.fromEntries(failures),
    },
  };
}

type Kept = Exclude<Cache, 'never'>;
const kept = (cache: Cache | undefined): cache is Kept => cache !== undefined && cache !== 'never';

const cacheHeaders = (cache: Kept) => ({
  ETag: { description: 'Of the content, in its language.', schema: { type: 'string' } },
  'Cache-Control': { schema: { type: 'string', const: CACHE_CONTROL[cache] } },
});

const retryAfter = {
  description: 'Seconds after which the same request may be taken; with `documents-pending`.',
  schema: { type: 'integer', minimum: 1 },
};

const ofText = { type: 'string' };
const closed = { type: 'object', additionalProperties: false };
const inBoth = { ...closed, required: ['vi', 'en'], properties: { vi: ofText, en: ofText } };
/** A list of objects, in the details of a problem. @param absent fields that an entry may lack */
const listOf = (properties: Json, description: string, absent: readonly string[] = []) => {
  const required = Object.keys(properties).filter((name) => !absent.includes(name));
  return { type: 'array', description, items: { ...closed, required, properties } };
};

const problemSchema = {
  type: 'object',
  description: 'Problem details, RFC 9457. `code` is stable; `title` is in the language of `Accept-Language`.',
  required: ['type', 'title', 'status', 'code', 'correlationId'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        additionalProperties: false,
        properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
      },
    },
    details: {
      type: 'object',
      properties: {
        agencies: listOf({ agencyId: ofText, name: inBoth }, 'Agencies that the other details name by id.'),
        open: listOf({ branchId: ofText, agencyId: ofText, dueAt: ofText, name: inBoth }, 'Branches under way.', [
          'name',
        ]),
        missing: listOf({ branchId: ofText, name: inBoth }, 'Required branches that were not opened.'),
      },
      additionalProperties: {
        oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'array', items: { type: 'string' } }],
      },
    },
  },
};

/** The OpenAPI 3.1 document of all routes, in a stable order. */
export function openApi(routes: readonly NamedRoute[]): Json {
  const paths: Record<string, Json> = {};
  const byPath = routes.toSorted((a, b) =>
    `${a.route.path} ${a.route.method}`.localeCompare(`${b.route.path} ${b.route.method}`, 'en'),
  );
  for (const named of byPath) {
    const { path, method } = named.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(named) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Một Cửa',
      version: '1.0.0',
      description: 'Dossiers of a province: intake, documents, officers’ actions, payment, post, webhooks.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [
      {
        url: 'https://{host}',
        variables: { host: { default: 'api.motcua.example', description: 'Address of the province.' } },
      },
    ],
    tags: [...new Set(byPath.map((r) => r.function))].map((name) => ({ name, description: `Function \`${name}\`.` })),
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'OpenID Connect access token.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: `Session of a person at the portal. Requests other than GET also need \`${PORTAL_HEADER.name}: ${PORTAL_HEADER.value}\`.`,
        },
      },
      schemas: { Problem: problemSchema },
    },
  };
}
