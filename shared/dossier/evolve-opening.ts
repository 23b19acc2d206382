import type { DossierEvent, NumberedEvent } from './events.ts';
import type { Dossier } from './state.ts';

type Opening = Extract<DossierEvent, { draft: unknown }>;

/** Every field is set from the start, so that all dossiers have one object shape: much cheaper to read and copy. */
export function open(event: NumberedEvent & Opening): Dossier {
  const { draft } = event;
  const imported = event.type === 'imported' ? event : undefined;
  return {
    dossierId: event.dossierId,
    version: event.version,
    changedVersion: event.version,
    status: imported === undefined ? 'draft' : 'submitted',
    dossierCode: imported?.dossierCode,
    nationalCode: imported?.nationalCode,
    procedureCode: draft.procedureCode,
    procedureVersion: event.procedureVersion,
    channel: draft.channel,
    language: draft.language,
    receivingAgency: draft.receivingAgency,
    competentAgency: draft.competentAgency,
    place: draft.place,
    receivedBy: undefined,
    applicant: draft.applicant,
    ownerKey: event.ownerKey,
    openedBy: event.actor.kind === 'officer' ? event.actor.subject : undefined,
    emailVerified: event.type === 'draft-created' && event.emailVerified ? true : undefined,
    resultDelivery: draft.resultDelivery,
    documents: [],
    handedOver: undefined,
    step: undefined,
    completedSteps: [],
    branches: [],
    verifications: [],
    agencies: [draft.receivingAgency],
    statusBeforeInterruption: undefined,
    supplementRequests: [],
    assessment: undefined,
    obligations: [],
    surplusPayments: [],
    moreSurplusPayments: undefined,
    shipments: [],
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
    submittedAt: imported?.occurredAt,
    receptionDueAt: imported?.receptionDueAt,
    lateAtReception: undefined,
    acceptedAt: undefined,
    appointmentAt: undefined,
    appointments: [],
    overdueSince: undefined,
    pausedAt: undefined,
    suspension: undefined,
    firedTimerIds: [],
    forms: [],
    turns: undefined,
    completedAt: undefined,
    outcome: undefined,
    returnedAt: undefined,
    returnReason: undefined,
    endingSince: undefined,
  };
}
