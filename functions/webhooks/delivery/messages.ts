import * as z from 'zod/mini';
import {
  announcedVersion,
  busEventSchema,
  type ChangeNotification,
  changeNotificationFields,
  changeNotificationSchema,
} from '../../../shared/platform/delivery/change-notification.ts';
import { agencyId, uuid } from '../../../shared/values.ts';

/** A notification for one endpoint: what the fan-out and the API's replay put on this function's own queue. */
export const endpointNotificationSchema = z.strictObject({ ...changeNotificationFields, agencyId, endpointId: uuid });
export type EndpointNotification = z.infer<typeof endpointNotificationSchema>;

/** The endpoint was re-enabled: a notification is queued for everything it missed. */
export const catchUpSchema = z.strictObject({ catchUp: z.literal(true), agencyId, endpointId: uuid });
export type CatchUp = z.infer<typeof catchUpSchema>;

export type Message = ChangeNotification | EndpointNotification | CatchUp;

export const messageSchema: z.ZodMiniType<Message> = z.union([
  endpointNotificationSchema,
  catchUpSchema,
  changeNotificationSchema,
  busEventSchema,
]);

/**
 * Message group: one dossier at one endpoint. Its notifications are processed in sequence instead of competing for the lease.
 */
export function laneOf(message: Message): string {
  if ('catchUp' in message) return message.endpointId;
  return 'endpointId' in message ? `${message.endpointId}:${message.dossierId}` : message.dossierId;
}

/** Notifications of a group that arrive together are coalesced into the one with the highest version. */
export const reachOfMessage = (message: Message): number | undefined =>
  'catchUp' in message ? undefined : announcedVersion(message);
