import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { timerSchema } from '../../dossier/commands.ts';
import { uuid } from '../../values.ts';
import { correlationAttribute } from './correlation-attribute.ts';

/** Key of a row that stores a partner's message. */
const keptId = z.string().check(z.minLength(1), z.maxLength(400));

const askedSchema = z.discriminatedUnion('type', [
  /** A file of the dossier that was verified. */
  z.strictObject({ type: z.literal('attach-document'), documentId: uuid }),
  /** A payment provider's stored callback. */
  z.strictObject({ type: z.literal('record-payment'), messageId: keptId }),
  /** A carrier's stored report. */
  z.strictObject({ type: z.literal('record-shipment-event'), messageId: keptId }),
  /** An ordered parcel of the dossier. */
  z.strictObject({ type: z.literal('record-parcel-order'), orderNumber: keptId }),
  z.strictObject({ type: z.literal('fire-timer'), timer: timerSchema }),
  /** A form generated for the dossier. */
  z.strictObject({ type: z.literal('record-form'), documentId: uuid }),
  z.strictObject({ type: z.literal('apply-inbound'), source: z.literal('national-portal'), messageId: keptId }),
]);
type Asked = z.infer<typeof askedSchema>;

/**
 * Commands that each function may queue; functions have their deployed names. A function only queues commands backed by rows
 * of its own kind that it has stored or will store (`docs/decisions/0023-queued-commands.md`).
 */
export const COMMANDS_OF = {
  'document-verification': ['attach-document'],
  'payment-webhook': ['record-payment'],
  'postal-webhook': ['record-shipment-event'],
  'postal-orders': ['record-parcel-order'],
  deadlines: ['fire-timer'],
  forms: ['record-form'],
  'national-portal-inbound': ['apply-inbound'],
  'inbound-files': ['apply-inbound'],
} as const satisfies Record<string, readonly Asked['type'][]>;
export type CommandSource = keyof typeof COMMANDS_OF;
const SOURCES = Object.keys(COMMANDS_OF) as [CommandSource, ...CommandSource[]];

/**
 * Message of the command queue: identifiers and timestamps, never personal data and no facts. The handler reads the command's
 * content from the table.
 */
export const queuedCommandSchema = z.strictObject({
  /** The same for every duplicate of the same fact; makes a duplicate harmless for two weeks. */
  commandId: z.string().check(z.regex(/^[A-Za-z0-9:._#-]{1,128}$/)),
  dossierId: uuid,
  /** The actor in the log. */
  from: z.enum(SOURCES),
  command: askedSchema,
});
/** As received: whether its source may send it is not checked yet. */
export type ReceivedCommand = z.infer<typeof queuedCommandSchema>;

type From<S extends CommandSource> = Omit<ReceivedCommand, 'from' | 'command'> & {
  readonly from: S;
  readonly command: Extract<Asked, { readonly type: (typeof COMMANDS_OF)[S][number] }>;
};
/** A command that its source may send. */
export type QueuedCommand = { [S in CommandSource]: From<S> }[CommandSource];

export function mayAsk(received: ReceivedCommand): received is QueuedCommand {
  const allowed: readonly Asked['type'][] = COMMANDS_OF[received.from];
  return allowed.includes(received.command.type);
}

export type CommandQueue = { send(command: QueuedCommand): Promise<void> };

/**
 * SQS FIFO drops duplicates within five minutes by the deduplication id alone. The command's own id is not used for it: a
 * different command with a used id would be lost silently, but must arrive so that `transitions` parks it.
 */
const messageOf = (command: QueuedCommand) => ({
  MessageBody: JSON.stringify(command),
  MessageAttributes: correlationAttribute(),
  MessageGroupId: command.dossierId,
  MessageDeduplicationId: createHash('sha256')
    .update(`${command.commandId}\n${JSON.stringify(command.command)}`)
    .digest('hex'),
});

/** FIFO, one group per dossier: a dossier's commands stay in order, and dossiers do not block each other. */
export function commandQueue(client: SQSClient, QueueUrl: string): CommandQueue {
  return {
    async send(command) {
      await client.send(new SendMessageCommand({ QueueUrl, ...messageOf(command) }));
    },
  };
}

/** Maximum entries of one SQS batch request. */
export const COMMAND_BATCH = 10;

/** Sends up to {@link COMMAND_BATCH} commands in one request. @returns how many of them SQS did not accept. */
export async function sendCommands(
  client: SQSClient,
  QueueUrl: string,
  commands: readonly QueuedCommand[],
): Promise<number> {
  const Entries = commands.map((command, index) => ({ Id: String(index), ...messageOf(command) }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.length;
}
