import * as z from 'zod/mini';

/**
 * Environment variable `PORTAL_FILE_HOSTS`: comma-separated hosts that files of the national portal may come from. A bare host
 * means HTTPS on port 443, `host:port` HTTPS on that port. Only test environments may list a host with `http://`: plain HTTP,
 * and the host may be private.
 */
export const fileHosts = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);

const PLAIN = 'http://';

/** The configured hosts that use plain HTTP, in the form of `URL.host`. */
export const plainHosts = (hosts: readonly string[]): readonly string[] =>
  hosts.filter((host) => host.startsWith(PLAIN)).map((host) => new URL(host).host);

/** Whether a URL from an untrusted source points to a configured host. */
export function isAllowedFile(text: string, hosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'http:') return plainHosts(hosts).includes(url.host);
  if (url.protocol !== 'https:') return false;
  return hosts.some((host) => URL.parse(`https://${host}`)?.host === url.host);
}
