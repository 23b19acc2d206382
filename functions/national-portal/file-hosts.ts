import * as z from 'zod/mini';

/**
 * Environment variable `PORTAL_FILE_HOSTS`: hosts, separated by commas, from which files of the national portal may
 * come. A bare host means HTTPS on its usual port, `host:port` HTTPS on exactly that one. Only the endpoints of a test
 * environment may name a host with `http://` before it: plain HTTP, and it may be private.
 */
export const fileHosts = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);

const PLAIN = 'http://';

/** Of the configured hosts those that are asked over plain HTTP, as `URL.host` has them. */
export const plainHosts = (hosts: readonly string[]): readonly string[] =>
  hosts.filter((host) => host.startsWith(PLAIN)).map((host) => new URL(host).host);

/** Whether a URL, written by somebody we do not trust, points at a configured host. */
export function isAllowedFile(text: string, hosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'http:') return plainHosts(hosts).includes(url.host);
  if (url.protocol !== 'https:') return false;
  return hosts.some((host) => URL.parse(`https://${host}`)?.host === url.host);
}
