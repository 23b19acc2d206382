import { cut } from '../../shared/text/text.ts';

/** An emulator, and the region a province was deployed to. */
export type Where = { readonly endpoint: string; readonly region: string };

/** An error answer of the emulator. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
}

export type Call = {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly type?: string;
  /** Operation, in the JSON protocol. */
  readonly target?: string;
};

/** Attempts for failures of the emulator itself. Every call here is idempotent. */
const TRIES = 3;

/**
 * One call of a service for which the product has no client. Emulators route by the scope of the signature
 * and do not verify it; a real endpoint rejects it, as it should.
 * @throws {EmulatorError}
 */
export async function call(
  where: Where,
  service: string,
  { method = 'POST', path = '/', body, type, target }: Call,
): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const { status, text } = await callOnce(where, service, { method, path, body, type, target });
    // An emulator is one process: a read during a change fails now and then, and succeeds on retry.
    if (status >= 500 && tries < TRIES) continue;
    if (status >= 400) throw new EmulatorError(`${service} ${method} ${path}: ${status} ${cut(text, 300)}`);
    return text;
  }
}

async function callOnce(where: Where, service: string, { method = 'POST', path = '/', body, type, target }: Call) {
  const scope = `local/20260101/${where.region}/${service}/aws4_request`;
  const response = await fetch(new URL(path, where.endpoint), {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': type ?? 'application/json',
      ...(target ? { 'x-amz-target': target } : {}),
    },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, text: await response.text() };
}

/** A call of the query protocol (CloudFormation, SNS). */
export const query = (where: Where, service: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
  call(where, service, {
    body: new URLSearchParams(parameters).toString(),
    type: 'application/x-www-form-urlencoded',
  });
