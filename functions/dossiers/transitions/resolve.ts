import type * as z from 'zod/mini';
import { type Command, paymentSchema, shipmentEventSchema } from '../../../shared/dossier/commands.ts';
import { issuedFormSchema } from '../../../shared/dossier/issued-form.ts';
import { loadReport } from '../../../shared/partner-messages/carrier-reports.ts';
import { toCommand } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { loadInbound } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import { loadNotice } from '../../../shared/partner-messages/payment-notices.ts';
import { loadShipment, orderOf } from '../../../shared/partner-messages/shipments.ts';
import type { QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { loadDocument } from '../../../shared/record/document-rows.ts';
import { loadForm } from '../../../shared/record/form-rows.ts';

/**
 * Builds the command for a queued message. The message only names a row; the content comes from that row, which only one
 * function may write.
 */
export function resolver(table: Table) {
  /** @throws PermanentError `<what>-not-found`, `<what>-of-another-dossier` */
  function ofDossier<R extends { readonly dossierId?: string | undefined }>(
    row: R | undefined,
    dossierId: string,
    what: string,
  ): R {
    if (row === undefined) throw new PermanentError(`${what}-not-found`);
    if (row.dossierId !== dossierId) throw new PermanentError(`${what}-of-another-dossier`);
    return row;
  }

  /** @throws PermanentError `<what>-without-fact`: a failed payment, a report of an obstacle, an outdated row */
  function factOf<S extends z.ZodMiniType>(schema: S, kept: unknown, what: string): z.output<S> {
    const fact = schema.safeParse(kept);
    if (!fact.success) throw new PermanentError(`${what}-without-fact`);
    return fact.data;
  }

  return async ({ dossierId, command }: QueuedCommand): Promise<Command> => {
    switch (command.type) {
      case 'fire-timer':
        return command;
      case 'record-payment': {
        const row = ofDossier(await loadNotice(table, command.messageId), dossierId, 'payment-notice');
        return { type: command.type, payment: factOf(paymentSchema, row.payment, 'payment-notice') };
      }
      case 'record-shipment-event': {
        const row = ofDossier(await loadReport(table, command.messageId), dossierId, 'carrier-report');
        return { type: command.type, shipment: factOf(shipmentEventSchema, row.shipment, 'carrier-report') };
      }
      case 'record-parcel-order': {
        const row = ofDossier(await loadShipment(table, dossierId, command.orderNumber), dossierId, 'parcel');
        if (row.orderedAt === undefined) throw new PermanentError('parcel-not-ordered');
        return { type: 'record-shipment-event', shipment: orderOf(row) };
      }
      case 'record-form': {
        const issued = await loadForm(table, dossierId, command.documentId);
        if (issued === undefined) throw new PermanentError('form-not-found');
        return { type: command.type, issued: factOf(issuedFormSchema, issued, 'form') };
      }
      case 'attach-document': {
        const row = await loadDocument(table, dossierId, command.documentId);
        if (row === undefined) throw new PermanentError('document-not-found');
        if (row.state !== 'verified') throw new PermanentError('document-not-verified');
        return { type: command.type, document: row.document };
      }
      case 'apply-inbound': {
        const kept = await loadInbound(table, command.source, command.messageId);
        return toCommand(ofDossier(kept, dossierId, 'inbound-message'));
      }
    }
  };
}
