import type { Timeliness } from '../calendar/deadline.ts';
import type { Channel } from '../values.ts';
import type { Appointment } from './appointment.ts';
import type { Payment, ShipmentEvent } from './commands.ts';
import type { IssuedForm } from './issued-form.ts';
import type { DossierStatus } from './status.ts';
import type {
  Applicant,
  BranchResult,
  DossierDocument,
  Fee,
  ResultDelivery,
  SupplementItem,
  SurplusReason,
} from './values.ts';

export type Obligation = {
  readonly obligationId: string;
  readonly fees: readonly Fee[];
  /** VND. */
  readonly amount: number;
  readonly requestedAt: string;
  /** Paying it is the condition of acceptance. */
  readonly beforeAcceptance: boolean;
  readonly payment?: Payment;
  /** When we learned of the payment. */
  readonly recordedAt?: string;
  /** Not due any more: its payment is given back, or it was dropped by a correction. */
  readonly closed?: 'refunded' | 'cancelled';
};

/** Money that settles nothing: a refund to be made. */
export type SurplusPayment = {
  readonly payment: Payment;
  readonly reason: SurplusReason;
  /** When we learned of it, or decided to give it back. Absent in what was recorded before this was kept. */
  readonly recordedAt?: string;
};

export type SupplementRequest = {
  readonly requestId: string;
  readonly items: readonly SupplementItem[];
  readonly requestedAt: string;
  /** Version of the event that asked: what was attached after it is new. */
  readonly requestedVersion?: number;
  readonly supplementedAt?: string;
  /** When a correction dropped it: it is not waited for any more. */
  readonly cancelledAt?: string;
};

/** A file of the dossier, with the version of the event that attached it. */
export type AttachedDocument = DossierDocument & { readonly attachedVersion?: number };

export type Shipment = ShipmentEvent;

/** The step a dossier is at, on the main line. */
export type CurrentStep = {
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly warnAt: string;
  /** Subject of the officer it is assigned to; nobody in particular when absent. */
  readonly assignee?: string | undefined;
};

/** A step that was left: what the control slip is made from. */
export type CompletedStep = {
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly until: string;
  readonly timeliness?: Timeliness | undefined;
  /** Pseudonymous subject of who handed it over. */
  readonly handedBy: string;
};

/** Work of another agency beside the main line: a branch of the procedure, or an opinion that was asked for. */
export type DossierBranch = {
  readonly branchId: string;
  readonly kind: 'branch' | 'opinion';
  /** The step it belongs to, which cannot be left before it is finished. */
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly warnAt: string;
  readonly finishedAt?: string;
  readonly result?: BranchResult;
  readonly timeliness?: Timeliness;
};

export type SiteVerification = {
  readonly stepId: string;
  readonly verifiedAt: string;
  readonly place: string;
  readonly participants: readonly string[];
  readonly content: string;
};

/** One dossier as it stands after its log so far. Derived only by `evolve`; never edited. */
export type Dossier = {
  readonly dossierId: string;
  readonly version: number;
  /** Version of the last event that is not mere bookkeeping: what somebody who acts has to have seen. */
  readonly changedVersion: number;
  readonly status: DossierStatus;
  readonly dossierCode?: string | undefined;
  /** Code at the national portal, for a dossier that was submitted there. */
  readonly nationalCode?: string | undefined;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly channel: Channel;
  readonly language: 'vi' | 'en';
  readonly receivingAgency: string;
  /** Set when the desk that received the dossier is not that of the agency that decides. */
  readonly competentAgency?: string | undefined;
  readonly applicant: Applicant;
  readonly ownerKey: string;
  /** Subject of the officer who opened it at a counter; absent for a dossier that its applicant opened or that was imported. */
  readonly openedBy?: string | undefined;
  /** The identity provider vouches for the applicant's address of e-mail. */
  readonly emailVerified?: true | undefined;
  readonly resultDelivery: ResultDelivery;
  readonly documents: readonly AttachedDocument[];
  readonly step?: CurrentStep | undefined;
  readonly completedSteps: readonly CompletedStep[];
  readonly branches: readonly DossierBranch[];
  readonly verifications: readonly SiteVerification[];
  /** Agencies that hold or held the dossier: they may read it and receive its webhooks. */
  readonly agencies: readonly string[];
  /** Where an interruption (supplement, payment) goes back to. */
  readonly statusBeforeInterruption?: DossierStatus | undefined;
  readonly supplementRequests: readonly SupplementRequest[];
  readonly obligations: readonly Obligation[];
  readonly surplusPayments: readonly SurplusPayment[];
  /** Further ones, which stand in the log alone: the dossier has room for so many. */
  readonly moreSurplusPayments?: number | undefined;
  readonly shipments: readonly Shipment[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt?: string | undefined;
  readonly acceptedAt?: string | undefined;
  /** Promised moment of the result (ngày hẹn trả): the last of `appointments`. */
  readonly appointmentAt?: string | undefined;
  readonly appointments: readonly Appointment[];
  /** Since when the clock stands (supplement, payment, stop); absent while it runs. */
  readonly pausedAt?: string | undefined;
  /** Ids of the timers that firedTimerIds. */
  readonly firedTimerIds: readonly string[];
  readonly forms: readonly (IssuedForm & { readonly issuedAt: string })[];
  /** How often it was stopped or corrected. */
  readonly turns?: number | undefined;
  readonly completedAt?: string | undefined;
  readonly outcome?: 'granted' | 'denied' | undefined;
  readonly returnedAt?: string | undefined;
  readonly returnReason?: 'result' | 'withdrawn' | 'stopped' | undefined;
  /** Since when it is on its way to an early end: its withdrawal was asked for, or it was stopped. */
  readonly endingSince?: string | undefined;
};

/** The agency that holds the dossier now: the step's, or the receiving one before processing begins. */
export function currentAgency(dossier: Dossier): string {
  return dossier.step?.agencyId ?? dossier.receivingAgency;
}

/** Branches of the present step that are not finished. */
export function openBranches(dossier: Dossier): readonly DossierBranch[] {
  return dossier.branches.filter((b) => b.finishedAt === undefined);
}

/** The obligation that waits to be paid, if any: at most one is open at a time. */
export function openObligation(dossier: Dossier): Obligation | undefined {
  return dossier.obligations.find((o) => o.payment === undefined && o.closed === undefined);
}

/** What the applicant is asked to supply, if anything. */
export function openRequest(dossier: Dossier): SupplementRequest | undefined {
  return dossier.supplementRequests.findLast((r) => r.supplementedAt === undefined && r.cancelledAt === undefined);
}
