import type { IncomingMessage } from 'node:http';

/** A call as a simulator's own code sees it. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Raw query, without the question mark: some signatures cover it. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly params: Readonly<Record<string, string>>;
};

export type Reply = {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Route = {
  readonly method: 'GET' | 'POST';
  /** Segments; `:name` takes one, a last `*` takes the rest. */
  readonly path: string;
  handle(call: Call): Reply | Promise<Reply>;
};

/** The caller's error; the message is sent back unchanged. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

export const json = (body: unknown, status = 200): Reply => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json; charset=utf-8',
});

/** Parsed JSON body. @throws BadRequest */
export function bodyOf(call: Call): unknown {
  try {
    return JSON.parse(call.text || '{}');
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
}

/** The path's parameters if it matches `pattern`. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const open = wanted.at(-1) === '*';
  if (open ? given.length < wanted.length : given.length !== wanted.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    if (open && i === wanted.length - 1) params['*'] = given.slice(i).join('/');
    else if (segment.startsWith(':')) params[segment.slice(1)] = safeDecode(given[i] ?? '');
    else if (segment !== given[i]) return undefined;
  }
  return params;
}

function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new BadRequest('The path is not well encoded.');
  }
}

const LARGEST_BODY = 10 * 1024 * 1024;

/** The whole body as text. @throws BadRequest over 10 MiB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new BadRequest('The body is larger than 10 MiB.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
