import * as z from 'zod/mini';

/** `source` on the bus; also the `source` attribute of each CloudEvent, followed by the province. */
export const EVENT_SOURCE = 'motcua';

/**
 * CloudEvents 1.0 envelope, carried whole in `detail`. `id` is `<dossierId>:<version>`, the same on every delivery, so
 * a consumer that has seen it may drop it.
 */
export const envelopeSchema = <T extends z.ZodMiniType>(type: string, data: T) =>
  z.object({
    specversion: z.literal('1.0'),
    id: z.string().check(z.regex(/^[0-9a-f-]{36}:\d+$/)),
    source: z.string().check(z.regex(/^motcua\/[a-z-]+$/)),
    type: z.literal(type),
    subject: z.uuid(),
    time: z.iso.datetime(),
    datacontenttype: z.literal('application/json'),
    traceparent: z.optional(z.string().check(z.regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/))),
    data,
  });
