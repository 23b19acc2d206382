import * as z from 'zod/mini';

/** `WEBHOOK_PRIVATE_HOSTS`: `host:port` separated by commas; empty or absent on AWS. */
export const privateHosts = z.pipe(
  z._default(z.string().check(z.regex(/^(?:[a-z0-9.-]+(?::\d{1,5})?(?:,[a-z0-9.-]+(?::\d{1,5})?)*)?$/)), ''),
  z.transform((text) => text.split(',').filter((host) => host !== '')),
);
