import type { Timeliness } from '../calendar/deadline.ts';
import type { Assessment } from '../procedure/assess.ts';
import type { Channel } from '../values.ts';
import type { Appointment, Deadline } from './appointment.ts';
import type { Payment, ShipmentEvent } from './commands.ts';
import type { CorrectionRequest } from './correction-state.ts';
import type { Declarations } from './declared.ts';
import type { PapersHandedOver } from './handed-over.ts';
import type { IssuedForm } from './issued-form.ts';
import type { Party } from './parties.ts';
import type { RefundCase } from './refund-case.ts';
import type { DossierStatus } from './status.ts';
import type {
  Applicant,
  BranchResult,
  DossierDocument,
  Fee,
  Filer,
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
  /** Payment is the condition of acceptance. */
  readonly beforeAcceptance: boolean;
  /** The dossier is closed if it is not paid by then. Absent in older records. */
  readonly answerBy?: Deadline | undefined;
  /** Since when that time stands: the dossier is suspended, or on its way to an early end. */
  readonly standsSince?: string;
  readonly payment?: Payment;
  /** When we learned of the payment. */
  readonly recordedAt?: string;
  /** Not due any more: its payment is refunded, or it was taken back, or dropped by a correction. */
  readonly closed?: 'refunded' | 'cancelled';
};

/** A payment without an obligation: to be refunded. */
export type SurplusPayment = {
  readonly payment: Payment;
  readonly reason: SurplusReason;
  /** When we learned of it, or decided to refund it. Absent in older records. */
  readonly recordedAt?: string;
};

export type SupplementRequest = {
  readonly requestId: string;
  readonly items: readonly SupplementItem[];
  readonly requestedAt: string;
  /** Version of the requesting event: documents attached after it are new. */
  readonly requestedVersion?: number;
  /** The dossier is closed if nothing is supplied by then. Absent in older records. */
  readonly answerBy?: Deadline | undefined;
  readonly supplementedAt?: string;
  /** When a correction dropped it; it is no longer awaited. */
  readonly cancelledAt?: string;
};

/** A file of the dossier, with the version of the event that attached it. */
export type AttachedDocument = DossierDocument & { readonly attachedVersion?: number };

/** A parcel's last report, and the moment of its first one. */
export type Shipment = ShipmentEvent & { readonly registeredAt?: string };

/** The current step on the main line. */
export type CurrentStep = {
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly warnAt: string;
  /** The due moment that was missed; a later date does not change it. */
  readonly overdueSince?: string | undefined;
  /** Subject of the assigned officer; absent: unassigned. */
  readonly assignee?: string | undefined;
};

/** A completed step: input of the control slip. */
export type CompletedStep = {
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly until: string;
  readonly timeliness?: Timeliness | undefined;
  /** Pseudonymous subject of the officer who passed it on. */
  readonly handedBy: string;
};

/** Work of another agency in parallel to the main line: a branch of the procedure, or a requested opinion. */
export type DossierBranch = {
  readonly branchId: string;
  readonly kind: 'branch' | 'opinion';
  /** The step it belongs to, which cannot be left before it is finished. */
  readonly stepId: string;
  readonly agencyId: string;
  readonly since: string;
  readonly dueAt: string;
  readonly warnAt: string;
  /** As of a step. */
  readonly overdueSince?: string;
  /** When it was finished or cancelled. */
  readonly finishedAt?: string;
  readonly result?: BranchResult;
  /** The agency kept silent, which the procedure takes for consent. */
  readonly deemed?: true;
  /** Taken back: `without-answer` by the head of the agency that asked, after its due moment. */
  readonly cancelled?: 'mistaken' | 'without-answer';
  readonly timeliness?: Timeliness;
};

export type SiteVerification = {
  readonly stepId: string;
  readonly verifiedAt: string;
  readonly place: string;
  readonly participants: readonly string[];
  readonly content: string;
};

/** State of one dossier, derived from its log by `evolve` only; never edited. */
export type Dossier = {
  readonly dossierId: string;
  readonly version: number;
  /** Version of the last event other than side information: the minimum version for `If-Match`. */
  readonly changedVersion: number;
  readonly status: DossierStatus;
  readonly dossierCode?: string | undefined;
  /** Code at the national portal, for a dossier submitted there. */
  readonly nationalCode?: string | undefined;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly channel: Channel;
  readonly language: 'vi' | 'en';
  readonly receivingAgency: string;
  /** Set when the receiving agency differs from the agency that decides. */
  readonly competentAgency?: string | undefined;
  /** Commune of the matter, by code. Absent in older records. */
  readonly place?: string | undefined;
  /** The first receiving agency, once another one has its place: it keeps the count of reception. */
  readonly receivedBy?: string | undefined;
  /** Agencies that held it until another one took their place, by a transfer or a succession. */
  readonly heldBefore?: readonly string[] | undefined;
  readonly applicant: Applicant;
  readonly ownerKey: string;
  /** Who filed for the owner, if not the owner. */
  readonly filer?: Filer | undefined;
  readonly filerKey?: string | undefined;
  /** Whose identity awaits its second reading: no account sees the dossier by it. */
  readonly unconfirmed?: readonly Party[] | undefined;
  /** Subject of the officer who opened it at reception; absent if opened by its applicant or imported. */
  readonly openedBy?: string | undefined;
  /** The identity provider has verified the address that gets the notices; false: it is not vouched for. */
  readonly emailVerified?: boolean | undefined;
  readonly resultDelivery: ResultDelivery;
  /** The last correction that the owner or the filer asked for. */
  readonly correction?: CorrectionRequest | undefined;
  /** Absent: nothing is declared. */
  readonly declaration?: Declarations | undefined;
  readonly documents: readonly AttachedDocument[];
  /** What was handed over at acceptance and with the supplements; absent before, and in older records. */
  readonly handedOver?: PapersHandedOver | undefined;
  readonly step?: CurrentStep | undefined;
  readonly completedSteps: readonly CompletedStep[];
  readonly branches: readonly DossierBranch[];
  readonly verifications: readonly SiteVerification[];
  /** Agencies that hold or held the dossier: they may read it and receive its webhooks. */
  readonly agencies: readonly string[];
  /** The status to return to after an interruption (supplement, payment). */
  readonly statusBeforeInterruption?: DossierStatus | undefined;
  readonly supplementRequests: readonly SupplementRequest[];
  /** The fees as last assessed; absent: not yet. */
  readonly assessment?: (Assessment & { readonly assessedAt: string }) | undefined;
  readonly obligations: readonly Obligation[];
  readonly surplusPayments: readonly SurplusPayment[];
  /** Number of further ones, which are only in the log: the dossier is limited in size. */
  readonly moreSurplusPayments?: number | undefined;
  /** Money that goes back, oldest case first. */
  readonly refunds: readonly RefundCase[];
  /** Number of further cases, all of them final, which are only in the log. */
  readonly moreRefunds?: number | undefined;
  /** VND decided to go back of payments that stand. */
  readonly partlyRefunded?: number | undefined;
  readonly shipments: readonly Shipment[];
  /** Of a draft: how many days it is kept after a change, until when, and when it was deleted. */
  readonly keptDays?: number | undefined;
  readonly keptUntil?: string | undefined;
  readonly deletedAt?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt?: string | undefined;
  /** Until when reception decides on a submitted dossier. Absent in older records and for other authorities' dossiers. */
  readonly receptionDueAt?: string | undefined;
  /** Reception missed that moment; it stays so. */
  readonly lateAtReception?: true | undefined;
  readonly acceptedAt?: string | undefined;
  /** Promised date of the result (ngày hẹn trả): the last of `appointments`. */
  readonly appointmentAt?: string | undefined;
  readonly appointments: readonly Appointment[];
  /**
   * The first promised date that passed while the clock ran. It stays: the dossier counts as overdue.
   * Absent in older records until their next event.
   */
  readonly overdueSince?: string | undefined;
  /** Since when the clock is paused (supplement, payment, stop); absent while it runs. */
  readonly pausedAt?: string | undefined;
  /** Force majeure: work and all clocks stand by a decision for many dossiers. */
  readonly suspension?:
    | {
        readonly suspensionId: string;
        readonly since: string;
        /** Its clock stood before, for a reason of its own. */
        readonly stood: boolean;
      }
    | undefined;
  /** The last suspension that was lifted: an older copy of the decisions does not begin it again. */
  readonly liftedSuspension?: string | undefined;
  /** Ids of the timers that have fired. */
  readonly firedTimerIds: readonly string[];
  readonly forms: readonly (IssuedForm & { readonly issuedAt: string })[];
  /** Number of stops and corrections. */
  readonly turns?: number | undefined;
  readonly completedAt?: string | undefined;
  readonly outcome?: 'granted' | 'denied' | undefined;
  readonly returnedAt?: string | undefined;
  readonly returnReason?: 'result' | 'withdrawn' | 'stopped' | undefined;
  /** When its early end began: a withdrawal request or a stop. */
  readonly endingSince?: string | undefined;
};

/** The agency that holds the dossier now: the step's, or the receiving one before processing begins. */
export function currentAgency(dossier: Pick<Dossier, 'step' | 'receivingAgency'>): string {
  return dossier.step?.agencyId ?? dossier.receivingAgency;
}

/**
 * The agencies that hold or held the dossier on its main line: receptions, the former ones too, and steps, without agencies that
 * were only asked. Who held it reads all its texts, as it knows the matter and answers for what it did.
 */
export function holdersOf({ receivingAgency, completedSteps, step, heldBefore = [] }: Dossier): readonly string[] {
  const steps = step === undefined ? completedSteps : [...completedSteps, step];
  return [...new Set([receivingAgency, ...heldBefore, ...steps.map(({ agencyId }) => agencyId)])];
}

/** The agencies that have something to do with an open dossier now, or will have. */
export function agenciesAtWork(dossier: Dossier): readonly string[] {
  const { receivingAgency, competentAgency, step } = dossier;
  const named = [receivingAgency, competentAgency, step?.agencyId, ...openBranches(dossier).map((b) => b.agencyId)];
  return [...new Set(named.filter((agencyId) => agencyId !== undefined))];
}

/** Unfinished branches of the current step. */
export function openBranches(dossier: Dossier): readonly DossierBranch[] {
  return dossier.branches.filter((b) => b.finishedAt === undefined);
}

/** Whether the branch was done or may be done without: one taken back as a mistake is as if it had never been opened. */
export const isSettled = ({ cancelled }: DossierBranch): boolean => cancelled !== 'mistaken';

/** The open payment obligation, if any: at most one at a time. */
export function openObligation(dossier: Dossier): Obligation | undefined {
  return dossier.obligations.find((o) => o.payment === undefined && o.closed === undefined);
}

/** The open supplement request to the applicant, if any. */
export function openRequest(dossier: Dossier): SupplementRequest | undefined {
  return dossier.supplementRequests.findLast((r) => r.supplementedAt === undefined && r.cancelledAt === undefined);
}
