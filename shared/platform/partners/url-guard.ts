import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AddressFault, addressFault, hostOf, isPublicAddress } from './addresses.ts';
import type { Address } from './exchange.ts';

/** Why a URL may not be called; public codes, shown to the agency that registers it and kept in the attempt log. */
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

/** A URL that may be called, with the only addresses a connection may go to. */
export type Target = { readonly url: URL; readonly addresses: readonly Address[] };

/** Guards against server-side request forgery: whatever URL others write, only the public internet is reached. */
export type UrlGuard = {
  /** Checks what can be seen in the text itself. @throws UrlRefusedError */
  parse(text: string): URL;
  /** Checks the text and what its host resolves to at this moment. @throws UrlRefusedError */
  resolve(text: string): Promise<Target>;
};

export type GuardOptions = {
  /**
   * `host:port` (as in `URL.host`) that pass over plain HTTP and may be private: servers of a test environment. Empty
   * on AWS.
   */
  readonly privateHosts?: readonly string[];
  /** Ports that may be called, as `URL.port` has them; every port when left out. */
  readonly ports?: readonly string[];
  readonly resolveHost?: Resolve;
};

/** A name server that does not answer must not hold a call up. Milliseconds. */
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
      // One private address among public ones is refused too: which of them is used would be left to chance.
      const inside = addresses.some(({ address }) => !isPublicAddress(address));
      if (inside && !privateHosts.includes(url.host)) throw new UrlRefusedError('private-address');
      return { url, addresses };
    },
  };
}

/**
 * Asks the name servers directly. The system's own look-up works in four threads that everything else waits for too, so
 * four names whose servers never answer would stop every connection of the process, those to AWS included.
 * @param servers `address:port`; those of the system unless told
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
