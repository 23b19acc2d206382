import type { Timeliness } from '../calendar/deadline.ts';
import type { Channel } from '../values.ts';
import type { Official } from './actor.ts';
import type { Appointment, Deadline, Schedule } from './appointment.ts';
import type { DeadlineTimer, Draft, DraftChange, ShipmentEvent, Timer } from './commands.ts';
import type { Declared, Filed } from './declared.ts';
import type { AtReception, Closing, PayAgain, Settlement } from './event-parts.ts';
import type { MoneyEvent } from './events-money.ts';
import type { HandedOver } from './handed-over.ts';
import type { IssuedForm } from './issued-form.ts';
import type { Denial } from './officer-action.ts';
import type { FormerContact, Party } from './parties.ts';
import type { DossierStatus } from './status.ts';
import type { Approval, BranchResult, DossierDocument, Particulars, SupplementItem } from './values.ts';

/**
 * What happened to a dossier, in full and with personal data: the rows of its log. They never leave the table in this form;
 * `events/` has the minimal public contracts derived from them.
 */
export type DossierEvent =
  | {
      readonly type: 'draft-created';
      readonly draft: Draft;
      readonly procedureVersion: number;
      readonly ownerKey: string;
      /** The identity provider has verified the e-mail address that gets the notices. */
      readonly emailVerified?: true;
      readonly filerKey?: string | undefined;
      /** Whose identity was typed once only; absent in older records: no one's. */
      readonly unconfirmed?: readonly Party[] | undefined;
      /** How long it is kept after its last change; absent in older records: for ever. */
      readonly keptDays?: number | undefined;
    }
  /** By who opened it, or for its age. All that is of it is removed afterwards. */
  | { readonly type: 'draft-deleted'; readonly cause: 'asked' | 'age' }
  | {
      readonly type: 'draft-changed';
      readonly change: DraftChange;
      readonly ownerKey: string;
      readonly filerKey?: string | undefined;
      readonly unconfirmed?: readonly Party[] | undefined;
      readonly emailVerified?: true;
    }
  | ({
      readonly type: 'particulars-corrected';
      /** Names of the fields that changed, such as `applicant.name`: what the public event says. */
      readonly changed: readonly string[];
      readonly ownerKey?: string | undefined;
      readonly filerKey?: string | undefined;
      readonly unconfirmed?: readonly Party[] | undefined;
      /** Absent: the portal sent the change, or the owner changed the filer. */
      readonly reason?: string | undefined;
      /** The request that was confirmed by it. */
      readonly requestId?: string | undefined;
      /** Where notices went before, if they go elsewhere now. Absent in older records. */
      readonly former?: FormerContact | undefined;
    } & Particulars)
  | {
      readonly type: 'correction-requested';
      readonly requestId: string;
      readonly by: Party;
      /** Names of the fields that would change. */
      readonly changed: readonly string[];
      readonly asked: Particulars;
      readonly reason: string;
      /** Until when it is to be decided; absent without a calendar. */
      readonly dueAt?: string | undefined;
    }
  | { readonly type: 'correction-refused'; readonly requestId: string; readonly reason: string }
  | { readonly type: 'identity-confirmed'; readonly person: Party }
  | { readonly type: 'document-attached'; readonly document: DossierDocument }
  | { readonly type: 'document-removed'; readonly documentId: string }
  /** Absent: the answers were taken back. */
  | { readonly type: 'declared'; readonly declared?: Declared | undefined }
  | ({
      readonly type: 'submitted';
      readonly dossierCode: string;
      /** The declaration that was filed with it. */
      readonly declaration?: Filed | undefined;
    } & AtReception)
  | ({
      readonly type: 'imported';
      readonly draft: Draft;
      readonly procedureVersion: number;
      readonly ownerKey: string;
      readonly dossierCode: string;
      readonly nationalCode: string;
    } & AtReception)
  | {
      readonly type: 'accepted';
      readonly appointment: Appointment;
      /** Everything handed over; absent in older records. */
      readonly handedOver?: HandedOver | undefined;
    }
  | ({ readonly type: 'rejected'; readonly legalGround: string; readonly reason: string } & Closing)
  | {
      readonly type: 'supplement-requested';
      readonly requestId: string;
      readonly items: readonly SupplementItem[];
      /** Why another request is needed. */
      readonly reason?: string | undefined;
      /** Of a second or later request: the head who approved it, or made it. */
      readonly approval?: Approval | undefined;
      /** Later than three working days after reception. */
      readonly late?: true;
      /** The dossier is closed if nothing is supplied by then. Absent in older records. */
      readonly answerBy?: Deadline | undefined;
    }
  | ({
      readonly type: 'supplemented';
      readonly requestId: string;
      readonly note?: string | undefined;
      /** The declaration that was filed with it. */
      readonly declaration?: Filed | undefined;
      /** What was added; absent in older records. */
      readonly handedOver?: HandedOver | undefined;
    } & Schedule &
      AtReception)
  | MoneyEvent
  | { readonly type: 'shipment-updated'; readonly shipment: ShipmentEvent; readonly superseded: boolean }
  | ({
      readonly type: 'forwarded';
      readonly stepId: string;
      readonly agencyId: string;
      readonly outcome?: string | undefined;
      readonly note?: string | undefined;
      /** The step that is left; absent when reception is left for the first step. */
      readonly timeliness?: Timeliness | undefined;
      /** When the paper documents must be at the next agency (the 15:00 rule); absent for a dossier without paper documents. */
      readonly paperDueAt?: string | undefined;
      /** The competent agency received a dossier that was handed in at another agency: the clock starts here. */
      readonly appointment?: Appointment | undefined;
    } & Deadline)
  | ({
      readonly type: 'transferred';
      /** `competence`: to the competent reception. `succession`: a closed agency's successor takes its place. */
      readonly cause: 'competence' | 'succession';
      readonly fromAgency: string;
      readonly agencyId: string;
      readonly reason?: string | undefined;
      /** Counted again from the arrival at the competent reception; absent before acceptance and after a succession. */
      readonly appointment?: Appointment | undefined;
    } & AtReception)
  | ({
      readonly type: 'sent-back';
      readonly stepId: string;
      readonly agencyId: string;
      readonly reason: string;
      readonly timeliness?: Timeliness | undefined;
      readonly appointment?: undefined;
    } & Deadline)
  | {
      readonly type: 'assigned';
      readonly stepId: string;
      readonly officer: string;
      readonly reason?: string | undefined;
    }
  | ({
      readonly type: 'branch-opened';
      readonly branchId: string;
      readonly kind: 'branch' | 'opinion';
      readonly agencyId: string;
      readonly question?: string | undefined;
      readonly note?: string | undefined;
    } & Deadline)
  | {
      readonly type: 'branch-finished';
      readonly branchId: string;
      readonly result: BranchResult;
      /** The agency kept silent, and the procedure takes that for its consent (coi như đồng ý). */
      readonly deemed?: true;
      readonly timeliness: Timeliness;
      readonly note?: string | undefined;
    }
  | {
      readonly type: 'branch-cancelled';
      readonly branchId: string;
      readonly reason: string;
      /** The agency did not answer in time, and the head goes on without it. */
      readonly withoutAnswer?: true;
    }
  | {
      readonly type: 'site-verified';
      readonly verifiedAt: string;
      readonly place: string;
      readonly participants: readonly string[];
      readonly content: string;
    }
  | { readonly type: 'reappointed'; readonly appointment: Appointment; readonly reason: string }
  | { readonly type: 'appointment-recalculated'; readonly appointment: Appointment; readonly reason: string }
  | { readonly type: 'deadline-warned'; readonly timer: DeadlineTimer }
  | { readonly type: 'deadline-breached'; readonly timer: DeadlineTimer }
  | {
      readonly type: 'applicant-reminded';
      readonly timer: Timer;
      /** The last moment to answer. */
      readonly answerBy: string;
    }
  | { readonly type: 'reminder-sent'; readonly message: string }
  | { readonly type: 'note-added'; readonly note: string }
  | ({
      readonly type: 'status-reported';
      readonly toStatus: DossierStatus;
      readonly reportedAt: string;
      readonly note?: string | undefined;
    } & Schedule)
  | { readonly type: 'form-issued'; readonly issued: IssuedForm }
  | {
      readonly type: 'completed';
      readonly outcome: 'granted' | 'denied';
      /** Absent in older records, and when granted. */
      readonly denial?: Denial | undefined;
      readonly note?: string | undefined;
      /** Of the dossier compared with its appointment. */
      readonly timeliness?: Timeliness | undefined;
      readonly stepTimeliness?: Timeliness | undefined;
    }
  | {
      readonly type: 'returned';
      readonly method: 'counter' | 'electronic' | 'post';
      readonly reason: 'result' | 'withdrawn' | 'stopped';
    }
  | { readonly type: 'withdrawal-requested'; readonly reason: string }
  | ({
      readonly type: 'withdrawal-decided';
      readonly granted: boolean;
      readonly reason?: string | undefined;
    } & Settlement &
      PayAgain &
      Schedule)
  | ({ readonly type: 'stopped'; readonly ground: string } & Settlement & Closing)
  | {
      readonly type: 'suspended';
      readonly suspensionId: string;
      /** Number of the leader's decision. */
      readonly decision: string;
      readonly reason: string;
      /** From when the clocks stand, where the decision was in force before the dossier was reached; absent: from the event on. */
      readonly since?: string | undefined;
    }
  | ({
      readonly type: 'suspension-lifted';
      readonly suspensionId: string;
      readonly decision: string;
      /** The clock stays paused for a reason of the dossier's own. */
      readonly stands?: true;
      /** The applicant's time to supply what was asked for, moved. */
      readonly answerBy?: Deadline | undefined;
    } & PayAgain &
      AtReception &
      Schedule)
  | ({ readonly type: 'resumed'; readonly note?: string | undefined } & PayAgain & Schedule)
  | ({
      readonly type: 'corrected';
      readonly toStatus: DossierStatus;
      readonly reason: string;
      /** Whether the clock is paused in the new status; absent: the status's default. */
      readonly stands?: boolean | undefined;
      /** The applicant's time to supply begins again where the new status waits for it. */
      readonly answerBy?: Deadline | undefined;
    } & PayAgain &
      Schedule &
      AtReception);

export type EventMeta = {
  readonly dossierId: string;
  /** Position in the dossier's log, from 1. `<dossierId>:<version>` is the event's permanent id everywhere. */
  readonly version: number;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly subject: string; readonly official?: Official };
  /** UUID of the request that caused it; correlates the log lines of all components involved. */
  readonly correlationId?: string | undefined;
};

/** An event with its position in the log: the input of `evolve`. */
export type NumberedEvent = DossierEvent & EventMeta;

/** An event as stored in the log: numbered from 1 without gaps, with actor, time and the resulting summary. */
export type RecordedEvent = NumberedEvent & {
  /** Summary of the dossier after this event; the relay publishes from it without another read. */
  readonly after: EventSummary;
};

/** No personal data by design: codes, identifiers, timestamps. */
export type EventSummary = {
  readonly status: DossierStatus;
  readonly dossierCode?: string | undefined;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly receivingAgency: string;
  /** Agency that holds the dossier now. */
  readonly agencyId: string;
  readonly stepId?: string | undefined;
  readonly appointmentAt?: string | undefined;
};
