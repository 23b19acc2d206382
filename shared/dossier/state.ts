import type { Channel } from '../values.ts';
import type { Payment, ShipmentEvent } from './commands.ts';
import type { Fee, SurplusReason } from './events.ts';
import type { DossierStatus } from './status.ts';
import type { Applicant, DossierDocument, ResultDelivery, SupplementItem } from './values.ts';

export type Obligation = {
  readonly obligationId: string;
  readonly fees: readonly Fee[];
  /** VND. */
  readonly amount: number;
  readonly requestedAt: string;
  /** Appointment that paying brings, when the payment is the condition of acceptance. */
  readonly appointmentAt?: string | undefined;
  readonly payment?: Payment;
};

export type SupplementRequest = {
  readonly requestId: string;
  readonly items: readonly SupplementItem[];
  readonly requestedAt: string;
  readonly suppliedAt?: string;
};

export type Shipment = ShipmentEvent;

/** One dossier as it stands after its log so far. Derived only by `evolve`; never edited. */
export type Dossier = {
  readonly dossierId: string;
  readonly version: number;
  readonly status: DossierStatus;
  readonly dossierCode?: string;
  /** Code at the national portal, for a dossier that was submitted there. */
  readonly nationalCode?: string;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly channel: Channel;
  readonly language: 'vi' | 'en';
  readonly receivingAgency: string;
  readonly applicant: Applicant;
  readonly ownerKey: string;
  readonly resultDelivery: ResultDelivery;
  readonly documents: readonly DossierDocument[];
  readonly step?: {
    readonly stepId: string;
    readonly agencyId: string;
    readonly since: string;
    readonly dueAt?: string;
  };
  /** Agencies that hold or held the dossier: they may read it and receive its webhooks. */
  readonly agencies: readonly string[];
  /** Where an interruption (supplement, payment) goes back to. */
  readonly interrupted?: DossierStatus | undefined;
  readonly supplementRequests: readonly SupplementRequest[];
  readonly obligations: readonly Obligation[];
  readonly surplusPayments: readonly { readonly payment: Payment; readonly reason: SurplusReason }[];
  readonly shipments: readonly Shipment[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt?: string;
  readonly acceptedAt?: string;
  /** Promised moment of the result (ngày hẹn trả). */
  readonly appointmentAt?: string;
  readonly completedAt?: string;
  readonly outcome?: 'granted' | 'denied';
  readonly returnedAt?: string;
};

/** The agency that holds the dossier now: the step's, or the receiving one before processing begins. */
export function currentAgency(dossier: Dossier): string {
  return dossier.step?.agencyId ?? dossier.receivingAgency;
}

/** The obligation that waits to be paid, if any: at most one is open at a time. */
export function openObligation(dossier: Dossier): Obligation | undefined {
  return dossier.obligations.find((o) => o.payment === undefined);
}
