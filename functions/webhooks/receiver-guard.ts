import * as z from 'zod/mini';
import { type Resolve, type UrlGuard, urlGuard } from '../../shared/platform/partners/url-guard.ts';

/** `WEBHOOK_PRIVATE_HOSTS`: `host:port` separated by commas; empty or absent on AWS. */
export const privateHosts = z.pipe(
  z._default(z.string().check(z.regex(/^(?:[a-z0-9.-]+(?::\d{1,5})?(?:,[a-z0-9.-]+(?::\d{1,5})?)*)?$/)), ''),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);

/** Ports a receiver may listen on; empty is that of HTTPS. */
const PORTS = ['', '8443'];

/** Lets agencies' receivers on the public internet through, and nothing else. */
export const receiverGuard = (hosts: readonly string[], resolveHost?: Resolve): UrlGuard =>
  urlGuard({ privateHosts: hosts, ports: PORTS, ...(resolveHost !== undefined && { resolveHost }) });
