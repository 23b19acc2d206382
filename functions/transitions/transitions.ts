import { createHash } from 'node:crypto';
import type { Command, Timer } from '../../shared/dossier/commands.ts';
import type { QueuedCommand } from '../../shared/messaging/command-queue.ts';
import { PermanentError } from '../../shared/messaging/permanent.ts';
import { toCommand } from '../../shared/national-portal/inbound.ts';
import { loadDocument } from '../../shared/store/document-rows.ts';
import type { DossierStore } from '../../shared/store/dossier-store.ts';
import { loadInbound } from '../../shared/store/inbound-rows.ts';
import type { Table } from '../../shared/store/table.ts';
import { dropTimer } from '../../shared/store/timer-rows.ts';

/** A timer that came this long ago and changes nothing is one the dossier does not know any more. Milliseconds. */
const OUTLIVED_MS = 5 * 60_000;
const isOld = ({ at }: Timer) => Date.now() - Date.parse(at) > OUTLIVED_MS;

export type Transitions = { readonly table: Table; readonly store: DossierStore };

/**
 * Carries out one queued command. A repetition is harmless (the command id is the idempotency key).
 * @throws PermanentError when the rules refuse it or it points at nothing: it is parked with that cause.
 */
export function transitions({ table, store }: Transitions) {
  async function commandOf({ dossierId, command }: QueuedCommand): Promise<Command> {
    switch (command.type) {
      case 'record-payment':
      case 'record-shipment-event':
      case 'fire-timer':
      case 'record-form':
        return command;
      case 'attach-document': {
        const row = await loadDocument(table, dossierId, command.documentId);
        if (row === undefined) throw new PermanentError('document-not-found');
        if (row.state !== 'verified') throw new PermanentError('document-not-verified');
        return { type: 'attach-document', document: row.document };
      }
      case 'apply-inbound': {
        const message = await loadInbound(table, command.source, command.messageId);
        if (message === undefined) throw new PermanentError('inbound-message-not-found');
        return toCommand(message);
      }
    }
  }

  return async (queued: QueuedCommand): Promise<void> => {
    const { dossierId, commandId, from, traceparent } = queued;
    const asked = JSON.stringify(queued.command);
    const outcome = await store.execute({
      dossierId,
      command: await commandOf(queued),
      actor: { kind: 'system', subject: from },
      idempotency: {
        scope: `queue:${dossierId}`,
        key: commandId,
        bodyHash: createHash('sha256').update(asked).digest('hex'),
      },
      traceparent,
    });
    if (outcome.ok) {
      const { command } = queued;
      const outlived = command.type === 'fire-timer' && outcome.events.length === 0 && isOld(command.timer);
      if (outlived) await dropTimer(table, dossierId, command.timer);
      return;
    }
    throw new PermanentError(outcome.rejection.code);
  };
}
