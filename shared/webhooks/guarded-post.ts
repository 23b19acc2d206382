import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Target } from './url-guard.ts';

/** The answer did not come: `cause` is a stable code for the attempt log. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/**
 * Posts to exactly the addresses that were checked: the connection's own look-up is replaced, so a name that resolves
 * differently a moment later (DNS rebinding) changes nothing. Redirects are not followed. Of the answer only the status
 * is used; its body is thrown away unread.
 * @param timeoutMs for the whole exchange, from connecting to the status.
 * @throws NoAnswerError `timeout` or the system's code of the failure (`ECONNREFUSED`, `CERT_HAS_EXPIRED` …).
 */
export function guardedPost(
  { url, addresses }: Target,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<number> {
  const lookup: LookupFunction = (_, options, found) => {
    const first = addresses[0];
    if (options.all) found(null, [...addresses]);
    else found(null, first?.address ?? '', first?.family);
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        lookup,
        // A connection kept for later would skip the check of the next request.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new NoAnswerError(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : codeOf(error)),
      );
    });
    call.end(body);
  });
}

function codeOf(error: NodeJS.ErrnoException): string {
  return /^[A-Z0-9_]{1,50}$/.test(error.code ?? '') ? (error.code as string) : 'network';
}
