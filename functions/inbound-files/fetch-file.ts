import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../shared/documents/file-types.ts';
import type { DocumentRefusal } from '../../shared/documents/refusals.ts';
import { isAllowedFile } from '../../shared/national-portal/file-hosts.ts';

export type FetchedFile =
  | { readonly bytes: Buffer; readonly sha256: string }
  /** Fetching it again would end in the same. */
  | { readonly refused: DocumentRefusal };

/** The file server did not give the file now. A stable code, never an address: file names may tell of a person. */
export class FileUnavailableError extends Error {
  override readonly name = 'FileUnavailableError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

/** A whole file of the largest size must pass within this. Milliseconds. */
const TIMEOUT_MS = 40_000;

export type FetchFile = (url: string) => Promise<FetchedFile>;

/**
 * Fetches files from the hosts that were agreed, and from nowhere else: an address that leads on (a redirect) is not
 * followed. Nothing that proves who we are goes along.
 * @throws FileUnavailableError when it may succeed later.
 */
export function fileFetcher(hosts: readonly string[], send: typeof fetch = fetch): FetchFile {
  async function ask(url: string): Promise<Response> {
    return send(url, {
      redirect: 'manual',
      credentials: 'omit',
      // Bytes as they are: a packed answer could unpack into far more than was measured.
      headers: { 'accept-encoding': 'identity' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  return async (url) => {
    if (!isAllowedFile(url, hosts)) return { refused: 'source-not-allowed' };
    try {
      const answer = await ask(url);
      const refused = refusalOf(answer);
      if (refused === undefined && answer.status === 200) return await read(answer);
      await answer.body?.cancel();
      if (refused !== undefined) return { refused };
      throw new FileUnavailableError(`file-server-${answer.status}`);
    } catch (error) {
      if (error instanceof FileUnavailableError) throw error;
      throw new FileUnavailableError((error as Error).name === 'TimeoutError' ? 'file-timeout' : 'file-network');
    }
  };
}

/** Other refusals than these (no right, too many requests) may be the server's mistake, so they are tried again. */
function refusalOf({ status, headers }: Response): DocumentRefusal | undefined {
  if (status >= 300 && status < 400) return 'source-not-allowed';
  if (status === 404 || status === 410) return 'source-missing';
  return status === 200 && Number(headers.get('content-length') ?? 0) > MAX_FILE_BYTES ? 'too-large' : undefined;
}

/** Reads at most the largest size, whatever the server announced. */
async function read({ body }: Response): Promise<FetchedFile> {
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the rest of the transfer.
    if (length > MAX_FILE_BYTES) return { refused: 'too-large' };
    hash.update(chunk);
    chunks.push(chunk);
  }
  if (length === 0) return { refused: 'damaged' };
  return { bytes: Buffer.concat(chunks, length), sha256: hash.digest('hex') };
}
