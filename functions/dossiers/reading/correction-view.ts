import * as z from 'zod/mini';
import { changesOf, openCorrection } from '../../../shared/dossier/correction-request.ts';
import type { CorrectionRequest } from '../../../shared/dossier/correction-state.ts';
import { organisationIdentity, personIdentity } from '../../../shared/dossier/identity.ts';
import { PARTIES } from '../../../shared/dossier/parties.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { resultDeliverySchema } from '../../../shared/dossier/values.ts';

/** A value of any field of the particulars. */
const valueView = z.union([z.string(), personIdentity, organisationIdentity, resultDeliverySchema]);

export const correctionView = z.object({
  requestId: z.string(),
  /** Who asked. */
  by: z.enum(PARTIES),
  /** `lapsed`: who asked is no longer the filer, or the dossier was closed before. */
  state: z.enum(['open', 'confirmed', 'refused', 'lapsed']),
  /** Names of the fields, such as `applicant.name`. */
  fields: z.array(z.string()),
  /** Each field as the dossier has it and as it should be; absent: it has none. Only while the request is open. */
  changes: z.optional(
    z.array(z.object({ field: z.string(), was: z.optional(valueView), asked: z.optional(valueView) })),
  ),
  reason: z.string(),
  requestedAt: z.string(),
  /** Until when it is to be decided. */
  dueAt: z.optional(z.string()),
  decidedAt: z.optional(z.string()),
  /** Why it was refused. */
  refusal: z.optional(z.string()),
});

export function correctionOf(dossier: Dossier, request: CorrectionRequest): z.input<typeof correctionView> {
  const { requestId, by, changed, reason, requestedAt, dueAt, decidedAt, refusal } = request;
  const isOpen = openCorrection(dossier) !== undefined;
  return {
    ...{ requestId, by, fields: [...changed], reason, requestedAt, dueAt, decidedAt, refusal },
    // An open request of a closed dossier is not decided any more.
    state: request.state === 'open' && !isOpen ? 'lapsed' : request.state,
    ...(isOpen && { changes: [...changesOf(dossier, request)] }),
  };
}
