import * as z from 'zod/mini';
import { type Resolve, type UrlGuard, urlGuard } from '../../shared/platform/partners/url-guard.ts';

/** `WEBHOOK_PRIVATE_HOSTS`: comma-separated `host:port`; empty or absent on AWS. */
export const privateHosts = z.pipe(
  z._default(z.string().check(z.regex(/^(?:[a-z0-9.-]+(?::\d{1,5})?(?:,[a-z0-9.-]+(?::\d{1,5})?)*)?$/)), ''),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);

/** Ports a receiver may use; empty means the default of HTTPS. */
const PORTS = ['', '8443'];

/** Allows only receivers on the public internet. */
export const receiverGuard = (hosts: readonly string[], resolveHost?: Resolve): UrlGuard =>
  urlGuard({ privateHosts: hosts, ports: PORTS, ...(resolveHost !== undefined && { resolveHost }) });
