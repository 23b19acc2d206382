import * as z from 'zod/mini';
import { EVENT_SOURCE } from '../../../events/envelope.ts';
import { uuid } from '../../values.ts';

const position = z.int().check(z.minimum(1));

/** Fields of a change notification; a consumer with several destinations adds its own. */
export const changeNotificationFields = {
  dossierId: uuid,
  /** Version of the event that caused it: no work is needed once the cursor is there. Absent: always check. */
  version: z.optional(position),
  /** How often this notification was requeued, for the back-off. */
  attempt: z.optional(z.int().check(z.minimum(0))),
  /** Id of the message that requeued it and holds the dossier's one pending place on the queue. */
  place: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** Set on a parked notification: redriving it from the dead-letter queue removes the block it reports. */
  unblock: z.optional(position),
};

/** Change notification: a dossier's log may have new events. It has no content: the log is read when it is handled. */
export const changeNotificationSchema = z.strictObject(changeNotificationFields);
export type ChangeNotification = z.infer<typeof changeNotificationSchema>;

/**
 * Newest version announced by a plain change notification. A requeued or redriven one is not coalesced: the cursor may be
 * waiting for exactly that one.
 */
export const announcedVersion = ({ version, attempt, unblock }: ChangeNotification): number | undefined =>
  attempt === undefined && unblock === undefined ? version : undefined;

/** An event as delivered by EventBridge; only its position in the log is used. */
export const busEventSchema = z.pipe(
  z.object({
    source: z.literal(EVENT_SOURCE),
    detail: z.object({ id: z.string().check(z.regex(/^[0-9a-f-]{36}:[1-9]\d{0,8}$/)), subject: uuid }),
  }),
  z.transform(
    ({ detail }): ChangeNotification => ({ dossierId: detail.subject, version: Number(detail.id.slice(37)) }),
  ),
);

/**
 * A message of a delivery queue: an event from EventBridge, or a change notification that was requeued, redriven or sent
 * manually.
 */
export const deliveryMessageSchema: z.ZodMiniType<ChangeNotification> = z.union([
  changeNotificationSchema,
  busEventSchema,
]);
