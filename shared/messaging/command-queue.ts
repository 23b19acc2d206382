import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { issuedFormSchema, paymentSchema, shipmentEventSchema, timerSchema } from '../dossier/commands.ts';
import { uuid } from '../values.ts';

/**
 * What travels on the command queue: codes, identifiers and amounts, never personal data. What a command needs beyond
 * that is read from the table by the one who carries it out.
 */
export const queuedCommandSchema = z.strictObject({
  /** The same for every repetition of the same fact; makes a repetition harmless for two weeks. */
  commandId: z.string().check(z.regex(/^[A-Za-z0-9:._#-]{1,128}$/)),
  dossierId: uuid,
  traceparent: z.optional(z.string()),
  /** Name of the component that sends it: the actor in the log. */
  from: z.string().check(z.regex(/^[a-z-]{1,40}$/)),
  command: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('attach-document'), documentId: uuid }),
    z.strictObject({ type: z.literal('record-payment'), payment: paymentSchema }),
    z.strictObject({ type: z.literal('record-shipment-event'), shipment: shipmentEventSchema }),
    z.strictObject({ type: z.literal('fire-timer'), timer: timerSchema }),
    z.strictObject({ type: z.literal('record-form'), issued: issuedFormSchema }),
    z.strictObject({ type: z.literal('apply-inbound'), source: z.string(), messageId: z.string() }),
  ]),
});
export type QueuedCommand = z.infer<typeof queuedCommandSchema>;

export type CommandQueue = { send(command: QueuedCommand): Promise<void> };

/**
 * The queue drops what comes twice within five minutes, and by the deduplication id alone: with the command's own id it
 * would drop another command under a used id as well, unseen. That one has to arrive, to be parked by `transitions`.
 */
const messageOf = (command: QueuedCommand) => ({
  MessageBody: JSON.stringify(command),
  MessageGroupId: command.dossierId,
  MessageDeduplicationId: createHash('sha256')
    .update(`${command.commandId}\n${JSON.stringify(command.command)}`)
    .digest('hex'),
});

/** FIFO, one group per dossier: commands for one dossier keep their order, dossiers do not wait for each other. */
export function commandQueue(client: SQSClient, QueueUrl: string): CommandQueue {
  return {
    async send(command) {
      await client.send(new SendMessageCommand({ QueueUrl, ...messageOf(command) }));
    },
  };
}

/** Most commands the queue takes at once. */
export const COMMAND_BATCH = 10;

/** Sends up to {@link COMMAND_BATCH} commands at once. @returns how many of them the queue did not take. */
export async function sendCommands(
  client: SQSClient,
  QueueUrl: string,
  commands: readonly QueuedCommand[],
): Promise<number> {
  const Entries = commands.map((command, index) => ({ Id: String(index), ...messageOf(command) }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.length;
}
