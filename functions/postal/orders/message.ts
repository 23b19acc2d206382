import * as z from 'zod/mini';
import { envelopeSchema } from '../../../events/envelope.ts';

/** What the bus puts on the queue. Of the event only the dossier matters: the rest is read when it is needed. */
export const completedMessage = z.object({
  detail: envelopeSchema('motcua.dossier.completed.v1', z.object({ dossierId: z.uuid() })),
});
export type CompletedMessage = z.infer<typeof completedMessage>;
