import * as z from 'zod/mini';
import { EVENT_SOURCE } from '../../../events/envelope.ts';
import { uuid } from '../../values.ts';

const position = z.int().check(z.minimum(1));

/** Fields of a nudge; a consumer with several destinations adds its own. */
export const nudgeFields = {
  dossierId: uuid,
  /** Version of the event that caused it: nothing is to be done once the cursor is there. Absent: look anyway. */
  version: z.optional(position),
  /** How often this nudge was put back, for the back-off. */
  attempt: z.optional(z.int().check(z.minimum(0))),
  /** Id of the message that put it back, which has the dossier's one place on the queue. */
  place: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** Carried by a parked nudge: redriving it from the dead-letter queue opens the block it reports. */
  unblock: z.optional(position),
};

/** "Something may be new in this dossier's log." Carries no content: the log is read when the nudge is handled. */
export const nudgeSchema = z.strictObject(nudgeFields);
export type Nudge = z.infer<typeof nudgeSchema>;

/**
 * How far a log has come, by a nudge that says nothing else. One that was put back or redriven stands for itself: the
 * cursor may be waiting for just that one.
 */
export const reachOf = ({ version, attempt, unblock }: Nudge): number | undefined =>
  attempt === undefined && unblock === undefined ? version : undefined;

/** An event as the bus delivers it; only its place in the log is used. */
export const busNudgeSchema = z.pipe(
  z.object({
    source: z.literal(EVENT_SOURCE),
    detail: z.object({ id: z.string().check(z.regex(/^[0-9a-f-]{36}:[1-9]\d{0,8}$/)), subject: uuid }),
  }),
  z.transform(({ detail }): Nudge => ({ dossierId: detail.subject, version: Number(detail.id.slice(37)) })),
);

/** A message of a delivery queue: an event from the bus, or a bare nudge that was put back, redriven or sent by hand. */
export const deliveryMessageSchema: z.ZodMiniType<Nudge> = z.union([nudgeSchema, busNudgeSchema]);
