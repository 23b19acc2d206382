import * as z from 'zod/mini';
import {
  announcedVersion,
  busEventSchema,
  type ChangeNotification,
  changeNotificationFields,
  changeNotificationSchema,
} from '../../../shared/platform/delivery/nudge.ts';
import { agencyId, uuid } from '../../../shared/values.ts';

/** A nudge for one endpoint: what the fan-out and the API's replay put on this function's own queue. */
export const endpointNudgeSchema = z.strictObject({ ...changeNotificationFields, agencyId, endpointId: uuid });
export type EndpointNudge = z.infer<typeof endpointNudgeSchema>;

/** "The endpoint is enabled again": everything it missed is to be nudged. */
export const catchUpSchema = z.strictObject({ catchUp: z.literal(true), agencyId, endpointId: uuid });
export type CatchUp = z.infer<typeof catchUpSchema>;

export type Message = ChangeNotification | EndpointNudge | CatchUp;

export const messageSchema: z.ZodMiniType<Message> = z.union([
  endpointNudgeSchema,
  catchUpSchema,
  changeNotificationSchema,
  busEventSchema,
]);

/** One dossier at one endpoint is one lane; within it nudges follow each other instead of fighting for the lease. */
export function laneOf(message: Message): string {
  if ('catchUp' in message) return message.endpointId;
  return 'endpointId' in message ? `${message.endpointId}:${message.dossierId}` : message.dossierId;
}

/** Of the nudges of a lane that arrive together the furthest says it all. */
export const reachOfMessage = (message: Message): number | undefined =>
  'catchUp' in message ? undefined : announcedVersion(message);
