import * as z from 'zod/mini';
import {
  busNudgeSchema,
  type Nudge,
  nudgeFields,
  nudgeSchema,
  reachOf,
} from '../../../shared/platform/delivery/nudge.ts';
import { agencyId, uuid } from '../../../shared/values.ts';

/** A change notification for one endpoint, sent to this function's queue by the fan-out and by the API's replay. */
export const endpointNudgeSchema = z.strictObject({ ...nudgeFields, agencyId, endpointId: uuid });
export type EndpointNudge = z.infer<typeof endpointNudgeSchema>;

/** The endpoint was re-enabled: a notification is queued for everything it missed. */
export const catchUpSchema = z.strictObject({ catchUp: z.literal(true), agencyId, endpointId: uuid });
export type CatchUp = z.infer<typeof catchUpSchema>;

export type Message = Nudge | EndpointNudge | CatchUp;

export const messageSchema: z.ZodMiniType<Message> = z.union([
  endpointNudgeSchema,
  catchUpSchema,
  nudgeSchema,
  busNudgeSchema,
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
  'catchUp' in message ? undefined : reachOf(message);
