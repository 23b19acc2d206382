import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { timerSchema } from '../../dossier/commands.ts';
import { uuid } from '../../values.ts';
import { correlationAttribute } from './correlation-attribute.ts';

/** Identifier of a row that a partner's message was kept in. */
const keptId = z.string().check(z.minLength(1), z.maxLength(400));

const askedSchema = z.discriminatedUnion('type', [
  /** A file of the dossier that was verified. */
  z.strictObject({ type: z.literal('attach-document'), documentId: uuid }),
  /** A payment provider's kept notice. */
  z.strictObject({ type: z.literal('record-payment'), messageId: keptId }),
  /** A carrier's kept report. */
  z.strictObject({ type: z.literal('record-shipment-event'), messageId: keptId }),
  /** A parcel of the dossier that was ordered. */
  z.strictObject({ type: z.literal('record-parcel-order'), orderNumber: keptId }),
  z.strictObject({ type: z.literal('fire-timer'), timer: timerSchema }),
  /** A form that was made for the dossier. */
  z.strictObject({ type: z.literal('record-form'), documentId: uuid }),
  z.strictObject({ type: z.literal('apply-inbound'), source: z.literal('national-portal'), messageId: keptId }),
]);
type Asked = z.infer<typeof askedSchema>;

/**
 * What each function that may put commands on the queue may ask; it is named as it is deployed. Nothing is asked that the
 * function has not kept, or does not keep, in rows of its own kind (`docs/decisions/0023-queued-commands.md`).
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
 * What travels on the command queue: identifiers and moments, never personal data and no facts. What a command says is
 * read from the table by the one who carries it out.
 */
export const queuedCommandSchema = z.strictObject({
  /** The same for every repetition of the same fact; makes a repetition harmless for two weeks. */
  commandId: z.string().check(z.regex(/^[A-Za-z0-9:._#-]{1,128}$/)),
  dossierId: uuid,
  /** Who asks: the actor in the log. */
  from: z.enum(SOURCES),
  command: askedSchema,
});
/** As it arrives: whether its source may ask it is not said yet. */
export type ReceivedCommand = z.infer<typeof queuedCommandSchema>;

type From<S extends CommandSource> = Omit<ReceivedCommand, 'from' | 'command'> & {
  readonly from: S;
  readonly command: Extract<Asked, { readonly type: (typeof COMMANDS_OF)[S][number] }>;
};
/** A command that its source may ask. */
export type QueuedCommand = { [S in CommandSource]: From<S> }[CommandSource];

export function mayAsk(received: ReceivedCommand): received is QueuedCommand {
  const allowed: readonly Asked['type'][] = COMMANDS_OF[received.from];
  return allowed.includes(received.command.type);
}

export type CommandQueue = { send(command: QueuedCommand): Promise<void> };

/**
 * The queue drops what comes twice within five minutes, and by the deduplication id alone: with the command's own id it
 * would drop another command under a used id as well, unseen. That one has to arrive, to be parked by `transitions`.
 */
const messageOf = (command: QueuedCommand) => ({
  MessageBody: JSON.stringify(command),
  MessageAttributes: correlationAttribute(),
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
