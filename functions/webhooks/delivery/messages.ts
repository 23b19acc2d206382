import * as z from 'zod/mini';
import {
  announcedVersion,
  busEventSchema,
  type ChangeNotification,
  changeNotificationFields,
  changeNotificationSchema,
} from '../../../shared/platform/delivery/change-notification.ts';
import { agencyId, uuid } from '../../../shared/values.ts';

/** A change notification for one endpoint, sent to this function's queue by the fan-out and by the API's replay. */
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
export function messageGroupOf(message: Message): string {
  if ('catchUp' in message) return message.endpointId;
  return 'endpointId' in message ? `${message.endpointId}:${message.dossierId}` : message.dossierId;
}

/** Notifications of a group that arrive together are coalesced into the one with the highest version. */
export const announcedVersionOf = (message: Message): number | undefined =>
  'catchUp' in message ? undefined : announcedVersion(message);
