import type { DossierEvent, EventSummary, NumberedEvent } from './events.ts';
import { currentAgency, type Dossier } from './state.ts';
import type { DossierStatus } from './status.ts';

type Opening = Extract<DossierEvent, { draft: unknown }>;

/**
 * Folds one event of the log into the dossier. Total: any event that `decide` produced on the same state is accepted.
 * @throws Error when an event comes out of turn; that is a defect of the log, never of the input.
 */
export function evolve(dossier: Dossier | undefined, event: NumberedEvent): Dossier {
  if (event.version !== (dossier?.version ?? 0) + 1) {
    throw new Error(`event ${event.dossierId}:${event.version} does not follow version ${dossier?.version ?? 0}`);
  }
  if (event.type === 'draft-created' || event.type === 'imported') return open(event);
  if (dossier === undefined) throw new Error(`log of ${event.dossierId} begins with ${event.type}`);
  return { ...dossier, ...change(dossier, event), version: event.version, updatedAt: event.occurredAt };
}

function open(event: NumberedEvent & Opening): Dossier {
  const { draft } = event;
  return {
    dossierId: event.dossierId,
    version: event.version,
    status: event.type === 'imported' ? 'submitted' : 'draft',
    procedureCode: draft.procedureCode,
    procedureVersion: event.procedureVersion,
    channel: draft.channel,
    language: draft.language,
    receivingAgency: draft.receivingAgency,
    applicant: draft.applicant,
    ownerKey: event.ownerKey,
    resultDelivery: draft.resultDelivery,
    documents: [],
    agencies: [draft.receivingAgency],
    supplementRequests: [],
    obligations: [],
    surplusPayments: [],
    shipments: [],
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
    ...(event.type === 'imported' && {
      dossierCode: event.dossierCode,
      nationalCode: event.nationalCode,
      submittedAt: event.occurredAt,
    }),
  };
}

/** Where a dossier goes on after an interruption. */
export function statusBeforeInterruption(dossier: Dossier): DossierStatus {
  if (dossier.interrupted !== undefined) return dossier.interrupted;
  if (dossier.acceptedAt === undefined) return 'submitted';
  return dossier.step === undefined ? 'accepted' : 'in-processing';
}

function change(dossier: Dossier, event: NumberedEvent): Partial<Dossier> {
  const at = event.occurredAt;
  switch (event.type) {
    case 'document-attached':
      return { documents: [...dossier.documents, event.document] };
    case 'document-removed':
      return { documents: dossier.documents.filter((d) => d.documentId !== event.documentId) };
    case 'submitted':
      return { status: 'submitted', dossierCode: event.dossierCode, submittedAt: at };
    case 'accepted':
      return { status: 'accepted', acceptedAt: at, appointmentAt: event.appointmentAt, interrupted: undefined };
    case 'refused':
      return { status: 'refused' };
    case 'supplement-requested': {
      const request = { requestId: event.requestId, items: event.items, requestedAt: at };
      return {
        status: 'supplement-required',
        interrupted: dossier.status,
        supplementRequests: [...dossier.supplementRequests, request],
      };
    }
    case 'supplemented':
      return {
        status: statusBeforeInterruption(dossier),
        interrupted: undefined,
        supplementRequests: dossier.supplementRequests.map((r) =>
          r.requestId === event.requestId ? { ...r, suppliedAt: at } : r,
        ),
      };
    case 'payment-requested': {
      const { obligationId, fees, amount, appointmentAt } = event;
      const obligation = { obligationId, fees, amount, appointmentAt, requestedAt: at };
      return {
        status: 'payment-required',
        interrupted: dossier.status,
        obligations: [...dossier.obligations, obligation],
      };
    }
    case 'payment-recorded':
      return {
        ...(resumesOnPayment(dossier) && { status: statusBeforeInterruption(dossier), interrupted: undefined }),
        obligations: dossier.obligations.map((o) =>
          o.obligationId === event.payment.obligationId ? { ...o, payment: event.payment } : o,
        ),
      };
    case 'surplus-payment-recorded':
      return { surplusPayments: [...dossier.surplusPayments, { payment: event.payment, reason: event.reason }] };
    case 'shipment-updated': {
      if (event.superseded) return {};
      const others = dossier.shipments.filter((s) => s.shipmentId !== event.shipment.shipmentId);
      return { shipments: [...others, event.shipment] };
    }
    case 'forwarded': {
      const { stepId, agencyId, dueAt } = event;
      return {
        status: 'in-processing',
        step: { stepId, agencyId, since: at, ...(dueAt !== undefined && { dueAt }) },
        agencies: [...new Set([...dossier.agencies, agencyId])],
      };
    }
    case 'completed':
      return { status: 'completed', completedAt: at, outcome: event.outcome };
    case 'returned':
      return { status: 'returned', returnedAt: at };
    case 'withdrawal-requested':
      return { status: 'withdrawal-requested', interrupted: undefined };
    case 'withdrawal-decided':
      // A granted withdrawal is followed at once by `returned`, which is what closes the dossier.
      return event.granted ? {} : { status: 'in-processing' };
    case 'stopped':
      return { status: 'stopped', interrupted: undefined };
    case 'resumed':
      return { status: 'in-processing' };
    case 'corrected':
      return correction(dossier, event.toStatus, at);
    case 'draft-created':
    case 'imported':
      throw new Error(`${event.type} in the middle of the log of ${event.dossierId}`);
  }
}

/** A payment that was the condition of acceptance does not resume anything: `accepted` follows and does. */
export function resumesOnPayment(dossier: Dossier): boolean {
  return dossier.status === 'payment-required' && dossier.acceptedAt !== undefined;
}

/** Brings the moments that go with a status in line with it, so that a corrected dossier can go on normally. */
function correction(dossier: Dossier, status: DossierStatus, at: string): Partial<Dossier> {
  const implied = ['accepted', 'in-processing', 'stopped', 'completed', 'returned'].includes(status);
  const accepted = status !== 'submitted' && status !== 'refused';
  const finished = status === 'completed' || status === 'returned';
  return {
    status,
    interrupted: undefined,
    acceptedAt: accepted ? (dossier.acceptedAt ?? (implied ? at : undefined)) : undefined,
    appointmentAt: accepted ? dossier.appointmentAt : undefined,
    step: status === 'submitted' || status === 'accepted' ? undefined : dossier.step,
    completedAt: finished ? (dossier.completedAt ?? at) : undefined,
    outcome: finished ? dossier.outcome : undefined,
    returnedAt: status === 'returned' ? at : undefined,
  };
}

/** The part of a dossier that may leave the table. */
export function summarise(dossier: Dossier): EventSummary {
  return {
    status: dossier.status,
    dossierCode: dossier.dossierCode,
    procedureCode: dossier.procedureCode,
    channel: dossier.channel,
    receivingAgency: dossier.receivingAgency,
    agencyId: currentAgency(dossier),
    stepId: dossier.step?.stepId,
    appointmentAt: dossier.appointmentAt,
  };
}
