import type { Draft, Payment, ShipmentEvent } from './commands.ts';
import type { DossierStatus } from './status.ts';
import type { DossierDocument, SupplementItem } from './values.ts';

export type Fee = { readonly code: string; readonly amount: number };

/** Why money that arrived settles nothing: each case becomes a refund to be made. */
export type SurplusReason = 'already-paid' | 'wrong-amount' | 'no-such-obligation' | 'dossier-closed';

/**
 * What happened to a dossier, in the past tense and in full, personal data included: these are the rows of its log.
 * They never leave the table in this form; `events/` holds the thin public contracts made from them.
 */
export type DossierEvent =
  | {
      readonly type: 'draft-created';
      readonly draft: Draft;
      readonly procedureVersion: number;
      readonly ownerKey: string;
    }
  | { readonly type: 'document-attached'; readonly document: DossierDocument }
  | { readonly type: 'document-removed'; readonly documentId: string }
  | { readonly type: 'submitted'; readonly dossierCode: string }
  | {
      readonly type: 'imported';
      readonly draft: Draft;
      readonly procedureVersion: number;
      readonly ownerKey: string;
      readonly dossierCode: string;
      readonly nationalCode: string;
    }
  | { readonly type: 'accepted'; readonly appointmentAt: string }
  | { readonly type: 'refused'; readonly legalGround: string; readonly reason: string }
  | { readonly type: 'supplement-requested'; readonly requestId: string; readonly items: readonly SupplementItem[] }
  | { readonly type: 'supplemented'; readonly requestId: string; readonly note?: string | undefined }
  | {
      readonly type: 'payment-requested';
      readonly obligationId: string;
      readonly fees: readonly Fee[];
      readonly amount: number;
      readonly appointmentAt?: string | undefined;
    }
  | { readonly type: 'payment-recorded'; readonly payment: Payment }
  | { readonly type: 'surplus-payment-recorded'; readonly payment: Payment; readonly reason: SurplusReason }
  | { readonly type: 'shipment-updated'; readonly shipment: ShipmentEvent; readonly superseded: boolean }
  | {
      readonly type: 'forwarded';
      readonly stepId: string;
      readonly agencyId: string;
      readonly dueAt?: string | undefined;
      readonly note?: string | undefined;
    }
  | { readonly type: 'completed'; readonly outcome: 'granted' | 'denied'; readonly note?: string | undefined }
  | {
      readonly type: 'returned';
      readonly method: 'counter' | 'electronic' | 'post';
      readonly because: 'result' | 'withdrawn' | 'stopped';
    }
  | { readonly type: 'withdrawal-requested'; readonly reason: string }
  | { readonly type: 'withdrawal-decided'; readonly granted: boolean; readonly reason?: string | undefined }
  | { readonly type: 'stopped'; readonly ground: string }
  | { readonly type: 'resumed'; readonly note?: string | undefined }
  | { readonly type: 'corrected'; readonly toStatus: DossierStatus; readonly reason: string };

export type EventMeta = {
  readonly dossierId: string;
  /** Position in the dossier's log, from 1. `<dossierId>:<version>` is the event's id everywhere and for ever. */
  readonly version: number;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly subject: string };
};

/** An event with its place in the log: what `evolve` folds. */
export type NumberedEvent = DossierEvent & EventMeta;

/** An event as the log holds it: numbered without gaps from 1, with who and when and where it left the dossier. */
export type RecordedEvent = NumberedEvent & {
  /** Summary of the dossier after this event; what the relay publishes is made from it without reading again. */
  readonly after: EventSummary;
};

/** Free of personal data by construction: codes, identifiers, moments. */
export type EventSummary = {
  readonly status: DossierStatus;
  readonly dossierCode?: string | undefined;
  readonly procedureCode: string;
  readonly channel: string;
  readonly receivingAgency: string;
  /** Agency that holds the dossier now. */
  readonly agencyId: string;
  readonly stepId?: string | undefined;
  readonly appointmentAt?: string | undefined;
};
