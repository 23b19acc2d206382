import { EndpointNotLocal } from '../errors.ts';

/**
 * Accepts only plain http on this machine's loopback: a local province must never reach an AWS account.
 * @throws EndpointNotLocal
 */
export function requireLoopback(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const loopback = url && (/^127(\.\d{1,3}){3}$/.test(url.hostname) || ['localhost', '[::1]'].includes(url.hostname));
  const bare = url && url.username === '' && url.password === '' && url.pathname === '/' && url.search === '';
  if (!url || !loopback || !bare || url.protocol !== 'http:') throw new EndpointNotLocal(endpoint);
  return url;
}
