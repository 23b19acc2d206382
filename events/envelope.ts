import * as z from 'zod/mini';

/** `source` of our entries on the province's bus. */
export const EVENT_SOURCE = 'motcua';

const attributes = {
  specversion: z.literal('1.0'),
  /** `<dossierId>:<version>`: the same on every delivery, so a consumer that has seen it may drop it. */
  id: z.string().check(z.regex(/^[0-9a-f-]{36}:\d+$/)),
  source: z.string().check(z.regex(/^motcua\/[a-z-]+$/)),
  /** The dossier's id. */
  subject: z.uuid(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** The request that led to it (CloudEvents' extension for correlation). */
  correlationid: z.optional(z.string().check(z.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))),
};

/** CloudEvents 1.0 envelope of one event type, carried whole in `detail`. */
export const envelopeSchema = <T extends z.ZodMiniType>(type: string, data: T) =>
  z.object({ ...attributes, type: z.literal(type), data });
