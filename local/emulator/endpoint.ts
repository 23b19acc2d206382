import { EndpointNotLocal } from '../errors.ts';

/**
 * Only plain http to this machine's loopback passes: a local province must never reach an AWS account.
 * @throws EndpointNotLocal
 */
export function requireLoopback(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const loopback = url && (/^127(\.\d{1,3}){3}$/.test(url.hostname) || ['localhost', '[::1]'].includes(url.hostname));
  const bare = url && url.username === '' && url.password === '' && url.pathname === '/' && url.search === '';
  if (!url || !loopback || !bare || url.protocol !== 'http:') throw new EndpointNotLocal(endpoint);
  return url;
}

/** Health addresses of the emulators we know; a 200 from any of them will do. */
const HEALTH_PATHS = ['/_ministack/health', '/_localstack/health'];

/** Which emulator answers at the endpoint, if any. */
export async function whoAnswers(endpoint: string): Promise<'ministack' | 'localstack' | undefined> {
  for (const path of HEALTH_PATHS) {
    const answer = await fetch(new URL(path, endpoint), { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return path === '/_ministack/health' ? 'ministack' : 'localstack';
  }
  return undefined;
}
