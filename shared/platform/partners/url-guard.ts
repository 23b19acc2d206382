import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AddressFault, addressFault, hostOf, isPublicAddress } from './addresses.ts';
import type { Address } from './exchange.ts';

/** Why a URL may not be called; public codes, shown to the agency that registers it and stored in the attempt log. */
export type UrlFault = AddressFault | 'port' | 'unresolvable';

export class UrlRefusedError extends Error {
  override readonly name = 'UrlRefusedError';
  readonly fault: UrlFault;

  constructor(fault: UrlFault) {
    super(`the URL is refused: ${fault}`);
    this.fault = fault;
  }
}

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

/** An allowed URL, with the only IP addresses to connect to. */
export type Target = { readonly url: URL; readonly addresses: readonly Address[] };

/** Protection against server-side request forgery: external URLs can only reach the public internet. */
export type UrlGuard = {
  /** Checks the URL's text. @throws UrlRefusedError */
  parse(text: string): URL;
  /** Checks the text and the IP addresses of its host at this moment. @throws UrlRefusedError */
  resolve(text: string): Promise<Target>;
};

export type GuardOptions = {
  /**
   * `host:port` (as in `URL.host`) allowed over plain HTTP and in private networks: servers of a test environment. Empty on
   * AWS.
   */
  readonly privateHosts?: readonly string[];
  /** Allowed ports, as in `URL.port`; absent: every port. */
  readonly ports?: readonly string[];
  readonly resolveHost?: Resolve;
};

/** Limit for an unresponsive name server. Milliseconds. */
const RESOLVE_MS = 3_000;

export function urlGuard({ privateHosts = [], ports, resolveHost = resolver() }: GuardOptions): UrlGuard {
  function parse(text: string): URL {
    const fault = addressFault(text, privateHosts);
    if (fault !== undefined) throw new UrlRefusedError(fault);
    const url = new URL(text);
    if (ports !== undefined && !ports.includes(url.port) && !privateHosts.includes(url.host)) {
      throw new UrlRefusedError('port');
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
      // One private address among public ones is refused too: it could be the one connected to.
      const inside = addresses.some(({ address }) => !isPublicAddress(address));
      if (inside && !privateHosts.includes(url.host)) throw new UrlRefusedError('private-address');
      return { url, addresses };
    },
  };
}

/**
 * Queries the name servers directly. The system's own look-up uses four threads shared by the process, so four unresponsive
 * names would block every connection, including those to AWS.
 * @param servers `address:port`; default: those of the system
 */
export function resolver(servers?: readonly string[]): Resolve {
  const dns = new Resolver({ timeout: 1_000, tries: 2 });
  if (servers !== undefined) dns.setServers(servers);
  return async (host) => {
    const found = await Promise.all([
      dns.resolve4(host).then(
        (all) => all.map((address) => ({ address, family: 4 })),
        () => [],
      ),
      dns.resolve6(host).then(
        (all) => all.map((address) => ({ address, family: 6 })),
        () => [],
      ),
    ]);
    return found.flat();
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
