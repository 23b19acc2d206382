import { eventType } from '../../events/catalogue.ts';
import type { RecordedEvent } from './events.ts';
import { nationalCode } from './status.ts';

/** The public form of an event: a CloudEvent whose data is the summary and, per type, a few codes. */
export type PublicEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly correlationid?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export const eventIdOf = (event: { dossierId: string; version: number }) => `${event.dossierId}:${event.version}`;

/** Selects the published fields explicitly: a new field of an event stays private until it is listed here. */
function extras(event: RecordedEvent): Record<string, unknown> {
  switch (event.type) {
    case 'document-attached': {
      const { documentId, component, kind } = event.document;
      return { documentId, component, kind };
    }
    case 'document-removed':
      return { documentId: event.documentId };
    case 'particulars-corrected':
      return { changed: event.changed, requestId: event.requestId };
    case 'correction-requested':
      return { requestId: event.requestId, changed: event.changed, dueAt: event.dueAt };
    case 'correction-refused':
      return { requestId: event.requestId };
    case 'imported':
      return { nationalCode: event.nationalCode };
    case 'supplement-requested':
      return { requestId: event.requestId, items: event.items.length };
    case 'fees-assessed':
      return { amount: event.assessment.amount };
    case 'payment-requested':
    case 'payment-cancelled':
      return { obligationId: event.obligationId, amount: event.amount };
    case 'payment-recorded': {
      const { obligationId, provider, transactionId, amount } = event.payment;
      return { obligationId, provider, transactionId, amount };
    }
    case 'receipt-number-corrected':
      return { obligationId: event.obligationId, receiptNumber: event.receiptNumber };
    case 'surplus-payment-recorded': {
      const { provider, transactionId, amount } = event.payment;
      return { provider, transactionId, amount, reason: event.reason };
    }
    case 'refund-opened':
      return { refundId: event.refundId, amount: event.amount, reason: event.reason };
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-dropped':
      return { refundId: event.refundId, amount: event.amount };
    case 'refund-reopened':
      return { refundId: event.refundId, amount: event.amount, state: event.state };
    case 'refund-paid':
      return { refundId: event.refundId, amount: event.amount, method: event.method, paidOn: event.paidOn };
    case 'shipment-updated': {
      const { shipmentId, direction, carrier, state } = event.shipment;
      return { shipmentId, direction, carrier, state, superseded: event.superseded };
    }
    case 'accepted':
    case 'reappointed':
    case 'appointment-recalculated': {
      const { previousAt, reason, calendarVersion, confirmed, late } = event.appointment;
      return { previousAt, reason, calendarVersion, confirmed, late };
    }
    case 'forwarded':
    case 'sent-back':
      return { dueAt: event.dueAt };
    case 'transferred': {
      const { previousAt } = event.appointment ?? {};
      return { cause: event.cause, fromAgency: event.fromAgency, toAgency: event.agencyId, previousAt };
    }
    case 'assigned':
      return { officer: event.officer };
    case 'branch-opened': {
      const { branchId, kind, agencyId: branchAgency, dueAt } = event;
      return { branchId, kind, branchAgency, dueAt };
    }
    case 'branch-finished': {
      const { branchId, result, timeliness, deemed } = event;
      return { branchId, result, timeliness, deemed };
    }
    case 'branch-cancelled':
      return { branchId: event.branchId, withoutAnswer: event.withoutAnswer };
    case 'applicant-reminded':
      return { of: event.timer.of, id: event.timer.id, answerBy: event.answerBy };
    case 'rejected':
    case 'stopped':
      return { ground: event.closing };
    case 'deadline-warned':
    case 'deadline-breached': {
      const { of, id, at } = event.timer;
      return { of, id, deadlineAt: at };
    }
    case 'form-issued': {
      const { form, documentId, sha256 } = event.issued;
      return { form, documentId, sha256 };
    }
    case 'completed':
      return { outcome: event.outcome, timeliness: event.timeliness };
    case 'returned':
      return { method: event.method, reason: event.reason };
    case 'withdrawal-decided':
      return { granted: event.granted };
    case 'suspended':
    case 'suspension-lifted':
      return { suspensionId: event.suspensionId };
    case 'draft-deleted':
      return { cause: event.cause };
    case 'draft-created':
    case 'draft-changed':
    case 'declared':
    case 'identity-confirmed':
    case 'submitted':
    case 'supplemented':
    case 'site-verified':
    case 'reminder-sent':
    case 'note-added':
    case 'status-reported':
    case 'withdrawal-requested':
    case 'resumed':
    case 'corrected':
      return {};
  }
}

export function toPublicEvent(event: RecordedEvent, province: string): PublicEvent {
  const { dossierId, version, after, correlationId } = event;
  const data = { dossierId, version, ...after, nationalStatus: nationalCode(after.status), ...extras(event) };
  return {
    specversion: '1.0',
    id: eventIdOf(event),
    source: `motcua/${province}`,
    type: eventType(event.type),
    subject: dossierId,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    ...(correlationId !== undefined && { correlationid: correlationId }),
    data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
  };
}
