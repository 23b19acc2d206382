import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import type { InboundMessage, InboundPaper } from '../../shared/partner-messages/national-portal/message.ts';
import type { QueuedCommand } from '../../shared/platform/queues/command-queue.ts';
import { correlationAttribute } from '../../shared/platform/queues/correlation-attribute.ts';
import { uuid } from '../../shared/values.ts';

/**
 * Message for a stored portal message with documents to fetch. It contains neither their URLs nor their names, which may
 * identify a person; both are read from the stored message.
 */
export const inboundFilesSchema = z.strictObject({
  dossierId: uuid,
  source: z.literal(NATIONAL_PORTAL),
  messageId: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
});
export type InboundFiles = z.infer<typeof inboundFilesSchema>;

export type InboundFilesQueue = { send(message: InboundFiles): Promise<void> };

export const inboundFilesQueue = (client: SQSClient, queueUrl: string): InboundFilesQueue => ({
  async send(message) {
    const MessageBody = JSON.stringify(message);
    const MessageAttributes = correlationAttribute();
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageAttributes }));
  },
});

/** The documents of a message. */
export const papersIn = (message: InboundMessage): readonly InboundPaper[] =>
  'TaiLieuNop' in message ? message.TaiLieuNop : [];

/** A supplement is sent to its dossier after its documents, every other message before them. */
export const papersFirst = (message: InboundMessage): boolean =>
  message.LoaiBanTin === 'BO_SUNG' && message.TaiLieuNop.length > 0;

/** The command for a message. The id is deterministic, regardless of how often and by which function it is queued. */
export function applyInbound(
  { dossierId, source, messageId }: InboundFiles,
  from: 'national-portal-inbound' | 'inbound-files',
): QueuedCommand {
  return {
    commandId: `inbound:${source}:${messageId}`,
    dossierId,
    from,
    command: { type: 'apply-inbound', source, messageId },
  };
}
