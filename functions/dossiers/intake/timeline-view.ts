import * as z from 'zod/mini';
import type { Actor, Official } from '../../../shared/dossier/actor.ts';
import { textsFor } from '../../../shared/dossier/audiences.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { handedOverSchema } from '../../../shared/dossier/handed-over.ts';
import { audiencesOf } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { STATUS_NAMES, statusName } from '../../../shared/dossier/status.ts';
import type { Language } from '../../../shared/text/text.ts';
import { vnd } from '../../../shared/values.ts';
import { REFUND_REASONS } from '../reading/money-view.ts';
import { handedOverIn } from '../reading/papers-view.ts';
import { type Shown, whole } from '../whole.ts';

const actorView = z.object({
  kind: z.string(),
  subject: z.string(),
  official: z.optional(
    whole<Official>()(
      z.object({ name: z.optional(z.string()), title: z.optional(z.string()), phone: z.optional(z.string()) }),
    ),
  ),
});

export const timelineView = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      type: z.string(),
      occurredAt: z.string(),
      status: z.enum(STATUS_NAMES),
      statusName: z.string(),
      /** The agency that held the dossier after this entry. */
      agencyId: z.string(),
      stepId: z.optional(z.string()),
      /** Amount of requested or received payments, or of a refund, VND. */
      amount: z.optional(vnd),
      provider: z.optional(z.string()),
      transactionId: z.optional(z.string()),
      /** What the applicant handed over with this entry. */
      handedOver: z.optional(handedOverSchema),
      /** Why a received payment settles no request, or money goes back. */
      reason: z.optional(z.enum(REFUND_REASONS)),
      /** What people wrote, as far as it is meant for the reader; `field` is its path in the event: `items.0.content`. */
      texts: z.optional(z.array(z.object({ field: z.string(), text: z.string() }))),
      /** Who acted, for officers. */
      actor: z.optional(actorView),
    }),
  ),
});

/** One timeline entry, with the texts of the reader's audience. Officers see who acted; applicants see which agency. */
export function timelineEntry(
  event: RecordedEvent,
  dossier: Dossier,
  actor: Actor,
  language: Language,
): Shown<z.input<typeof timelineView>['items'][number]> {
  const { version, type, occurredAt, after } = event;
  const texts = textsFor(event, audiencesOf(dossier, actor));
  return {
    version,
    type,
    occurredAt,
    status: after.status,
    statusName: statusName(after.status, type === 'returned' ? event.reason : dossier.returnReason, language),
    agencyId: after.agencyId,
    stepId: after.stepId,
    ...moneyIn(event),
    ...handedOverIn(event),
    ...(texts.length > 0 && { texts: texts.map(({ field, text }) => ({ field, text })) }),
    ...(actor.kind === 'officer' && { actor: event.actor }),
  };
}

/** The amounts of an entry. */
function moneyIn(event: RecordedEvent) {
  switch (event.type) {
    case 'fees-assessed':
      return { amount: event.assessment.amount };
    case 'payment-requested':
    case 'payment-cancelled':
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-paid':
    case 'refund-reopened':
    case 'refund-dropped':
      return { amount: event.amount };
    case 'refund-opened':
      return { amount: event.amount, reason: event.reason };
    case 'payment-recorded':
    case 'surplus-payment-recorded': {
      const { amount, provider, transactionId } = event.payment;
      return { amount, provider, transactionId, ...('reason' in event && { reason: event.reason }) };
    }
    default:
      return {};
  }
}
