import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import type { Timer } from '../../../shared/dossier/commands.ts';
import type { ReceivedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { dropTimer } from '../../../shared/record/timer-rows.ts';
import { checkOrigin } from './origin.ts';
import { resolver } from './resolve.ts';

/** A timer that is overdue by this time and changes nothing is unknown to its dossier. Milliseconds. */
const OUTLIVED_MS = 5 * 60_000;
const isOld = ({ at }: Timer) => Date.now() - Date.parse(at) > OUTLIVED_MS;

/** What may still be queued for a draft when it is deleted. */
const OF_DRAFTS: readonly string[] = ['attach-document', 'fire-timer'];

export type Transitions = { readonly table: Table; readonly store: DossierStore; readonly province: string };

/**
 * Executes one queued command. Idempotent: the command id is the idempotency key.
 * @param record the SQS record; its attributes identify the sender
 * @throws PermanentError when the source may not send this command, it refers to nothing of its dossier, or the rules reject
 *   it; the message is parked with that cause
 */
export function transitions({ table, store, province }: Transitions) {
  const resolve = resolver(table);

  return async (received: ReceivedCommand, { attributes }: Pick<SQSRecord, 'attributes'>): Promise<void> => {
    const queued = checkOrigin(received, attributes?.SenderId, province);
    const { dossierId, commandId, from } = queued;
    const asked = JSON.stringify(queued.command);
    // A draft that was deleted meanwhile: its files and timers are gone with it.
    const dropped = async () => OF_DRAFTS.includes(queued.command.type) && (await store.load(dossierId)) === undefined;
    const command = await resolve(queued).catch(async (error: unknown) => {
      if (await dropped()) return undefined;
      throw error;
    });
    if (command === undefined) return;
    const outcome = await store.execute({
      dossierId,
      command,
      actor: { kind: 'system', subject: from },
      idempotency: {
        scope: `queue:${dossierId}`,
        key: commandId,
        bodyHash: createHash('sha256').update(asked).digest('hex'),
      },
    });
    if (outcome.ok) {
      const { command } = queued;
      const outlived = command.type === 'fire-timer' && outcome.events.length === 0 && isOld(command.timer);
      if (outlived) await dropTimer(table, dossierId, command.timer);
      return;
    }
    if (outcome.rejection.code === 'dossier-not-found' && (await dropped())) return;
    throw new PermanentError(outcome.rejection.code);
  };
}
