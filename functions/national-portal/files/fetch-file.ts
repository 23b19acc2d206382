import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../../shared/documents/file-types.ts';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import { type Answer, exchange, OutboundError, readAll } from '../../../shared/platform/partners/exchange.ts';
import { PartnerUnavailableError } from '../../../shared/platform/partners/outcomes.ts';
import { retryAfterOf } from '../../../shared/platform/partners/retry-after.ts';
import { type Resolve, UrlRefusedError, urlGuard } from '../../../shared/platform/partners/url-guard.ts';
import { isAllowedFile, plainHosts } from '../file-hosts.ts';

export type FetchedFile =
  | { readonly bytes: Buffer; readonly sha256: string }
  /** Fetching again would give the same result. */
  | { readonly refused: DocumentRefusal };

/** Its name in errors, whose causes hold no address: file names may tell of a person. */
const FILE_SERVER = 'file-server';

/** Timeout for a file of the maximum size, DNS look-up included, milliseconds. */
const TIMEOUT_MS = 40_000;

export type FetchFile = (url: string) => Promise<FetchedFile>;

export type FetcherOptions = { readonly resolveHost?: Resolve; readonly timeoutMs?: number };

/**
 * Fetches files from the hosts that were agreed, and from nowhere else: a redirect is not followed, and a host that has come
 * to lie in a private network is not asked. Nothing that proves who we are goes along. What something in between may have
 * answered (a redirect, a page) says nothing of the paper, so it is asked for again.
 * @throws PartnerUnavailableError when it may succeed later.
 */
export function fileFetcher(
  hosts: readonly string[],
  { timeoutMs = TIMEOUT_MS, ...options }: FetcherOptions = {},
): FetchFile {
  const guard = urlGuard({ privateHosts: plainHosts(hosts), ...options });

  async function ask(text: string): Promise<Answer> {
    const begun = performance.now();
    const { url, addresses } = await guard.resolve(text.replace(/#.*$/s, ''));
    return exchange(url, {
      method: 'GET',
      timeoutMs: timeoutMs - (performance.now() - begun),
      maxBytes: MAX_FILE_BYTES,
      addresses,
    });
  }

  return async (url) => {
    if (!isAllowedFile(url, hosts)) return { refused: 'source-not-allowed' };
    try {
      const answer = await ask(url);
      if (answer.status === 200 && !isPacked(answer) && !isPage(answer)) return await read(answer);
      answer.discard();
      const refused = refusalOf(answer);
      if (refused !== undefined) return { refused };
      if (answer.status === 200)
        throw new PartnerUnavailableError(FILE_SERVER, isPage(answer) ? 'file-page' : 'file-packed');
      const wish = retryAfterOf(answer.status, answer.headers['retry-after'], new Date());
      throw new PartnerUnavailableError(FILE_SERVER, `file-server-${answer.status}`, wish);
    } catch (error) {
      // The host was agreed, so that it cannot be found, or only within, is not the paper's fault.
      if (error instanceof UrlRefusedError) throw new PartnerUnavailableError(FILE_SERVER, `file-host-${error.fault}`);
      if (!(error instanceof OutboundError)) throw error;
      if (error.causeCode === 'too-large') return { refused: 'too-large' };
      throw new PartnerUnavailableError(FILE_SERVER, error.causeCode === 'timeout' ? 'file-timeout' : 'file-network');
    }
  };
}

/** Other statuses (no permission, too many requests, redirects) may be the server's mistake, so they are retried. */
const refusalOf = ({ status }: Answer): DocumentRefusal | undefined =>
  status === 404 || status === 410 ? 'source-missing' : undefined;

/** An HTML page comes from an intermediary: no document is a page. */
const isPage = ({ headers }: Answer): boolean =>
  headers['content-type']?.trim().toLowerCase().startsWith('text/html') === true;

/** Content encoding that we did not request: a compressed body could expand far beyond the measured size. */
const isPacked = ({ headers }: Answer): boolean => (headers['content-encoding'] ?? 'identity') !== 'identity';

async function read({ body }: Answer): Promise<FetchedFile> {
  const bytes = await readAll(body);
  if (bytes.length === 0) return { refused: 'damaged' };
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
