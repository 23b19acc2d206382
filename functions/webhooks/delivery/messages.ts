import * as z from 'zod/mini';
import {
  busNudgeSchema,
  type Nudge,
  nudgeFields,
  nudgeSchema,
  reachOf,
} from '../../../shared/platform/delivery/nudge.ts';
import { agencyId, uuid } from '../../../shared/values.ts';

/** A nudge for one endpoint: what the fan-out and the API's replay put on this function's own queue. */
export const endpointNudgeSchema = z.strictObject({ ...nudgeFields, agencyId, endpointId: uuid });
export type EndpointNudge = z.infer<typeof endpointNudgeSchema>;

/** "The endpoint is enabled again": everything it missed is to be nudged. */
export const catchUpSchema = z.strictObject({ catchUp: z.literal(true), agencyId, endpointId: uuid });
export type CatchUp = z.infer<typeof catchUpSchema>;

export type Message = Nudge | EndpointNudge | CatchUp;

export const messageSchema: z.ZodMiniType<Message> = z.union([
  endpointNudgeSchema,
  catchUpSchema,
  nudgeSchema,
  busNudgeSchema,
]);

/** One dossier at one endpoint is one lane; within it nudges follow each other instead of fighting for the lease. */
export function laneOf(message: Message): string {
  if ('catchUp' in message) return message.endpointId;
  return 'endpointId' in message ? `${message.endpointId}:${message.dossierId}` : message.dossierId;
}

/** Of the nudges of a lane that arrive together the furthest says it all. */
export const reachOfMessage = (message: Message): number | undefined =>
  'catchUp' in message ? undefined : reachOf(message);
