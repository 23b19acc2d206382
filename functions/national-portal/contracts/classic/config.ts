import * as z from 'zod/mini';
import { agencyId, line } from '../../../../shared/values.ts';

const path = z.string().check(z.regex(/^\/[\w./-]*$/));

/**
 * Connection of the province to the portal's adapter on the data-exchange bus. Points that the contract leaves open are
 * configurable, with the values seen so far as defaults.
 */
export const classicConfig = z.strictObject({
  /** `adapter_url`, without endpoint paths. */
  url: z.url({ protocol: /^https?$/ }),
  /** `madonvi`. */
  agencyCode: agencyId,
  /** `tendonvi`. */
  agencyName: line(200),
  /** Header `dstcode` of the login, only if the adapter requires it. */
  destinationCode: z.optional(line(60)),
  /** `auth_endpoint` and `integration_endpoint`. */
  endpoints: z._default(z.strictObject({ login: path, integration: path }), {
    login: '/login',
    integration: '/integration',
  }),
  /** Timeout of one request, milliseconds. */
  timeoutMs: z._default(z.int().check(z.minimum(100), z.maximum(20_000)), 8_000),
  /** Age at which a session is renewed proactively, milliseconds. The portal allows about 10 minutes. */
  sessionMs: z._default(z.int().check(z.minimum(1_000), z.maximum(3_600_000)), 540_000),
});
export type ClassicConfig = z.infer<typeof classicConfig>;

/** Secret `<prefix>/national-portal`. */
export const classicCredentials = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
});
export type ClassicCredentials = z.infer<typeof classicCredentials>;
