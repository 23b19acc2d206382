import * as wire from '../../../../shared/platform/partners/exchange.ts';
import type { HttpRequest, HttpResponse } from '../../world/network.ts';

export * from '../../../../shared/platform/partners/exchange.ts';

type Carry = (address: string, request: HttpRequest, onConnect: () => void) => Promise<HttpResponse>;

const TARGET = 'x-amz-target';
const NOTHING = Buffer.alloc(0);

/**
 * Stands in for the exchange of the clients of AWS in a world: what {@link ./direct.ts} asks goes over the world's network
 * without being written out, within the same time. No `await`: a function dies at its own places, not at these.
 */
export const exchange: wire.Exchange = (url, request) => {
  const { method, headers = {}, body, timeoutMs } = request;
  if (headers[TARGET] === undefined || typeof body === 'string') return wire.exchange(url, request);
  const carry = (globalThis as unknown as { readonly $carry: Carry }).$carry;
  return new Promise((resolve, reject) => {
    let stage: wire.OutboundFailure = 'never-sent';
    const fail = (code: string, cause?: unknown) => reject(new wire.OutboundError(stage, code, cause));
    const deadline = setTimeout(() => fail('timeout'), timeoutMs);
    carry(url.host, { method, path: url.pathname, headers, body: NOTHING, input: body }, () => {
      stage = 'no-answer';
    }).then(
      (answer) => {
        clearTimeout(deadline);
        const { status, output = answer.body } = answer;
        resolve({ status, ok: status < 300, headers: { ...answer.headers }, body: output as never, discard: () => {} });
      },
      (error: { readonly code?: string }) => {
        clearTimeout(deadline);
        fail(error.code ?? 'network', error);
      },
    );
  });
};

/** What was not written out has not to be read either. */
export const readAll = (body: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Symbol.asyncIterator in body ? wire.readAll(body) : Promise.resolve(body as never);
