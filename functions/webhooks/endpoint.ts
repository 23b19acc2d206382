import * as z from 'zod/mini';
import { EVENTS, eventType } from '../../events/catalogue.ts';
import { fail, invalid, ok } from '../../shared/text/result.ts';
import { cleaned } from '../../shared/text/wire-form.ts';
import { agencyId, instant, line, uuid } from '../../shared/values.ts';

/** Event types an endpoint may subscribe to. Default: all, including those of later versions. */
export const EVENT_TYPES = Object.keys(EVENTS).map(eventType);

/** An agency system's address for events. The signing secret is not included; it is in Secrets Manager under the id. */
export const endpointSchema = z.object({
  endpointId: uuid,
  agencyId,
  url: z.string(),
  description: z.string(),
  eventTypes: z.optional(z.array(z.string())),
  status: z.enum(['enabled', 'disabled']),
  /** `gone`: the receiver answered 410. `failing`: no attempt succeeded for days. */
  disabledReason: z.optional(z.enum(['gone', 'failing'])),
  disabledAt: z.optional(instant),
  /** Since when every attempt has failed; absent after a success. */
  failingSince: z.optional(instant),
  createdAt: instant,
  /** Number of the current secret, from 1. */
  secretVersion: z.int(),
  secretRotatedAt: z.optional(instant),
});
export type Endpoint = z.infer<typeof endpointSchema>;

const NOT_AN_ADDRESS = invalid(
  'not-a-url',
  'Phải là địa chỉ https, chỉ gồm ký tự ASCII, dài không quá 2000 ký tự.',
  'Must be an https address of ASCII characters, at most 2000 of them.',
);

/** Checks the format only; `url-guard.ts` decides whether it may be called. */
const address = cleaned(
  (typed) => {
    const url = typed.trim();
    return url.length <= 2000 && /^https?:\/\/[!-~]+$/.test(url) && URL.canParse(url) ? ok(url) : fail(NOT_AN_ADDRESS);
  },
  {
    sent: {
      type: 'string',
      format: 'uri',
      pattern: '^https://[!-~]+$',
      maxLength: 2000,
      description:
        'On the public internet, port 443 or 8443, with a host name that resolves; without credentials and fragment. A name beyond ASCII in Punycode.',
    },
  },
);

export const newEndpointSchema = z.strictObject({
  url: address,
  description: line(200),
  eventTypes: z.optional(
    z.array(z.enum(EVENT_TYPES as [string, ...string[]])).check(z.minLength(1), z.maxLength(EVENT_TYPES.length)),
  ),
});

/** How long the previous secret stays valid after a rotation, hours. */
export const OVERLAP_HOURS = 24;

/** Whether deliveries are also signed with the previous secret. */
export function inOverlap({ secretRotatedAt }: Endpoint, now: Date): boolean {
  if (secretRotatedAt === undefined) return false;
  return now.getTime() < Date.parse(secretRotatedAt) + OVERLAP_HOURS * 3_600_000;
}

/** The secrets to sign with at this moment, from those stored (newest first). */
export function secretsInForce(
  endpoint: Endpoint,
  stored: readonly [string, ...string[]],
  now: Date,
): readonly [string, ...string[]] {
  return inOverlap(endpoint, now) ? stored : [stored[0]];
}

export function wants({ eventTypes }: Pick<Endpoint, 'eventTypes'>, type: string): boolean {
  return eventTypes === undefined || eventTypes.includes(type);
}

export const webhookDestination = (endpointId: string) => `webhook:${endpointId}`;
