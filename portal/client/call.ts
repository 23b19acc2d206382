import { type Answer, type Body, CALLS, type CallName } from './routes.ts';

/** A field that the API refused, with the sentence for the person. */
export type FieldProblem = { readonly field: string; readonly rule: string; readonly message: string };

/** What the API answered instead (RFC 9457). `code` is public and never changes; `network`: there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, code: string, detail: string, fields: readonly FieldProblem[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export type Asked<N extends CallName> = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Body<N>;
  /** The version that the person saw. */
  readonly version?: number;
  /** The same key for every attempt of one thing a person did. */
  readonly key?: string;
};

/**
 * One call of the API, in the session of the browser.
 * @throws ApiError
 */
export async function call<N extends CallName>(
  name: N,
  language: 'vi' | 'en',
  { path = {}, query = {}, body, version, key }: Asked<N> = {},
): Promise<Answer<N>> {
  const [method = 'GET', template = ''] = CALLS[name].split(' ');
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(path[part] ?? ''));
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  const answer = await fetch(filled + search, {
    method,
    credentials: 'same-origin',
    headers: {
      'Accept-Language': language,
      'X-Requested-By': 'portal',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(method === 'POST' && { 'Idempotency-Key': key ?? crypto.randomUUID() }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'network', '');
  });
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as Answer<N>;
  const problem = (await answer.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    title?: string;
    errors?: FieldProblem[];
  };
  throw new ApiError(answer.status, problem.code ?? 'unknown', problem.detail ?? problem.title ?? '', problem.errors);
}
