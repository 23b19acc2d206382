import * as z from 'zod/mini';

/**
 * Environment variable `PORTAL_FILE_HOSTS`: hosts, separated by commas, from which files of the national portal may
 * come. A bare host means HTTPS on its usual port; `host:port` means exactly that port, plain HTTP included (test
 * environments, gateways inside the bus).
 */
export const fileHosts = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);

/** Whether a URL, written by somebody we do not trust, points at a configured host. */
export function isAllowedFile(text: string, hosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.port === '' && hosts.includes(url.hostname)) return true;
  const port = url.port || { 'https:': '443', 'http:': '80' }[url.protocol];
  return port !== undefined && hosts.includes(`${url.hostname}:${port}`);
}
