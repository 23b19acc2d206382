import type { Answer, Exchange, OutboundRequest } from '../../../../shared/platform/partners/exchange.ts';

/** Converts a web `Response`, which is short to write, to the result of an exchange. */
export const answerOf = (response: Response): Answer => ({
  status: response.status,
  ok: response.ok,
  headers: Object.fromEntries(response.headers),
  body: bytesOf(response),
  discard: () => {},
});

async function* bytesOf(response: Response): AsyncGenerator<Buffer> {
  yield Buffer.from(await response.arrayBuffer());
}

/** An exchange with responses given by URL and request. */
export const answering =
  (respond: (url: string, request: OutboundRequest) => Promise<Response>): Exchange =>
  async (url, request) =>
    answerOf(await respond(url.href, request));
