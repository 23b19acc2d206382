import * as z from 'zod/mini';
import type { ChangeNotification } from '../../../shared/platform/delivery/nudge.ts';
import { deliveryMessageSchema } from '../../../shared/platform/delivery/nudge.ts';
import { agencyId, instant } from '../../../shared/values.ts';

/** End-of-day message, sent each night by the schedule. */
export const closingSchema = z.strictObject({ closeRegistersAt: instant });

/** One part of the register of one reception and day. */
export const registerSchema = z.strictObject({
  register: z.strictObject({ agencyId, day: z.iso.date(), part: z.int().check(z.minimum(1)) }),
});
export type RegisterWanted = z.infer<typeof registerSchema>['register'];

export type Message = ChangeNotification | z.infer<typeof closingSchema> | z.infer<typeof registerSchema>;

export const messageSchema: z.ZodMiniType<Message> = z.union([closingSchema, registerSchema, deliveryMessageSchema]);
