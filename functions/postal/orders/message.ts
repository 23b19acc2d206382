import * as z from 'zod/mini';
import { envelopeSchema } from '../../../events/envelope.ts';

/** EventBridge message. Only the dossier id of the event is used: the rest is read when needed. */
export const completedMessage = z.object({
  detail: envelopeSchema('motcua.dossier.completed.v1', z.object({ dossierId: z.uuid() })),
});
export type CompletedMessage = z.infer<typeof completedMessage>;
