import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** Why a URL may not be called; public codes, shown to the agency that registers it and kept in the attempt log. */
export const URL_FAULTS = [
  'not-a-url',
  'not-https',
  'credentials',
  'fragment',
  'port',
  'private-host',
  'unresolvable',
  'private-address',
] as const;
export type UrlFault = (typeof URL_FAULTS)[number];

export class UrlRefusedError extends Error {
  override readonly name = 'UrlRefusedError';
  readonly fault: UrlFault;

  constructor(fault: UrlFault) {
    super(`the URL is refused: ${fault}`);
    this.fault = fault;
  }
}

export type Address = { readonly address: string; readonly family: number };
/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

/** A URL that may be called, with the only addresses a connection may go to. */
export type Target = { readonly url: URL; readonly addresses: readonly Address[] };

/** Guards against server-side request forgery: whatever URL an agency gives, only the public internet is reached. */
export type UrlGuard = {
  /** Checks what can be seen in the text itself. @throws UrlRefusedError */
  parse(text: string): URL;
  /** Checks the text and what its host resolves to at this moment. @throws UrlRefusedError */
  resolve(text: string): Promise<Target>;
};

const PORTS = ['', '443', '8443'];
/** Names that mean the inside of some network whatever they resolve to. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|arpa)$/;

/** A name server that does not answer must not hold a delivery up. Milliseconds. */
const RESOLVE_MS = 3_000;

const systemResolve: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * @param privateHosts `host:port` (as in `URL.host`) that pass over plain http and may be private: the receivers of a
 * test environment. Empty on AWS.
 */
export function urlGuard(privateHosts: readonly string[], resolveHost: Resolve = systemResolve): UrlGuard {
  function parse(text: string): URL {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new UrlRefusedError(url === null ? 'not-a-url' : 'not-https');
    }
    if (url.username !== '' || url.password !== '') throw new UrlRefusedError('credentials');
    if (url.hash !== '') throw new UrlRefusedError('fragment');
    if (privateHosts.includes(url.host)) return url;
    if (url.protocol !== 'https:') throw new UrlRefusedError('not-https');
    if (!PORTS.includes(url.port)) throw new UrlRefusedError('port');
    const host = hostOf(url);
    if (isIP(host) !== 0) {
      if (!isPublicAddress(host)) throw new UrlRefusedError('private-address');
    } else if (!host.includes('.') || PRIVATE_NAME.test(host)) {
      throw new UrlRefusedError('private-host');
    }
    return url;
  }

  return {
    parse,
    async resolve(text) {
      const url = parse(text);
      const host = hostOf(url);
      const literal = isIP(host);
      const addresses =
        literal !== 0
          ? [{ address: host, family: literal }]
          : await within(RESOLVE_MS, resolveHost(host)).catch(() => {
              throw new UrlRefusedError('unresolvable');
            });
      if (addresses.length === 0) throw new UrlRefusedError('unresolvable');
      // One private address among public ones is refused too: which of them is used would be left to chance.
      const inside = addresses.some(({ address }) => !isPublicAddress(address));
      if (inside && !privateHosts.includes(url.host)) throw new UrlRefusedError('private-address');
      return { url, addresses };
    },
  };
}

/** Host name without the brackets of IPv6 and the dot of a fully qualified name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
