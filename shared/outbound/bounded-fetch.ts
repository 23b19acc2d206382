import { exchange, OutboundError, type OutboundRequest } from './exchange.ts';

/** An {@link exchange} whose answer is a web `Response`: status, headers and a body within its bounds. */
export type Fetch = (url: string, request: OutboundRequest) => Promise<Response>;

/** Statuses that have no body, and for which a `Response` takes none. */
const BODILESS = [204, 205, 304];

/** @throws OutboundError, also out of the body while it is read */
export const boundedFetch: Fetch = async (url, request) => {
  const { status, headers, body, discard } = await exchange(new URL(url), request);
  const lines = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  try {
    const content = BODILESS.includes(status) ? null : ReadableStream.from(body);
    if (content === null) discard();
    return new Response(content as ReadableStream<Uint8Array<ArrayBuffer>> | null, { status, headers: lines });
  } catch (error) {
    // A status that HTTP does not know.
    discard();
    throw new OutboundError('bad-answer', 'bad-status', error);
  }
};
